"""A log on paper: entries of the made-up community with the times that witnesses would give them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fanlight.demo.community.papers import Community
from fanlight.trust.papers.signing import Sealed
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import Seen
from fanlight.trust.policy.in_force.views import InForce, State
from fanlight.trust.policy.limits import DAY, HOUR
from tests.unit.trust.papers.drawn import NOW, community

MEMO: dict[bytes, bool] = {}  # signatures of the tests, each checked once
NOTICE, OPEN = 12 * HOUR, 7 * DAY


@dataclass
class Log:
    """Begins with the founding at NOW."""

    it: Community = field(default_factory=community)
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.add(self.it.founded(at=NOW), NOW)

    def add(self, sealed: Sealed, time: int | None, *, body: bool = True, had_body_since: int | None = None) -> int:
        """Appends; the index."""
        seen = Seen(len(self.seen), sealed.entry, time, sealed.body if body else None, had_body_since)
        self.seen.append(seen)
        return seen.index

    def change(self, index: int, **members: object) -> None:
        self.seen[index] = replace(self.seen[index], **members)  # type: ignore[arg-type]

    def state(self, now: int | None = None) -> State:
        return fold(self.seen, now=now, verified=MEMO)

    def at(self, seconds: int) -> InForce:
        return self.state().at(seconds)

    def reasons(self) -> list[tuple[int, str]]:
        return [(void.index, void.reason) for void in self.state().voids]
