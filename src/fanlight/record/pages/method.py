"""The methods page: definitions, tiers, sources with their hashes."""

from __future__ import annotations

from typing import Any

from fanlight.record.pages import words
from fanlight.record.pages.summary import Summary

LICENCES = {
    "rows": "rows may be downloaded",
    "counts": "our own counts and pointers alone",
    "no": "nothing of it in downloads",
}


def method_values(summary: Summary) -> dict[str, Any]:
    """All that the template of the methods page is given."""
    return {
        "tiers": [(name, text) for name, text in words.TIERS.items() if name not in ("near", "review", "unlinked")],
        "used": [(file, LICENCES.get(file.licence, file.licence)) for file in summary.files],
        "list_day": words.list_day(summary),
    }
