"""headline.json: the headline for programs, in the form that the interface fixes."""

from __future__ import annotations

import json

from fanlight.record.deaths.headline import NAMED
from fanlight.record.pages.summary import SeriesCount, Summary


def _counts(one: SeriesCount | None) -> dict[str, int | float] | None:
    if one is None:
        return None
    return {
        "agencies": one.agencies,
        "agencies_with_death": one.agencies_with_death,
        "deaths": one.deaths,
        "partner_deaths": one.partner_deaths,
        "share": one.share,
    }


def headline_json(summary: Summary) -> bytes:
    """Null stands for a source that the build has not, and for a named case that is not linked."""
    named: dict[str, str | None] = dict.fromkeys(NAMED)
    for case in summary.named:
        record = summary.agencies.get(case.agency or "")
        named[case.name] = record.name if record else None
    found = {
        "mpv": _counts(summary.headline.get("mpv")),
        "fe": _counts(summary.headline.get("fe")),
        "named_cases": named,
        "started_last_six_months": summary.last_six_months,
    }
    return (json.dumps(found, indent=2, ensure_ascii=False) + "\n").encode()
