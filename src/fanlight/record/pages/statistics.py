"""The statistics page: the sections that a build or a release has computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from fanlight.record.pages.summary import Summary
from fanlight.record.pages.words import counted
from fanlight.record.pages.words import state as state_name

PAGE = "statistics"


def statistics_values(summary: Summary) -> dict[str, Any]:
    """All that the template of the statistics page is given."""
    return {"extra": [_named(one, summary) for one in summary.extra.values() if one.get("page") == PAGE]}


def download_values(summary: Summary) -> dict[str, Any]:
    """The curves' downloads, which only some builds have."""
    found = [one for one in summary.extra.values() if one.get("download")]
    return {"combinations": [(one["download"], f"one row a combination; {one['title']}") for one in found]}


def _named(section: Mapping[str, object], summary: Summary) -> Mapping[str, object]:
    """A section whose funnels' marks have the name and page of their agency; others as they are."""
    charts = cast(list[dict[str, Any]], section.get("funnels", []))
    if not charts:
        return section
    return {
        **section,
        "funnels": [{**one, "marks": [_mark(mark, summary) for mark in one["marks"]]} for one in charts],
    }


def _mark(mark: dict[str, Any], summary: Summary) -> dict[str, Any]:
    agency = summary.agencies.get(mark["id"])
    if agency is None:
        return mark
    deaths = counted(mark["deaths"], "death")
    return {
        **mark,
        "href": f"agency/{agency.slug}.html" if agency.on_record else "",
        "words": f"{agency.name}, {state_name(agency.state)}: {deaths}, expected {mark['expected']}",
    }
