"""The headline page: our figures beside EFF's, before and after with the calendar, sentence by sentence."""

from __future__ import annotations

from typing import Any

from fanlight.record.pages import words
from fanlight.record.pages.statistics import PAGE
from fanlight.record.pages.summary import SeriesCount, Summary
from fanlight.record.statistics.eff import STATED

EFF_MPV, EFF_FE = STATED["mpv"], STATED["fe"]
NOT_HERE = "not in this build"


def share(part: int | None, whole: int | None, places: int = 1) -> str:
    """A share in per cent, or a dash of words."""
    return f"{100 * part / whole:.{places}f} %" if part is not None and whole else "not stated"


def _cell(text: str, href: str = "") -> dict[str, str]:
    return {"text": text, "href": href}


def _ours(one: SeriesCount | None, what: str, key: str) -> dict[str, str]:
    if one is None:
        return _cell(NOT_HERE)
    href = {
        "agencies": "registry.html",
        "agencies_with_death": f"rows/{key}.html",
        "partner_deaths": f"rows/{key}.html",
    }
    if what == "share":
        return _cell(f"{100 * one.share:.1f} %", f"rows/{key}.html")
    if what == "agency_share":
        return _cell(f"{100 * one.agency_share:.1f} %", "registry.html")
    return _cell(words.grouped(getattr(one, what)), href.get(what, "methods.html#files"))


def table(summary: Summary) -> list[dict[str, Any]]:
    """One line a figure: MPV ours and EFF's, then FE ours and EFF's."""
    mpv, fe = summary.headline.get("mpv"), summary.headline.get("fe")

    def published(value: int | None, other: str = "about half") -> dict[str, str]:
        return _cell(words.grouped(value) if value is not None else other)

    lines = [("Agencies on the list", "agencies"), ("Agencies with a death", "agencies_with_death"),
             ("Deaths in all", "deaths"), ("Deaths that involved a partner", "partner_deaths")]  # fmt: skip
    found = [
        {
            "name": name,
            "cells": [
                _ours(mpv, what, "mpv"),
                published(getattr(EFF_MPV, what)),
                _ours(fe, what, "fe"),
                published(getattr(EFF_FE, what)),
            ],
        }
        for name, what in lines
    ]
    shares = [
        ("Share of the agencies", "agency_share", share(EFF_MPV.agencies_with_death, EFF_MPV.agencies), "about half"),
        (
            "Share of the deaths",
            "share",
            share(EFF_MPV.partner_deaths, EFF_MPV.deaths),
            share(EFF_FE.partner_deaths, EFF_FE.deaths),
        ),
    ]
    for name, what, theirs_mpv, theirs_fe in shares:
        cells = [_ours(mpv, what, "mpv"), _cell(theirs_mpv), _ours(fe, what, "fe"), _cell(theirs_fe)]
        found.append({"name": name, "cells": cells})
    return found


def before_after(summary: Summary) -> list[dict[str, Any]]:
    """Each source's before and after beside the calendar's."""
    found = []
    for key, one in summary.headline.items():
        if not one.partner_deaths:
            continue
        part = one.before / one.partner_deaths
        even = round(one.calendar_before * one.partner_deaths)
        found.append(
            {
                "key": key, "name": words.SOURCES[key], "partner_deaths": one.partner_deaths,
                "before": one.before, "after": one.after, "unknown": one.unknown, "before_share": part,
                "calendar": one.calendar_before, "even": even, "even_after": one.partner_deaths - even,
                "words": f"{100 * part:.0f} % of these deaths ({words.SOURCES[key]}) came before that agency’s "
                f"partnership began; {100 * one.calendar_before:.0f} % would have by the calendar alone.",
            }
        )  # fmt: skip
    return found


def half_words(summary: Summary) -> str:
    """What the share of agencies is by each source, and why it differs."""
    parts = []
    for key, one in summary.headline.items():
        parts.append(
            f"With {words.SOURCES[key]}, {words.grouped(one.agencies_with_death)} of {words.grouped(one.agencies)} "
            f"agencies ({100 * one.agency_share:.0f} %) have at least one death"
        )
    if not parts:
        return "No source of deaths is in this build."
    rest = (
        "Fatal Encounters also records vehicle, medical and drowning deaths, so more agencies have one; "
        "the files here lack those after 17 June 2018. “About half” needs such a source."
    )
    return ". ".join(parts) + f". {rest}"


def sentences(summary: Summary) -> list[dict[str, str]]:
    """Each figure that the release states, what the data here give, and how far it can be checked."""
    mpv, fe = summary.headline.get("mpv"), summary.headline.get("fe")
    listed = mpv or fe
    total = (
        f"{words.grouped(listed.agencies)} distinct entries that began by {words.day(summary.last)}" if listed else ""
    )
    return [
        {
            "said": "Over 1,400 agencies partner with Ring (1,403).",
            "here": f"{total}." if total else NOT_HERE,
            "href": "registry.html",
            "checked": "EFF counted Ring’s own map on 22 to 25 June 2020; the list here is the Atlas of "
            f"Surveillance of {words.list_day(summary)}, cut by its dates. It lags the map by about 2 %.",
        },
        {
            "said": "600 of them were added in the six months before.",
            "here": f"{words.grouped(summary.last_six_months)} starts from January to June 2020, by the list’s dates.",
            "href": "registry.html",
            "checked": "Dates are read from the list’s links and sentences; some are known to the month alone.",
        },
        {
            "said": "Roughly half of the agencies had at least one death since 2015.",
            "here": " ".join(
                f"{words.SOURCES[key]}: {100 * one.agency_share:.0f} %." for key, one in summary.headline.items()
            ) or NOT_HERE,
            "href": "registry.html",
            "checked": "It depends on the source: EFF’s own 559 of 1,403 with Mapping Police Violence are 40 %. "
            "“What about half depends on” above says more.",
        },
        {
            "said": "Over a third of the deaths involved such an agency (35.6 % and 35.1 %).",
            "here": " ".join(
                f"{words.SOURCES[key]}: {words.grouped(one.partner_deaths)} of {words.grouped(one.deaths)} "
                f"({100 * one.share:.1f} %)." for key, one in summary.headline.items()
            ) or NOT_HERE,
            "href": "rows/mpv.html" if mpv else "",
            "checked": f"Each death is linked row by row; {_third(summary)} It says who the partners were: "
            "“Before and after” above shows how many deaths came before the partnership.",
        },
        {
            "said": "Breonna Taylor, Alton Sterling, Botham Jean, Antonio Valenzuela, Michael Ramos and "
            "Sean Monterrosa died in encounters with such agencies.",
            "here": f"{sum(case.agency is not None for case in summary.named)} of the six are found and linked.",
            "href": "",
            "checked": f"{sum(case.relation == 'before' for case in summary.named)} of the six deaths came before the "
            "partnership began; the table below has each day.",
        },
    ]  # fmt: skip


def _third(summary: Summary) -> str:
    holds = [words.SOURCES[key] for key, one in summary.headline.items() if one.share > 1 / 3]
    return f"it holds with {' and with '.join(holds)}." if holds else "it does not hold here."


def headline_values(summary: Summary) -> dict[str, Any]:
    """All that the template of the headline page is given."""
    mpv, fe = summary.headline.get("mpv"), summary.headline.get("fe")
    one = mpv or fe
    ready = before_after(summary)
    named = [
        {
            "name": case.name, "on": case.on, "agency": summary.agencies.get(case.agency or ""), "start": case.start,
            "relation": case.relation, "file": case.file, "row": case.row,
            "anchor": _anchor(summary, case.agency, case.rows),
        }
        for case in summary.named
    ]  # fmt: skip
    return {
        "sentence": _sentence(one),
        "columns": ["Mapping Police Violence, here", "EFF", "Fatal Encounters, here", "EFF"],
        "table": table(summary),
        "before": ready,
        "late": _late(summary),
        "half": half_words(summary),
        "sentences": sentences(summary),
        "named": named,
        "named_before": words.SMALL_NUMBERS[sum(case.relation == "before" for case in summary.named)],
        "list_count": one.agencies if one else 0,
        "linked": one.linked if one else 0,
        "near_words": _near(one),
        "extra": [one for one in summary.extra.values() if one.get("page") != PAGE],
    }


def _late(summary: Summary) -> str:
    """How many partnerships began in the window's last year: why the calendar alone puts so much before."""
    last = f"{summary.last:%Y-%m}"
    year_before = f"{summary.last.year - 1}-{summary.last.month:02}"
    all_starts = sum(new for month, new in summary.growth.items() if month <= last)
    late = sum(new for month, new in summary.growth.items() if year_before < month <= last)
    return f"{words.grouped(late)} of the list’s {words.grouped(all_starts)} starts lie in the window’s last year."


def _sentence(one: SeriesCount | None) -> str:
    if one is None:
        return "No source of deaths is in this build"
    return (
        f"{words.grouped(one.partner_deaths)} of {words.grouped(one.deaths)} deaths involved an agency "
        f"that partners with Ring: {100 * one.share:.1f} %"
    )


def _near(one: SeriesCount | None) -> str:
    if one is None or one.near_partner_deaths == one.partner_deaths:
        return "links that are merely near would change nothing here" if one else ""
    return f"with near links too it would be {words.grouped(one.near_partner_deaths)} deaths"


def _anchor(summary: Summary, agency: str | None, rows: tuple[tuple[str, int], ...]) -> str:
    record = summary.agencies.get(agency or "")
    if record is None:
        return "people"
    there = {(row.file, row.row) for pointers in record.rows.values() for row in pointers}
    return next((f"{file}-{row}" for file, row in rows if (file, row) in there), "people")
