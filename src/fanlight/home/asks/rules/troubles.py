"""What can be wrong with the log, in words for a resident. Each stops every release until it is mended. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.ledger import faults


@dataclass(frozen=True, slots=True)
class Trouble:
    """A short code for the row, and what the page says."""

    code: str
    words: str

    @property
    def is_loud(self) -> bool:
        """Whether the log itself is false, not only out of reach."""
        return self.code in ("fork", "shrunk", "tree")


CLOCK = Trouble(
    "clock",
    "This computer's clock and the witnesses' are more than five minutes apart. Set the clock right.",
)

_WORDS: tuple[tuple[type[faults.BadTree], str, str], ...] = (
    (faults.Unreachable, "unreachable", "The log cannot be reached."),
    (faults.Forked, "fork", "The log shows another past than before. Compare with a neighbour, and tell the stewards."),
    (faults.Shrunk, "shrunk", "The log is shorter than it was. Compare with a neighbour, and tell the stewards."),
    (faults.TooFewCosignatures, "witnesses", "Too few witnesses have signed the log's newest state."),
    (faults.Frozen, "stale", "No witness has seen the log for more than an hour."),
    (faults.ClockApart, CLOCK.code, CLOCK.words),
)


_UNTIL = {
    "unreachable": "It goes on by itself once the log can be read again.",
    "fork": "It goes on only once the log shows again the past that this house knows.",
    "shrunk": "It goes on only once the log shows again the past that this house knows.",
    "tree": "It goes on only once the log holds together again.",
    "witnesses": "It goes on by itself once enough witnesses have signed.",
    "stale": "It goes on by itself once the witnesses have seen the log again.",
    "damaged": "It goes on by itself once the log was fetched anew.",
    CLOCK.code: "It goes on by itself once the clock is right.",
}


def until(code: str) -> str:
    """What would let a release go on while this is wrong; empty where nothing is."""
    return _UNTIL.get(code, "")


def of(error: faults.BadTree) -> Trouble:
    """The trouble that a bad tree is."""
    for kind, code, words in _WORDS:
        if isinstance(error, kind):
            return Trouble(code, words)
    return Trouble("tree", f"The log does not hold together ({error.part or error}). Tell the stewards.")
