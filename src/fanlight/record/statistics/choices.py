"""The choices that a count of partners' deaths has to make, each with every option that the data allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from fanlight.record.deaths.death import Death
from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.series import FE, FIRST, LAST
from fanlight.record.linkage.verdict import COUNTED, LINKED, Tier
from fanlight.record.statistics.both import BOTH, EITHER

if TYPE_CHECKING:
    from fanlight.record.deaths.death import Partnership

OURS = {
    "source": "Mapping Police Violence, oldest snapshot",
    "window": "January 2015 to June 2020",
    "deaths": "as the source counts",
    "partners": "begun by 30 June 2020",
    "attribution": "any agency named",
    "links": "code, alias, exact",
    "unlinked deaths": "counted",
    "federal bodies": "counted",
}
OURS_OF_AGENCIES = {
    **{name: OURS[name] for name in ("source", "window", "deaths", "partners", "attribution", "links")},
    "unlinked entries": "counted",
}
WINDOWS: Mapping[str, tuple[date, date]] = {
    OURS["window"]: (FIRST, LAST),
    "July 2015 to June 2020": (date(2015, 7, 1), LAST),
    "2015 to 2019": (FIRST, date(2019, 12, 31)),
    "2013 to June 2020": (date(2013, 1, 1), LAST),
}
DEATHS: Mapping[str, Callable[[Death], bool]] = {
    OURS["deaths"]: lambda death: True,
    "no suicides": lambda death: not death.suicide,
    "force alone": lambda death: death.force,
    "gunshot alone": lambda death: "gunshot" in death.cause.lower() and not death.suicide,
    "no vehicles": lambda death: "vehicle" not in death.cause.lower(),
    "not off duty": lambda death: not death.off_duty,
}
LINKS: Mapping[str, frozenset[Tier]] = {
    "code, exact name": frozenset({Tier.ORI, Tier.EXACT}),
    OURS["links"]: frozenset(COUNTED),
    "near links too": frozenset(LINKED),
    "to review too, first candidate": frozenset({*LINKED, Tier.REVIEW}),
}
ATTRIBUTION = (OURS["attribution"], "first named", "one part each")
ATTRIBUTION_OF_AGENCIES = ATTRIBUTION[:2]  # an agency has a death or has none
KEPT = ("counted", "left out")
# Options of the plan that these data do not allow, each with what is missing.
NOT_ALLOWED = (
    ("source", "union and intersection with the headline’s snapshot", "it carries no number of the other list"),
    ("window", "2013 to the newest", "each source ends on another day, most of them after the list of partners"),
    ("window", "five years before each agency’s own start", "deaths of the nation have no start of their own"),
    ("deaths", "without custody", "no source here marks it"),
    ("partners", "without fire departments", "the list here names none, so nothing would change"),
    ("links", "Splink’s weights", "a second opinion that decides nothing; its extra is not needed to build"),
)


def sources(facts: Facts) -> dict[str, str]:
    """Name of the option to its series."""
    mpv = [table.file.name for table in facts.folder.of("mpv")]
    force = [table.file.name for table in facts.folder.of("fe-force")]
    found = {OURS["source"]: facts.mpv} if facts.mpv else {}
    if mpv and mpv[-1] != facts.mpv:
        found["Mapping Police Violence, newest snapshot"] = mpv[-1]
    if facts.deaths.get(FE):
        found["Fatal Encounters, composite"] = FE
    if force:
        found["Fatal Encounters, force file"] = force[-1]
    if facts.deaths.get(BOTH):
        found["in either, newest snapshot and force file"] = EITHER
        found["in both, newest snapshot and force file"] = BOTH
    return found


def lists() -> dict[str, Callable[[Partnership], bool]]:
    """Which entries of the list are partners."""
    return {
        OURS["partners"]: lambda one: one.start <= LAST,
        "begun by 31 May 2020": lambda one: one.start <= date(2020, 5, 31),
        "whole list to its end": lambda one: True,
    }
