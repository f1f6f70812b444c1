"""When an entry acts: tightening at once, loosening and opening only by the witnesses' time."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.policy.limits import LOOSENING_S


@dataclass(frozen=True)
class Moment:
    """The time of one entry among the others.

    `time` is the witnesses', never earlier than that of an entry before it, or None while no anchor covers the entry.
    `latest` is the newest time known, of an entry or of the head; an entry without one is judged at it.
    """

    index: int
    time: int | None
    latest: int
    had_body_since: int | None = None

    @property
    def judged(self) -> int:
        return self.latest if self.time is None else self.time

    @property
    def seen(self) -> int | None:
        """From when a notice counts: both in the log and, at a home that was following, with its body."""
        return self.time if self.time is None else max(self.time, self.had_body_since or 0)

    @property
    def loosens(self) -> int | None:
        """From when a loosening acts; None while nobody can know."""
        return None if self.seen is None else self.seen + LOOSENING_S
