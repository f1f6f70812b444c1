"""The tables of states are complete: every state is reached, every end is an end, later ones are marked."""

from __future__ import annotations

from fanlight.trust.papers.kinds import KINDS, RESERVED
from fanlight.trust.policy import states
from fanlight.trust.policy.states import (
    CLOSED,
    DISCLOSURE_START,
    DISCLOSURE_STEPS,
    REQUEST_START,
    REQUEST_STEPS,
    DisclosureState,
    RequestState,
    reachable,
)

ACTORS = {"requester", "supervisor", "reviewers", "commons", "home", "resident", "time"}
DESIGN = (
    "draft signed supervised checked refused review returned notice open expired resolved withdrawn suspended"
    "|after-action due|reported|overdue|archived"
)


def test_every_state_of_the_design_is_in_the_table() -> None:
    """Also those that cannot be reached yet."""
    named = {*DESIGN.split("|")[0].split(), *DESIGN.split("|")[1:]}
    assert named <= {str(state) for state in RequestState}


def test_every_state_can_be_reached_and_is_left_or_is_an_end() -> None:
    """With later steps all; without them all but the marked ones."""
    assert reachable(REQUEST_STEPS, REQUEST_START, later=True) == set(RequestState)
    assert set(RequestState) - reachable(REQUEST_STEPS, REQUEST_START) == {RequestState.OBJECTED}
    assert reachable(DISCLOSURE_STEPS, DISCLOSURE_START) == set(DisclosureState)
    ends = set(RequestState) - {step.before for step in REQUEST_STEPS}
    assert ends == {RequestState.REFUSED, RequestState.VOID, RequestState.ARCHIVED}
    ends = set(DisclosureState) - {step.before for step in DISCLOSURE_STEPS}
    assert ends == {DisclosureState.CANCELLED, DisclosureState.STOPPED, DisclosureState.DELETED}


def test_every_step_is_by_somebody_or_an_entry() -> None:
    """Kinds of the log by their names; those that are reserved are marked as later."""
    for step in (*REQUEST_STEPS, *DISCLOSURE_STEPS):
        assert step.by in ACTORS | KINDS.keys() | set(RESERVED)
        assert step.later == (step.by in RESERVED)


def test_no_way_leads_from_a_closed_request_back_to_asking() -> None:
    """But out of suspension, where agency or community was stopped and not the request."""
    for state in CLOSED - {RequestState.SUSPENDED}:
        assert RequestState.OPEN not in reachable(REQUEST_STEPS, state, later=True)


def test_nothing_is_released_without_the_resident() -> None:
    """Every way to release goes through the resident's consent."""
    without = tuple(step for step in DISCLOSURE_STEPS if step.by != "resident")
    assert DisclosureState.RELEASED not in reachable(without, DISCLOSURE_START, later=True)
    for needed in ("selected", "confirmed", "consented"):
        cut = tuple(step for step in DISCLOSURE_STEPS if step.after != needed)
        assert DisclosureState.RELEASED not in reachable(cut, DISCLOSURE_START, later=True)


def test_steps_stand_once() -> None:
    """One row for each way."""
    for steps in (REQUEST_STEPS, DISCLOSURE_STEPS):
        assert len({(step.before, step.after) for step in steps}) == len(steps)
    assert set(RequestState) >= states.CLOSED
