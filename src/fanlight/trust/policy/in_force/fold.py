"""One pure fold from the log's entries to what is in force (docs/reference/formats/entries.md; docs/design/ask.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fanlight.ground.canonical import CanonicalError, loads
from fanlight.trust.papers.acts import Erasure
from fanlight.trust.papers.entry import NONCE, Body, Entry, NewerEntry, body_hash, body_limit, parse_body, parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.headers import derived
from fanlight.trust.papers.keys import key_id
from fanlight.trust.papers.kinds import KINDS, STOPS
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import SignatureError, Verified
from fanlight.trust.papers.unsigned import Posted, Refused, Sent, Witnessed
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.in_force.apply import apply
from fanlight.trust.policy.in_force.erase import Bodied, Fate, erase
from fanlight.trust.policy.in_force.moment import Moment
from fanlight.trust.policy.in_force.neighbours import note_sent
from fanlight.trust.policy.in_force.notice import RuleBroken, notice
from fanlight.trust.policy.in_force.signed import Checker
from fanlight.trust.policy.in_force.tighten import Unfounded
from fanlight.trust.policy.in_force.views import State


def fold(entries: Iterable[r.Seen], *, now: int | None = None, verified: Verified | None = None) -> State:
    """The state after these entries, by rising index from 0.

    `now` is the head's newest witness time, at which entries that no anchor covers yet are judged; `verified`
    remembers signatures between calls.

    Whether entry 0 is the one that was pinned at joining, and whether the entries are the tree's, is the ledger's
    question. Never raises: what does not hold stands in `voids`, `stops` or `newer`.
    """
    folder = _Folder(now or 0, verified)
    for seen in entries:
        folder.take(seen)
    return folder.state


class _Voided(Exception):  # a signal from a check to `take`
    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason, self.words = reason, words


class _Stopped(Exception):  # likewise
    pass


@dataclass
class _Folder:
    now: int
    verified: Verified | None
    state: State = field(default_factory=State)
    acted: set[tuple[str, str]] = field(default_factory=set)  # kind and id
    bodied: Bodied = field(default_factory=list)

    def take(self, seen: r.Seen) -> None:
        """One entry; whatever is wrong with it is written down."""
        time = None if seen.time is None else max(seen.time, self.state.latest)
        if time is not None:
            self.state.latest = time
        moment = Moment(seen.index, time, max(self.state.latest, self.now), seen.had_body_since)
        kind = ""
        try:
            entry = parse_entry(seen.entry)
            kind = entry.kind
            self._take(entry, seen, moment)
        except NewerEntry as newer:
            self._newer(seen.index, newer.member)
        except _Stopped:
            self._stop(seen.index, kind, "A tightening that this program cannot read.")
        except SignatureError as error:
            self._void(seen.index, kind, "signature", str(error))
        except PaperError as error:
            self._void(seen.index, kind, "form", str(error))
        except _Voided as voided:
            self._void(seen.index, kind, voided.reason, voided.words)
        except Unfounded as error:
            self._void(seen.index, kind, "reference", str(error))
        except RuleBroken as error:
            self._void(seen.index, kind, "rule", str(error))

    def _take(self, entry: Entry, seen: r.Seen, moment: Moment) -> None:
        self._demand_place(entry, seen.index)
        if entry.kind not in KINDS:
            self._newer(seen.index, entry.kind)
        elif (entry.kind, entry.id) in self.acted:
            raise _Voided("replay", "Its id has acted before.")
        elif KINDS[entry.kind].body is None:
            self._take_unsigned(entry, moment)
            self.acted.add((entry.kind, entry.id))
        else:
            self._take_signed(entry, seen, moment)

    def _demand_place(self, entry: Entry, index: int) -> None:
        if (entry.kind == "log:founded") != (index == 0):
            raise _Voided("place", "The founding is entry 0, and nothing else is.")
        if index and self.state.founded is None:
            raise _Voided("place", "The log has no founding.")
        if index and entry.origin != self.state.founding.origin:
            raise _Voided("origin", "It is of another log.")

    def _take_signed(self, entry: Entry, seen: r.Seen, moment: Moment) -> None:
        if entry.body is None:
            raise PaperError("body", "must be named.")
        fate = Fate.VOID if seen.body is not None else Fate.MISSING
        try:
            body = self._body(entry, seen)
            self._demand_header(entry, body)
            Checker(self.state, entry.kind, body, moment.judged, self.verified).check()
            self._act(entry, body, moment)
            fate = Fate.ACTED
            self.acted.add((entry.kind, entry.id))
        finally:
            self.bodied.append((entry, moment, fate))

    def _body(self, entry: Entry, seen: r.Seen) -> Body:
        if seen.body is None:
            if entry.kind.startswith(STOPS):
                self._stop(seen.index, entry.kind, "A tightening whose body is missing.")
            raise _Voided("body-missing", "Its body is not there.")
        if len(seen.body) > NONCE + body_limit(entry.kind) or body_hash(seen.body) != entry.body:
            raise _Voided("body", "Its body is another one.")
        if entry.kind.startswith("policy:") and _later_rules(seen.body):
            raise _Stopped
        return parse_body(entry.kind, seen.body)

    def _demand_header(self, entry: Entry, body: Body) -> None:
        paper = body.paper
        if entry.id != paper.id or entry.by != body.sigs[0].key or entry.pub != derived(paper):
            raise _Voided("header", "Its header says something else than its paper.")
        if entry.kind == "log:founded" and (entry.origin, entry.policy) != (paper.origin, paper.policy_hash):  # type: ignore[attr-defined]
            raise _Voided("header", "Its header says something else than its paper.")
        if isinstance(paper, Request) and entry.policy != paper.policy:
            raise _Voided("header", "Its header names another policy than its paper.")

    def _act(self, entry: Entry, body: Body, moment: Moment) -> None:
        match body.paper:
            case Request() as paper:
                notice(self.state, entry, paper, body.sigs, moment)
            case Erasure() as paper:
                erase(self.state, paper, self.bodied, moment)
            case paper:
                apply(self.state, entry, paper, moment)

    def _take_unsigned(self, entry: Entry, moment: Moment) -> None:
        if entry.body is not None:
            raise PaperError("body", "must be null.")
        match entry.kind:
            case "log:witnessed":
                Witnessed.read(entry.pub, "pub")
                self._demand_by(entry, self.state.founding.log_key)
            case "request:refused":
                refused = Refused.read(entry.pub, "pub")
                self._demand_by(entry, self.state.founding.log_key)
                self.state.refused.append(r.RefusedRecord(moment.index, refused.agency, refused.month, refused.rules))
            case "forward:sent":
                sent = Sent.read(entry.pub, "pub")
                self._demand_by(entry, self.state.founding.log_key)
                note_sent(self.state, entry.id, sent, moment)
            case "disclosure:posted":
                posted = Posted.read(entry.pub, "pub")
                self._demand_by(entry, key_id(bytes.fromhex(posted.key)))
                if posted.agency not in self.state.agencies:
                    raise Unfounded("It is for an agency that was never admitted.")
                record = r.DisclosureRecord(moment.index, entry.id, posted, moment.time)
                self.state.disclosures[entry.id] = record

    @staticmethod
    def _demand_by(entry: Entry, key: str) -> None:
        if entry.by != key:
            raise _Voided("header", "It is by somebody else.")

    def _void(self, index: int, kind: str, reason: str, words: str) -> None:
        self.state.voids.append(r.Void(index, kind, reason, words))

    def _stop(self, index: int, kind: str, words: str) -> None:
        self.state.stops.append(r.Stop(index, kind, words))

    def _newer(self, index: int, kind: str) -> None:
        if kind.startswith(STOPS):
            self._stop(index, kind, "A tightening of a kind that this program does not know.")
        else:
            self.state.newer.append(r.Newer(index, kind))


def _later_rules(untrusted_body: bytes) -> bool:
    """Whether a policy paper is of a later version than this program can evaluate."""
    try:
        untrusted = loads(untrusted_body[NONCE:])
    except CanonicalError:
        return False
    paper = untrusted.get("paper") if isinstance(untrusted, dict) else None
    if not isinstance(paper, dict):
        return False
    return any(type(number := paper.get(name)) is int and number > 1 for name in ("v", "rules"))
