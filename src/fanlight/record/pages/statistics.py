"""The statistics page: the sections that a build or a release has computed."""

from __future__ import annotations

from typing import Any

from fanlight.record.pages.summary import Summary

PAGE = "statistics"


def statistics_values(summary: Summary) -> dict[str, Any]:
    """All that the template of the statistics page is given."""
    return {"extra": [one for one in summary.extra.values() if one.get("page") == PAGE]}
