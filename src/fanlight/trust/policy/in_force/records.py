"""What the fold writes down: dated facts, each with the index of the entry it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.keys import Key
from fanlight.trust.papers.members import Witness
from fanlight.trust.papers.neighbourhood import ForwardOpened, Partnership
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.unsigned import Posted, Sent
from fanlight.trust.policy.limits import DAY
from fanlight.trust.policy.states import RequestState


@dataclass(frozen=True)
class Seen:
    """One entry as a home or the commons has it; entries of log:witnessed may be left out.

    `time` is the median witness time, or None while no anchor covers it. `body` is None where it is not there.
    `had_body_since` is for a home that was following when the entry came: the second at which it had the body.
    """

    index: int
    entry: bytes
    time: int | None
    body: bytes | None = None
    had_body_since: int | None = None


@dataclass(frozen=True)
class Void:
    """An entry that does not act, counted against the operator."""

    index: int
    kind: str
    reason: str  # one of VOID_REASONS
    words: str


VOID_REASONS = ("form", "origin", "place", "replay", "body-missing", "body", "header", "signature", "reference", "rule")


@dataclass(frozen=True)
class Stop:
    """An entry that stops everything: a tightening that this program cannot read."""

    index: int
    kind: str
    words: str


@dataclass(frozen=True)
class Newer:
    """An entry of a kind that this program does not know; counted against nobody."""

    index: int
    kind: str


@dataclass(frozen=True)
class StewardTerm:
    name: str
    key: Key
    since: int
    until: int | None = None

    def holds(self, at: int) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class WitnessTerm:
    witness: Witness
    since: int


@dataclass(frozen=True)
class PolicyTerm:
    """Of all whose time has come, the one with the highest index is in force."""

    index: int
    hash: str
    policy: Policy
    since: int


@dataclass(frozen=True)
class AgencyTerm:
    index: int
    paper: Agency
    since: int


@dataclass(frozen=True)
class Verification:
    since: int
    until: int


@dataclass(frozen=True)
class Halt:
    """A suspension or moratorium that began; what lifts it has a higher index."""

    index: int
    since: int
    form: str = ""


@dataclass(frozen=True)
class Lift:
    index: int
    since: int
    form: str = ""


@dataclass(frozen=True)
class Ended:
    """A request ended by a deed."""

    state: RequestState
    at: int
    index: int


@dataclass(frozen=True)
class Reported:
    paper: Report | None  # None: its body was erased
    at: int | None
    index: int


@dataclass(frozen=True)
class RequestRecord:
    """A request that stands. `opens` and `closes` are None while the notice has no time."""

    index: int
    paper: Request
    noticed: int | None
    judged: int  # the moment its rules were evaluated at
    opens: int | None
    closes: int | None
    reviewers: tuple[str, ...]
    ended: Ended | None = None
    reported: Reported | None = None
    erased: bool = False

    @property
    def ends(self) -> int:
        """When it asks nobody any more; without a time as if it stood its whole span."""
        closes = self.closes if self.closes is not None else self.judged + (self.paper.open_days + 1) * DAY
        return min(closes, self.ended.at) if self.ended else closes


@dataclass(frozen=True)
class Attested:
    paper: Receipt | None
    at: int | None
    index: int


@dataclass(frozen=True)
class DisclosureRecord:
    index: int
    id: str
    posted: Posted
    time: int | None
    received: Attested | None = None
    deleted: Attested | None = None


@dataclass(frozen=True)
class RefusedRecord:
    index: int
    agency: str
    month: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Founded:
    founding: Founding
    time: int | None


@dataclass(frozen=True)
class ForwardTerm:
    """Forwarding that was opened; `since` is None while nobody can know when its 14 days are over."""

    index: int
    paper: ForwardOpened
    since: int | None

    def covers(self, at: int) -> bool:
        return self.since is not None and self.since <= at < self.paper.until


@dataclass(frozen=True)
class SentRecord:
    index: int
    id: str
    sent: Sent
    time: int | None


@dataclass(frozen=True)
class PartnershipRecord:
    """`ended` is the deed that ended it before its time."""

    index: int
    paper: Partnership
    time: int | None
    ended: Halt | None = None
