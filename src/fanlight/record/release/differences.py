"""EFF's figures against ours as sections: each difference with what rows show and the rest, and other readings."""

from __future__ import annotations

from fanlight.record.deaths.facts import Facts
from fanlight.record.pages.words import SOURCES, day, grouped
from fanlight.record.release.section import Section, section
from fanlight.record.statistics.differences import differences, readings, revisions
from fanlight.record.statistics.eff import COUNTED_UNTIL, STATED

FIGURES = {
    "agencies": "agencies on the list",
    "agencies_with_death": "agencies with a death",
    "deaths": "deaths in all",
    "partner_deaths": "deaths that involved a partner",
}
FE_NOTE = (
    " Fatal Encounters’ files with agencies lack causes other than force after 17 June 2018; files of its own without "
    "agencies show how many, and not which agencies were involved, so the difference in partners’ deaths has none."
)
MINUS = "\u2212"


def signed(number: int) -> str:
    """+13, −443, 0."""
    return f"{MINUS}{grouped(-number)}" if number < 0 else f"+{grouped(number)}" if number else "0"


def difference_section(facts: Facts, without: frozenset[str]) -> Section | None:
    """A line for each difference, one for each of its parts, one for what is not explained."""
    rows = []
    for one in differences(facts, without=without):
        name = f"{SOURCES[one.source]}, {FIGURES[one.figure]}"
        rows.append([f"{name}: {grouped(one.ours)} here, {grouped(one.stated)} with EFF", signed(one.whole)])
        rows += [[f"{name}: {part.what}", signed(part.count)] for part in one.parts]
        rows.append([f"{name}: not explained", signed(one.rest)])
    if not rows:
        return None
    return section(
        "Where our figures differ from EFF’s",
        "Only rows that one count has and the other cannot have are parts of a difference. What they do not "
        f"explain is said as it is. EFF counted Ring’s own map on 22 to {day(COUNTED_UNTIL)}; the list here is later, "
        "lags that map, and may lack agencies that had left it.",
        ["Figure and part", "Ours less EFF’s"],
        rows,
        "Negative where ours lacks rows." + ("" if "fe" in without else FE_NOTE),
    )


def reading_section(facts: Facts, without: frozenset[str]) -> Section | None:
    """What EFF's figures could be compared with besides, and how snapshots revise each other."""
    rows = []
    for one in readings(facts, without=without):
        stated = getattr(STATED[one.source], one.figure)
        theirs = grouped(stated) if stated is not None else "about half"
        rows.append([f"{SOURCES[one.source]}, {FIGURES[one.figure]}: {one.what}", grouped(one.count), theirs])
    if "mpv" not in without:
        for pair in revisions(facts):
            words = f"{pair.later} against {pair.earlier}: rows dropped and added in the window"
            rows.append([words, f"{MINUS}{pair.dropped}, +{pair.added}", ""])
    if not rows:
        return None
    return section(
        "Other readings of EFF’s figures",
        "The release is silent on these choices, so none of them is counted as an explanation.",
        ["Reading", "Here", "EFF"],
        rows,
        "Rows of two snapshots are the same where name, day and state are.",
    )
