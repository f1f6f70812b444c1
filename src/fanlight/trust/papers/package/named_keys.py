"""Whose key is whose, from a log's entries: officers, stewards and witnesses that a quorum of stewards named.

Waiting times and what was in force when are `trust.policy`'s affair; here a key counts from its entry on.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from fanlight.trust.ledger.checkpoint import parse_checkpoint
from fanlight.trust.ledger.faults import LedgerError
from fanlight.trust.ledger.follower import bundle_entries
from fanlight.trust.ledger.source import Source, fetch_body, fetch_checkpoint, fetch_tiles
from fanlight.trust.ledger.tiles import WIDTH, Tile
from fanlight.trust.papers.acts import StewardAct, WitnessAct
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.entry import Body, Entry, parse_body, parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.founding import Founding, paper_hash
from fanlight.trust.papers.members import NamedKey, Witness
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import SignatureError, signed_digest, verify

NAMING = ("agency:admitted", "agency:changed", "steward:added", "steward:removed", "witness:added", "policy:changed")


class NoFounding(LedgerError):
    """The log does not begin with a founding whose body is there."""


@dataclass
class NamedKeys:
    """Names by key id; `read` are the entries that named them, by index, for their place in the tree to be checked."""

    founding: Founding
    founded: str
    """Hash of the founding's body."""
    agencies: list[Agency]
    stewards: dict[str, NamedKey]
    witnesses: list[Witness]
    policies: dict[str, Policy]
    read: dict[int, bytes] = field(default_factory=dict)

    def reviewers(self, request: Request) -> int | None:
        """How many stewards review it by the policy that it names; None where the log has no such policy."""
        policy = self.policies.get(request.policy)
        return policy.reviewers if policy else None

    def of(self, role: str, key: str, request: Request) -> NamedKey | None:
        """Who may sign a request in this role with this key; the two officers are those whom the paper names."""
        if role == "reviewer":
            return self.stewards.get(key)
        if key != {"requester": request.requester, "supervisor": request.supervisor}.get(role):
            return None
        for agency in self.agencies:
            officer = agency.officer(key) if agency.agency == request.agency else None
            if officer and (role == "requester" or officer.role == "supervisor"):
                return NamedKey(officer.name, officer.key)
        return None


def named_keys(source: Source) -> NamedKeys:
    """Read from all entries; raises LedgerError, or PaperError where the founding is out of form."""
    size = parse_checkpoint(fetch_checkpoint(source))[0].size
    names: NamedKeys | None = None
    rows = (Tile(None, at, min(WIDTH, size - at * WIDTH)) for at in range((size + WIDTH - 1) // WIDTH))
    for bundle, content in fetch_tiles(source, rows):
        for number, raw in enumerate(bundle_entries(bundle, content)):
            index = bundle.index * WIDTH + number
            if names is None:
                names = _founded(source, raw)
            elif any(f'"kind":"{kind}"'.encode() in raw for kind in NAMING):
                _take(names, source, raw, index)
    if names is None:
        raise NoFounding
    return names


def _founded(source: Source, raw: bytes) -> NamedKeys:
    entry = parse_entry(raw)
    body = _body(source, entry) if entry.kind == "log:founded" else None
    if body is None or not isinstance(body.paper, Founding):
        raise NoFounding
    founding = body.paper
    stewards = {one.key.id: one for one in founding.stewards}
    names = NamedKeys(
        founding,
        body.hash,
        list(founding.agencies),
        stewards,
        list(founding.witnesses),
        {founding.policy_hash: founding.policy},
        {0: raw},
    )
    if founding.origin != entry.origin or not _stewarded(names, body):
        raise NoFounding("The founding is of another log, or its stewards did not sign it.")
    return names


def _take(names: NamedKeys, source: Source, raw: bytes, index: int) -> None:
    """An entry that is void, for its form or its signatures, names nobody."""
    try:
        entry = parse_entry(raw)
        body = _body(source, entry) if entry.kind in NAMING else None
    except PaperError:
        return
    if body is None or entry.origin != names.founding.origin or not _stewarded(names, body):
        return
    names.read[index] = raw
    match body.paper:
        case Agency() as agency:
            names.agencies.append(agency)
        case StewardAct(kind="steward:added") as act:
            names.stewards[act.key.id] = NamedKey(act.name, act.key)
        case StewardAct() as act:
            names.stewards.pop(act.key.id, None)
        case Policy() as policy:
            names.policies[paper_hash(policy)] = policy
        case WitnessAct() as act:
            names.witnesses.append(Witness(act.name, act.vkey, act.url))


def _stewarded(names: NamedKeys, body: Body) -> bool:
    """Whether a quorum of stewards signed this paper; no key counts twice, a false signature does not count."""
    digest = signed_digest(body.paper.kind, "steward", names.founding.origin, body.paper.to_bytes())
    signed = set()
    for signature in body.sigs:
        steward = names.stewards.get(signature.key)
        if steward and signature.role == "steward":
            with suppress(SignatureError):
                verify(signature, steward.key, digest, names.founding.rp)
                signed.add(signature.key)
    return len(signed) >= names.founding.quorum


def _body(source: Source, entry: Entry) -> Body | None:
    body = fetch_body(source, entry.body) if entry.body else None
    return parse_body(entry.kind, body) if body else None
