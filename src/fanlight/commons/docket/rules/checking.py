"""Rules about a request that is not in public yet, or stands already: results with their limits in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fanlight.commons.agencies.rules.area import SQUARE_MILE
from fanlight.trust.papers.policy_paper import Limits
from fanlight.trust.papers.request import Request
from fanlight.trust.policy.in_force.records import RequestRecord
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.rules.every import RULES, broken
from fanlight.trust.policy.rules.facts import Broken, Facts
from fanlight.trust.policy.rules.words import counted, span


@dataclass(frozen=True)
class Result:
    """One rule: kept, or broken with what would satisfy it."""

    code: str
    words: str
    found: Broken | None


WORDS = {
    "policy": "Written under the policy in force",
    "moratorium": "No moratorium",
    "agency-admitted": "The agency is admitted",
    "agency-verified": "The agency was verified in the last 90 days",
    "agency-suspended": "The agency is not suspended",
    "agency-overdue": "The agency owes no report",
    "officers": "Two officers sign, the second a supervisor",
    "basis": "Residents are free to decline",
    "offence": "The offence is on the closed list",
    "facts": "The facts say enough (80 characters or more)",
    "attests": "Not about assembly, immigration, reproductive health or face recognition",
    "outdoor": "Outdoor cameras only",
    "window": "At most {window} long",
    "window-over": "The hours are over",
    "look-back": "Not more than {look_back} back",
    "area-connected": "The area is one piece",
    "area": "At most {area:.2f} square miles",
    "jurisdiction": "Inside the agency's jurisdiction",
    "people-floor": "At least {floor} homes in the area",
    "people-share": "No cell has more than half of the homes",
    "case-areas": "Same area as the case's other request, or {floor} homes apart",
    "open-for": "Open for at most {open_for}",
    "retention": "Kept for at most {retention}",
    "per-case": "At most {per_case} for one case",
    "open-per-agency": "At most {open_per_agency} of an agency at a time",
    "per-30-days": "At most {per_30_days} of an agency in 30 days",
}


HUMAN = {
    "assembly": "it touches a lawful assembly",
    "facts-doubtful": "the facts do not hold",
    "too-wide": "the area or the hours are wider than the facts need",
    "personal": "it says more of a victim or witness than the public may read",
}
"""What only people can judge; the rest are the rules' own codes."""

BROKEN = {
    "policy": "it was written under another policy than the one in force",
    "moratorium": "a moratorium is in force",
    "agency-admitted": "the agency is not admitted",
    "agency-verified": "the agency was not verified in the last 90 days",
    "agency-suspended": "the agency is suspended",
    "agency-overdue": "the agency owes a report",
    "officers": "it needs two officers, the second a supervisor",
    "basis": "residents would not be free to decline",
    "offence": "the offence is not on the closed list",
    "facts": "the facts say too little",
    "attests": "it is about what no request may be about",
    "outdoor": "it asks for more than outdoor cameras",
    "window": "its hours are too long",
    "window-over": "its hours are not over",
    "look-back": "its hours lie too far back",
    "area-connected": "its area is in several pieces",
    "area": "its area is too large",
    "jurisdiction": "its area lies outside the jurisdiction",
    "people-floor": "too few homes are in the area",
    "people-share": "one cell has more than half of the homes",
    "case-areas": "its area overlaps that of the case's other request in part",
    "open-for": "it would be open too long",
    "retention": "it would be kept too long",
    "per-case": "the case has its requests already",
    "open-per-agency": "the agency has enough open requests",
    "per-30-days": "the agency has asked enough in 30 days",
}
GROUNDS = HUMAN | BROKEN
"""Why a request is refused, in words, by the codes that the log keeps."""


def results(request: Request, facts: Facts) -> tuple[Result, ...]:
    """All rules in their order."""
    found = {one.code: one for one in broken(request, facts)}
    values = _values(facts.limits)
    return tuple(Result(rule.code, WORDS[rule.code].format(**values), found.get(rule.code)) for rule in RULES)


def _values(limits: Limits) -> dict[str, object]:
    return {
        "window": span(limits.window_s),
        "look_back": counted(limits.look_back_days, "day"),
        "area": limits.area_m2 / SQUARE_MILE,
        "floor": limits.floor_units,
        "open_for": counted(limits.open_days, "day"),
        "retention": counted(limits.retention_days, "day"),
        "per_case": counted(limits.per_case, "request"),
        "open_per_agency": counted(limits.open_per_agency, "request"),
        "per_30_days": counted(limits.per_30_days, "request"),
    }


def facts_then(state: Standing, record: RequestRecord) -> Facts:
    """What the rules were handed at the notice: requests that came later do not count."""
    facts = state.facts(record.paper.agency, record.judged)
    before = {one.paper.id for one in state.requests.values() if one.index < record.index}
    return replace(facts, earlier=tuple(one for one in facts.earlier if one.request.id in before))
