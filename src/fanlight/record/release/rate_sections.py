"""Sections on rates: shrinkage, the funnel, the model, and why the pairs' figures and the model's differ."""

from __future__ import annotations

from collections.abc import Sequence

from fanlight.record.pages.words import grouped
from fanlight.record.pages.words import state as state_name
from fanlight.record.release.counted_source import YEARS, Source
from fanlight.record.release.funnel_chart import funnel_chart
from fanlight.record.release.section import Rows, Section, percent, section
from fanlight.record.statistics.funnel import Placed, funnel, placed
from fanlight.record.statistics.limits import FEWEST_RESIDENTS, FUNNEL
from fanlight.record.statistics.model import rate_ratio
from fanlight.record.statistics.rates import PER, prior_of
from fanlight.record.statistics.reference import SIZES
from fanlight.record.statistics.rounding import fixed
from fanlight.record.statistics.steps import Step, Unpaired, steps

FEWEST_PLACED = 30  # agencies below which no funnel is drawn


def rates(found: list[Source]) -> Section | None:
    """The common rate, the prior's mean and spread, and how many lie outside a funnel."""
    rows: Rows = []
    for one in found:
        exposed = one.exposed()
        prior = prior_of(exposed)
        if prior:
            drawn = funnel(exposed)
            wide = [f"{outside} ({fixed(expected, 0)} by chance)" for _, outside, expected in drawn.outside]
            rows.append([one.name, grouped(drawn.agencies), fixed(drawn.common, 2),
                         fixed(prior.shape / prior.rate * PER, 2), fixed(prior.shape**-0.5, 2), *wide])  # fmt: skip
    if not rows:
        return None
    return section(
        "Rates for residents",
        "The spread is what is left of the differences between agencies once chance is taken out. No ranking: few "
        "residents make extreme rates.",
        ["Source", "Agencies with 10 000 residents or more", "All together, a year for 100 000",
         "Mean of agencies’ rates",
         "Spread of rates, of their mean", "Outside the 95 % limits", "Outside the 99.8 % limits"],
        rows,
        "Negative binomial over municipal agencies with one Census place each.",
    )  # fmt: skip


def funnel_section(found: list[Source]) -> Section | None:
    """The funnel of each source, and the same in numbers by class of size."""
    drawn = [one for one in found if len(one.exposed()) >= FEWEST_PLACED and one.counts]
    rows = [line for one in drawn for line in _classes(one)]
    if not rows:
        return None
    made = section(
        "Deaths against size of agency",
        "Between the limits chance alone could have put an agency, were the rate the same everywhere: few residents "
        "leave chance much room. Outside is no verdict: an agency may police more people than its Census place has, "
        "and a rate says how often, not why.",
        ["Source and residents", "Agencies", "Deaths", "Expected", "Above 95 %", "Below 95 %", "Above 99.8 %",
         "Below 99.8 %"],
        rows,
        "Limits of Poisson counts around the common rate. The scale of rates is one of square roots. Agencies inside "
        "that would lie on each other are one larger dot. Agencies above 95 % are those above 99.8 % too.",
    )  # fmt: skip
    charts = [funnel_chart(one.name, one.exposed(), YEARS, one.partners) for one in drawn]
    return {**made, "funnels": charts}


def _classes(one: Source) -> Rows:
    """Agencies, deaths, expected deaths and those outside, by class of residents."""
    residents = {unit.id: unit.residents for unit in one.units}
    limits = [size for size in SIZES if size >= FEWEST_RESIDENTS]
    rows = []
    every = placed(one.exposed())
    for low, high in zip(limits, [*limits[1:], None], strict=True):
        group = [each for each in every if low <= residents[each.id] and (high is None or residents[each.id] < high)]
        words = f"{grouped(low)} to {grouped(high - 1)}" if high else f"{grouped(low)} and more"
        counts = [_outside(group, side, level) for level in FUNNEL for side in (1, -1)]
        rows.append([f"{one.name}: {words}", grouped(len(group)), grouped(sum(each.deaths for each in group)),
                     fixed(sum(each.expected for each in group), 0), *map(str, counts)])  # fmt: skip
    return rows


def _outside(group: Sequence[Placed], side: int, level: float) -> int:
    return sum(one.side == side and one.level >= level for one in group)


def outside_section(found: list[Source]) -> Section | None:
    """Every agency outside the wider limits of a source, by state and name: no order of size."""
    drawn = [one for one in found if len(one.exposed()) >= FEWEST_PLACED and one.counts]
    every = [{each.id: each for each in placed(one.exposed())} for one in drawn]
    widest = FUNNEL[-1]
    ids = {id for one in every for id, each in one.items() if each.side and each.level >= widest}
    if not ids:
        return None
    register = drawn[0].facts.register
    rows = [
        [f"{register[id].name}, {state_name(register[id].state)}", "yes" if id in drawn[0].partners else "no",
         grouped(register[id].population or 0), *(cell for one in every for cell in _cells(one[id]))]
        for id in sorted(ids, key=lambda one: (register[one].state, register[one].name, one))
    ]  # fmt: skip
    return section(
        "Agencies outside the 99.8 % limits of a source",
        "In the order of states and names. A count stands beside what the common rate would give for the residents of "
        "the agency’s Census place; where an agency polices a county or a resort, that is too few. One event with "
        "several deaths is enough to put a small agency here.",
        ["Agency", "Partner", "Residents, 2010",
         *(f"{one.name}: {what}" for one in drawn for what in ("deaths", "expected"))],
        rows,
    )  # fmt: skip


def _cells(one: Placed) -> list[str]:
    return [grouped(one.deaths), fixed(one.expected, 1)]


def model(found: list[Source]) -> Section | None:
    """The model's ratio, and shares with a death standardised over all agencies."""
    rows: Rows = []
    for one in found:
        made = rate_ratio(one.units, YEARS)
        if made:
            rows.append([one.name, grouped(made.agencies), grouped(made.partners), fixed(made.value, 2),
                         f"{fixed(made.low, 2)} to {fixed(made.high, 2)}", percent(made.standardised_partners),
                         percent(made.standardised_others)])  # fmt: skip
    if not rows:
        return None
    return section(
        "Partners’ rate beside others, modelled",
        "A ratio of 1 is no difference. Where the interval holds 1, these data do not tell partners from others "
        "of the same state and size. An association, no effect.",
        ["Source", "Agencies", "Partners", "Ratio of rates", "95 % interval", "With a death, were all partners",
         "With a death, were none"],
        rows,
        "Negative binomial with residents as exposure, states, and log residents; errors clustered by state.",
    )  # fmt: skip


def steps_section(found: list[Source]) -> Section | None:
    """From the pairs' ratio to the model's, one change a line."""
    rows: Rows = []
    words: list[str] = []
    for one in found:
        made = steps(one.units, YEARS)
        if made:
            rows += [[f"{one.name}: {step.what}", grouped(step.agencies), grouped(step.partners),
                      fixed(step.value, 2), f"{fixed(step.low, 2)} to {fixed(step.high, 2)}"]
                     for step in made[0]]  # fmt: skip
            words.append(_step_words(one.name, *made))
    if not rows:
        return None
    return section(
        "Why pairs and model differ",
        "They look at different agencies and allow for size differently. Pairs leave out every partner for which no "
        "free agency of its state, kind and class of size has nearly as many residents; the model takes all agencies "
        "with 10 000 residents or more and draws a line through size. " + " ".join(words),
        ["Source and what is compared", "Agencies", "Partners", "Ratio", "95 % interval"],
        rows,
        "The difference in points counts agencies with a death, once each; these ratios count deaths, so large "
        "agencies weigh more. Intervals of pairs: pairs resampled; of the model: errors clustered by state.",
    )


def _step_words(name: str, made: Sequence[Step], left: Unpaired) -> str:
    larger = 100 * (made[0].value / made[1].value - 1)
    more = "more" if larger >= 0 else "fewer"
    return (
        f"{name}: {grouped(made[0].partners)} pairs stand against {grouped(made[-1].agencies)} agencies, "
        f"{grouped(made[-1].partners)} of them partners; {grouped(left.partners)} of these, with "
        f"{grouped(left.deaths)} of the partners’ {grouped(left.all_deaths)} deaths, are in no pair that the model "
        f"could use. The partners in pairs have {fixed(abs(larger), 0)} % {more} residents than their likes."
    )
