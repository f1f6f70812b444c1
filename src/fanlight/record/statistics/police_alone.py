"""The headline's share with police departments alone as partners: another question, beside the curve for openness."""

from __future__ import annotations

from fanlight.record.deaths.facts import Facts
from fanlight.record.statistics.intervals import Share, wilson_share
from fanlight.record.statistics.window import cases, partners
from fanlight.trust.agency.kind import AgencyKind


def police_alone(facts: Facts) -> Share:
    """Deaths of the headline's window that involve a partner which is a municipal police department."""
    police = {agency for agency in partners(facts) if facts.register[agency].kind is AgencyKind.MUNICIPAL}
    found = cases(facts, facts.mpv)
    return wilson_share(sum(not police.isdisjoint(case.agencies) for case in found), len(found))
