"""Rule set 1: every rule that commons and homes evaluate, all of them each time."""

from __future__ import annotations

from fanlight.trust.papers.request import Request
from fanlight.trust.policy.rules import area, asked, asking
from fanlight.trust.policy.rules.facts import Broken, Facts, Rule

RULES: tuple[Rule, ...] = (
    asking.PolicyInForce(),
    asking.NoMoratorium(),
    asking.AgencyAdmitted(),
    asking.AgencyVerified(),
    asking.AgencyNotSuspended(),
    asking.AgencyNotOverdue(),
    asking.TwoOfficers(),
    asked.BasisAccepted(),
    asked.OffenceListed(),
    asked.FactsSaid(),
    asked.Attested(),
    asked.OutdoorOnly(),
    asked.WindowLength(),
    asked.WindowOver(),
    asked.LookBack(),
    area.AreaConnected(),
    area.AreaSize(),
    area.InJurisdiction(),
    area.PeopleFloor(),
    area.PeopleShare(),
    area.CaseAreas(),
    asked.OpenFor(),
    asked.Retention(),
    asking.PerCase(),
    asking.OpenPerAgency(),
    asking.PerMonth(),
)
CODES = tuple(rule.code for rule in RULES)


def broken(request: Request, facts: Facts) -> tuple[Broken, ...]:
    """All that this request breaks, in the order of the rules; empty where it may stand."""
    return tuple(found for rule in RULES if (found := rule.check(request, facts)) is not None)
