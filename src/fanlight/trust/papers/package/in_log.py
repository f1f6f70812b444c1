"""A package beside its log: who signed its checkpoints and its request, and whether the log still holds both entries.

C2SP tlog-checkpoint, tlog-cosignature, tlog-tiles; the keys of witnesses, stewards and officers come from the log's own
entries, whose beginning the log's key signs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.ground.clock import from_micros
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import witness_time
from fanlight.trust.ledger.faults import LedgerError
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.head import SignedHead, Trust, check_quorum, read_head
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import VerifierKey, parse_vkey
from fanlight.trust.ledger.proof import check_consistency, check_inclusion, consistency_proof, inclusion_proof, root_of
from fanlight.trust.ledger.proof_file import LogProof
from fanlight.trust.ledger.source import Source, fetch_checkpoint
from fanlight.trust.papers.package.contents import request_body
from fanlight.trust.papers.package.entries import Files, proof, request_entry
from fanlight.trust.papers.package.layout import PackageBroken
from fanlight.trust.papers.package.named_keys import NamedKeys, named_keys
from fanlight.trust.papers.package.verify import Check
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import SignatureError, signed_digest, verify

LATEST = 253_402_300_800  # seconds: the year 10000, which no date can show
NAMES = ("request", "disclosure")
NEITHER = Check(
    "proofs/",
    "unchecked",
    "that the log, its witnesses and the officers signed was not checked: give --vkey and --ledger.",
)


@dataclass(frozen=True)
class KnownLog:
    """A log with what it says of itself; `head` is what it shows today."""

    source: Source
    trust: Trust
    head: SignedHead
    nodes: TileNodes
    names: NamedKeys
    key_given: bool


def signed_by_log(files: Files, key: VerifierKey) -> Iterator[Check]:
    """With the log's key alone."""
    for name in NAMES:
        yield _signed(name, files, Trust(key), "signed by the log's key.")
    words = "witnesses' and officers' signatures were not checked: their keys stand in the log; give --ledger."
    yield Check("proofs/", "unchecked", words)


def known_log(source: Source, key: VerifierKey | None) -> KnownLog:
    """Head and names of the log, checked; raises LedgerError or PaperError. Without `key` the log speaks for itself."""
    names = named_keys(source)
    log = key or parse_vkey(names.founding.log)
    witnesses = tuple(parse_vkey(one.vkey) for one in names.witnesses)
    trust = Trust(log, witnesses, names.founding.witness_quorum)
    head = read_head(fetch_checkpoint(source), trust)
    check_quorum(head, trust)
    nodes = TileNodes(source, head.checkpoint.size)
    for index, entry in names.read.items():
        _included(leaf_hash(entry), index, head.checkpoint, nodes)
    return KnownLog(source, trust, head, nodes, names, key is not None)


def signed_in_log(files: Files, log: KnownLog) -> Iterator[Check]:
    """With the whole log: both checkpoints, their place in the log as it is today, and the request's signatures."""
    founding = log.names.founding
    words = f"founded as {founding.community} by entry {log.names.founded}; compare it with the one that you know."
    yield Check("log", "good", words)
    if not log.key_given:
        yield Check("log", "unchecked", "its key was taken from itself; give --vkey with the key that you know.")
    for name in NAMES:
        yield _signed(name, files, log.trust, "signed by the log's key")
        yield _still_there(name, files, log)
    yield _request_signed(files, log.names)


def _signed(name: str, files: Files, trust: Trust, words: str) -> Check:
    part = f"proofs/{name}.tlog-proof"
    try:
        held, _ = proof(name, files)
        head = read_head(held.checkpoint, trust)
        check_quorum(head, trust)
    except PackageBroken as error:
        return Check(part, "bad", error.reason)
    except LedgerError as error:
        return Check(part, "bad", str(error))
    if trust.witnesses:
        words += f" and {len(head.cosignatures)} of {len(trust.witnesses)} witnesses"
        words += f", {_words(witness_time(head.cosignatures))} by their clocks."
    return Check(part, "good", words)


def _words(seconds: int) -> str:
    """The time as people write it; a witness may have given any."""
    if not 0 < seconds < LATEST:
        return f"second {seconds}"
    return f"{from_micros(seconds * 1_000_000):%Y-%m-%d %H:%M} UTC"


def _still_there(name: str, files: Files, log: KnownLog) -> Check:
    part = f"proofs/{name}.tlog-proof"
    try:
        held, then = proof(name, files)
        _grown_from(held, then, leaf_hash(bytes(files[f"proofs/{name}.entry.json"])), log)
    except PackageBroken as error:
        return Check(part, "bad", error.reason)
    except LedgerError as error:
        return Check(part, "bad", f"this log does not hold it. {error}")
    return Check(part, "good", f"entry {held.index} of this log, which has grown from that checkpoint.")


def _grown_from(held: LogProof, then: Checkpoint, leaf: bytes, log: KnownLog) -> None:
    now = log.head.checkpoint
    if root_of(now.size, log.nodes) != now.root:
        raise LedgerError("Its tiles do not lead to its checkpoint.")
    if then.size > now.size:
        raise LedgerError("It is shorter than it was.")
    steps = consistency_proof(then.size, now.size, log.nodes)
    check_consistency(then.size, then.root, now.size, now.root, steps)
    _included(leaf, held.index, now, log.nodes)


def _included(leaf: bytes, index: int, head: Checkpoint, nodes: TileNodes) -> None:
    check_inclusion(leaf, index, head.size, inclusion_proof(index, head.size, nodes), head.root)


def _request_signed(files: Files, names: NamedKeys) -> Check:
    part = "data/request.json"
    try:
        body, origin = request_body(files), request_entry(files).origin
    except PackageBroken as error:
        return Check(error.part, "bad", error.reason)
    paper = body.paper
    assert isinstance(paper, Request)
    signers: dict[str, dict[str, str]] = {"requester": {}, "supervisor": {}, "reviewer": {}}  # no key counts twice
    for signature in body.sigs:
        named = names.of(signature.role, signature.key, paper)
        if named is None or signature.role not in signers:
            return Check(part, "bad", f"a {signature.role}'s key is not one that this log names for that.")
        try:
            digest = signed_digest(paper.kind, signature.role, origin, paper.to_bytes())
            verify(signature, named.key, digest, names.founding.rp)
        except SignatureError:
            return Check(part, "bad", f"the signature of {named.name} ({signature.role}) does not fit.")
        signers[signature.role][signature.key] = named.name
    reviewers = names.reviewers(paper)
    if reviewers is None:
        return Check(part, "bad", "was written under a policy that this log does not have.")
    if not signers["requester"] or not signers["supervisor"] or len(signers["reviewer"]) < reviewers:
        return Check(part, "bad", "lacks a signature of requester, supervisor or reviewers.")
    told = "; ".join(f"{role} {', '.join(people.values())}" for role, people in signers.items())
    return Check(part, "good", f"signed by keys that this log names: {told}.")
