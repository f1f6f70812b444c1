"""The story of a petition as a table: who may take which step from which state."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.ground.errors import FanlightError

DRAFT, REVIEW, RETURNED, REFUSED = "draft", "review", "returned", "refused"
OPEN, DELIVERED, ANSWERED, CLOSED = "open", "delivered", "answered", "closed"
STATES = (DRAFT, REVIEW, RETURNED, REFUSED, OPEN, DELIVERED, ANSWERED, CLOSED)
PUBLIC = (OPEN, DELIVERED, ANSWERED, CLOSED)
TELLING = (OPEN, DELIVERED, ANSWERED)  # while updates can be sent: at closing their addresses are erased


@dataclass(frozen=True, slots=True)
class Step:
    """`by`: author, steward. `reason`: whether words must be given, which are public."""

    name: str
    before: tuple[str, ...]
    after: str
    by: str
    reason: bool = False


STEPS = {
    step.name: step
    for step in (
        Step("submit", (DRAFT, RETURNED), REVIEW, "author"),
        Step("return", (REVIEW,), RETURNED, "steward", reason=True),
        Step("refuse", (REVIEW,), REFUSED, "steward", reason=True),
        Step("appeal", (REFUSED,), REVIEW, "author", reason=True),
        Step("open", (REVIEW,), OPEN, "steward"),
        Step("deliver", (OPEN,), DELIVERED, "author"),
        Step("answer", (DELIVERED,), ANSWERED, "steward", reason=True),
        Step("close", (OPEN, DELIVERED, ANSWERED), CLOSED, "author", reason=True),
    )
}


class StepRefused(FanlightError):
    """This step does not follow from where the petition stands."""

    remedy = "Load the page again: somebody may have been quicker."


def after(state: str, step: str) -> str:
    """The state behind a step, or StepRefused."""
    known = STEPS.get(step)
    if known is None or state not in known.before:
        raise StepRefused
    return known.after
