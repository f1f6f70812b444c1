"""The specification curve as a section: every combination's share in order, ours marked, numbers beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fanlight.record.deaths.facts import Facts
from fanlight.record.pages.words import grouped
from fanlight.record.release.combinations import MEMBER, file_name, short_form
from fanlight.record.release.section import Section, percent, section
from fanlight.record.statistics.agency_multiverse import agency_multiverse
from fanlight.record.statistics.choices import NOT_ALLOWED, OURS, OURS_OF_AGENCIES
from fanlight.record.statistics.multiverse import Multiverse, multiverse
from fanlight.record.statistics.police_alone import police_alone
from fanlight.record.statistics.rounding import fixed, rounded

HEIGHT, BASE, TOP = 220, 200, 16  # px
HALF = 0.5  # “roughly half”, as the release says
DEATHS, AGENCIES = "multiverse", "half"  # keys of the two sections
POINTS = 120  # a point for each hundredth or so of the combinations: more lie on each other at 360 px


def curve_section(facts: Facts) -> Section | None:
    """The share of deaths; none where the data do not allow the headline's own combination."""
    made = multiverse(facts)
    if made is None:
        return None
    words = (
        f"Under every definition that we could defend, between {percent(made.least)} and {percent(made.most)} of "
        f"deaths involved a partner: {grouped(len(made.cells))} combinations. {fixed(100 * made.rank, 0)} % of them "
        "lie below ours, the upright line. An earlier grid also had police departments alone, without sheriffs, as a "
        f"list of partners (with it ours would be {percent(police_alone(facts).value)}); that was taken out after its "
        "result was read, because it asks another question."
    )
    drawn = _section("Under every definition", words, "Share of deaths", made, OURS)
    return {**drawn, MEMBER: short_form(made, tuple(OURS), "partner_deaths", "deaths"), "download": file_name(DEATHS)}


def agency_curve_section(facts: Facts) -> Section | None:
    """The share of agencies with a death, and how many combinations reach half."""
    made = agency_multiverse(facts)
    if made is None:
        return None
    half = sum(cell.share >= HALF for cell in made.cells) / len(made.cells)
    words = (
        f"Between {percent(made.least)} and {percent(made.most)} of the agencies on the list had at least one death: "
        f"{grouped(len(made.cells))} combinations, of which {fixed(100 * half, 0)} % reach half. "
        f"{fixed(100 * made.rank, 0)} % of them lie below ours, the upright line. "
        "A longer window can only raise this share."
    )
    drawn = _section("“About half” under every definition", words, "Share of agencies", made, OURS_OF_AGENCIES)
    form = short_form(made, tuple(OURS_OF_AGENCIES), "agencies_with_death", "agencies")
    return {**drawn, MEMBER: form, "download": file_name(AGENCIES)}


def _section(title: str, words: str, share: str, made: Multiverse, ours: Mapping[str, str]) -> Section:
    quantiles = (("least", made.least), ("5 % lie below", made.low), ("median", made.median), ("ours", made.ours),
                 ("95 % lie below", made.high), ("most", made.most))  # fmt: skip
    rows = [[f"{share}, {name}", percent(value)] for name, value in quantiles]
    rows += [[f"Variance between options of: {choice}", f"{fixed(100 * part, 0)} %"] for choice, part in made.variance]
    note = (
        "Ours: " + "; ".join(f"{choice}: {option}" for choice, option in ours.items()) + ". Not in it: "
        + "; ".join(f"{choice}, {option} ({reason})" for choice, option, reason in NOT_ALLOWED) + "."
    )  # fmt: skip
    return {**section(title, words, ["Figure", "Value"], rows, note), "curve": _drawn(made)}


def _drawn(made: Multiverse) -> dict[str, Any]:
    """Rank to the right in per cent, share upwards in px, from whole points below to whole points above."""
    least, most = int(100 * made.least), int(100 * made.most) + 1

    def height(share: float) -> int:
        return int(rounded(BASE - (BASE - TOP) * (100 * share - least) / (most - least), 0))

    last = len(made.cells) - 1
    places = sorted({round(number * last / (POINTS - 1)) for number in range(POINTS)})
    points = [
        {"x": f"{fixed(100 * place / last, 2)}%", "y": height(made.cells[place].share),
         "low": height(made.cells[place].share), "high": height(made.cells[place].share)}
        for place in places
    ]  # fmt: skip
    ours = height(made.ours)
    points.append({"x": f"{fixed(100 * made.rank, 2)}%", "y": ours, "low": BASE, "high": TOP})
    ticks = [{"y": height(one / 100), "text": f"{one} %"} for one in range(least, most + 1) if one % 5 == 0]
    label = f"Shares of {len(made.cells)} combinations in order; the upright line is ours. The table has the numbers."
    return {"height": HEIGHT, "base": BASE, "label": label, "points": points, "ticks": ticks}
