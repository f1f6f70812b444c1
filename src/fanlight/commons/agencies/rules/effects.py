"""When a paper would act if it were signed now, and why then. Pure; formats/entries.md, Acts."""

from __future__ import annotations

from fanlight.commons.agencies.rules.policy import looser_than
from fanlight.commons.agencies.rules.words import EFFECTS
from fanlight.trust.papers.acts import AgencyAct
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.policy.in_force.views import InForce

AT_ONCE = "It acts at once, at every home by itself: no limit grows."
WAITS = "It acts 14 days after it stands in the log, because it loosens: {}."


def effect(paper: Paper, now: InForce) -> str:
    """In one or two sentences."""
    match paper:
        case Policy():
            found = looser_than(paper, now.policy)
            return WAITS.format(", ".join(one[0].lower() + one[1:] for one in found)) if found else AT_ONCE
        case AgencyAct() if paper.kind == "agency:verified":
            view = now.agencies.get(paper.agency)
            if view is not None and view.verified_until is None:
                return (
                    "The agency has lapsed, so this acts 14 days after it stands in the log, and ends 90 days after it."
                )
            return "It acts at once: the agency stays verified for 90 days more."
    return EFFECTS.get(paper.kind, "")
