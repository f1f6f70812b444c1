"""What somebody holds of this log, checked against what this commons shows: each check a line with its verdict.

An entry by number, id or hash; a proof (C2SP tlog-proof); a signed head (C2SP tlog-checkpoint); a signed paper, as a
receipt is. Pure: a copy of the log comes from outside. What is pasted is outside bytes, and nothing is raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from fanlight.commons.agencies.log_copy import Bodies, LogCopy
from fanlight.ground.canonical import CanonicalError, loads
from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint
from fanlight.trust.ledger.faults import LedgerError, Malformed
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.head import SignedHead, Trust, read_head
from fanlight.trust.ledger.proof import Node, check_inclusion, inclusion_proof, root_of
from fanlight.trust.ledger.proof_file import LogProof, parse_proof
from fanlight.trust.papers.entry import Body, parse_body
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.kinds import KINDS
from fanlight.trust.papers.package.verify import Check, Verdict

LONGEST = 200_000  # characters; a proof has at most 128 KiB
PROOF = "c2sp.org/tlog-proof@v1"
NONE_OF_THESE = (
    "This is no number, id or hash of an entry, no proof that begins with c2sp.org/tlog-proof@v1, no signed head and no"
    " signed paper."
)


@dataclass(frozen=True)
class Shown:
    """What readers have of this log: entries up to the published head, and the nodes of its tree."""

    copy: LogCopy
    head: SignedHead
    trust: Trust
    node: Node
    bodies: Bodies


@dataclass
class Found:
    """The lines; the entry that it is about; two signed heads that cannot both be of one log, where they are that."""

    lines: list[Check] = field(default_factory=list)
    index: int | None = None
    fork: tuple[bytes, bytes] | None = None

    @property
    def good(self) -> bool:
        return bool(self.lines) and all(line.verdict != "bad" for line in self.lines)

    def say(self, verdict: Verdict, part: str, words: str) -> None:
        self.lines.append(Check(part, verdict, words))


def examine(untrusted_text: str, shown: Shown) -> Found:
    """Whatever it is."""
    text = untrusted_text.replace("\r\n", "\n").strip()
    found = Found()
    if len(text) > LONGEST:
        found.say("bad", "what was pasted", "It is longer than any proof.")
    elif text.startswith(PROOF):
        _proof(f"{text}\n".encode(), shown, found)
    elif "\n\n— " in text:
        _head(f"{text}\n".encode(), shown, found)
    elif text.startswith("{"):
        _paper(text.encode("utf-8", "replace"), shown, found)
    else:
        _named(text.lower(), shown, found)
    return found


def _named(text: str, shown: Shown, found: Found) -> None:
    """By number, id, hash of the body or leaf hash."""
    entries = range(len(shown.copy.entries))
    if re.fullmatch(r"0|[1-9][0-9]{0,14}", text):
        matches = [int(text)] if int(text) in entries else []
    elif re.fullmatch(r"[0-9a-f]{32}", text):
        matches = [at for at in entries if (one := shown.copy.parsed[at]) is not None and one.id == text]
    elif re.fullmatch(r"[0-9a-f]{64}", text):
        matches = [at for at in entries if _answers(at, text, shown)]
    else:
        found.say("bad", "what was pasted", NONE_OF_THESE)
        return
    if not matches:
        found.say("bad", "entry", f"None of the {len(entries)} entries that this log shows has it.")
    for index in matches[:5]:
        _entry(index, shown, found)


def _answers(index: int, hash: str, shown: Shown) -> bool:
    entry = shown.copy.parsed[index]
    return (entry is not None and entry.body == hash) or leaf_hash(shown.copy.entries[index]).hex() == hash


def _entry(index: int, shown: Shown, found: Found) -> None:
    """One entry that stands here."""
    found.index = index
    part, content = f"entry {index}", shown.copy.entries[index]
    size, root = shown.head.checkpoint.size, shown.head.checkpoint.root
    try:
        path = inclusion_proof(index, size, shown.node)
        check_inclusion(leaf_hash(content), index, size, path, root)
        found.say("good", part, f"Its hash leads by {len(path)} steps to the root of the head of {size} entries.")
    except LedgerError as error:
        found.say("bad", part, f"It is not in the tree of the published head. {error}")
    _signed(shown.head, shown.trust, found)
    _acts(index, shown, found)
    _body(index, shown, found)


def _acts(index: int, shown: Shown, found: Found) -> None:
    entry, part = shown.copy.parsed[index], f"entry {index}"
    void = next((one for one in shown.copy.state.voids if one.index == index), None)
    if void is not None:
        found.say("bad", part, f"It is void and never acts: {void.words}")
    elif entry is None or entry.kind not in KINDS:
        found.say("unchecked", part, "It is of a kind that this program does not know.")
    else:
        found.say("good", part, f"It is {entry.kind}, in its form and signed by those whom its kind demands.")


def _body(index: int, shown: Shown, found: Found) -> None:
    entry = shown.copy.parsed[index]
    if entry is None or entry.body is None:
        return
    if (reason := shown.copy.state.erased.get(entry.body)) is not None:
        found.say("unchecked", "its words", f"The stewards removed them: {reason}")
        return
    held = shown.bodies(entry.body)
    if held is None:
        found.say("bad", "its words", "They are not there, and no entry says why.")
    elif sha256(held).hexdigest() != entry.body:
        found.say("bad", "its words", "They are not the ones that were signed: their hash is another.")
    else:
        found.say("good", "its words", "Their hash is the one that the entry names.")


def _signed(head: SignedHead, trust: Trust, found: Found) -> None:
    found.say("good", "head", f"This log's key signed it: {head.checkpoint.size} entries.")
    _cosigned(head, trust, found)


def _cosigned(head: SignedHead, trust: Trust, found: Found) -> None:
    names = ", ".join(one.witness.name for one in head.cosignatures) or "nobody"
    enough = len(head.cosignatures) >= trust.quorum
    words = f"{len(head.cosignatures)} of {len(trust.witnesses)} cosigned it, {trust.quorum} must: {names}."
    found.say("good" if enough else "bad", "witnesses", words)


def _proof(content: bytes, shown: Shown, found: Found) -> None:
    try:
        proof = parse_proof(content)
    except Malformed as error:
        found.say("bad", "proof", f"It is not in its form. {error}")
        return
    found.say("good", "proof", f"A proof for entry {proof.index}.")
    head = _foreign_or_read(proof.checkpoint, shown, found)
    if head is None:
        return
    _cosigned(head, shown.trust, found)
    _leads(proof, head, shown, found)
    _beginning(head, shown, found)


def _leads(proof: LogProof, head: SignedHead, shown: Shown, found: Found) -> None:
    """From the entry that stands here at that place to the root that the proof's head names."""
    if proof.index >= len(shown.copy.entries):
        found.say("bad", f"entry {proof.index}", "This log does not show it.")
        return
    found.index = proof.index
    leaf = leaf_hash(shown.copy.entries[proof.index])
    try:
        check_inclusion(leaf, proof.index, head.checkpoint.size, proof.path, head.checkpoint.root)
        found.say("good", f"entry {proof.index}", "The entry that stands here is the one that the proof is for.")
    except LedgerError:
        found.say("bad", f"entry {proof.index}", "The proof is for another entry than the one that stands here.")


def _head(content: bytes, shown: Shown, found: Found) -> None:
    head = _foreign_or_read(content, shown, found)
    if head is not None:
        _cosigned(head, shown.trust, found)
        _beginning(head, shown, found)


def _foreign_or_read(content: bytes, shown: Shown, found: Found) -> SignedHead | None:
    """The head if this log's key signed it; else a line that says whose it is."""
    origin = shown.trust.log.name
    try:
        named = parse_checkpoint(content)[0].origin
        if named != origin:
            of = (
                "a petition here; its page and fanlight petition verify check it" if _petition(named, origin) else named
            )
            found.say("unchecked", "head", f"It is not of {origin} but of {of}.")
            return None
        head = read_head(content, shown.trust)
    except LedgerError as error:
        found.say("bad", "head", str(error))
        return None
    found.say("good", "head", f"This log's key signed it: {head.checkpoint.size} entries.")
    return head


def _petition(named: str, origin: str) -> bool:
    return named.startswith(f"{origin}/petition/")


def _beginning(head: SignedHead, shown: Shown, found: Found) -> None:
    """Whether the tree of that head is the beginning of today's; if not, both heads are the evidence."""
    then, now = head.checkpoint, shown.head.checkpoint
    if then.size > now.size:
        found.say("bad", "tree", f"That head has {then.size} entries; this log shows {now.size}.")
        found.fork = (head.content, shown.head.content)
    elif _root(then, shown.node) != then.root:
        found.say("bad", "tree", f"This log shows other entries in its first {then.size} than it signed then.")
        found.fork = (head.content, shown.head.content)
    else:
        found.say("good", "tree", f"Its {then.size} entries are the beginning of the {now.size} that stand now.")


def _root(then: Checkpoint, node: Callable[[int, int], bytes]) -> bytes | None:
    try:
        return root_of(then.size, node)
    except LedgerError:
        return None


def _paper(content: bytes, shown: Shown, found: Found) -> None:
    body = _read_paper(content, found)
    if body is None:
        return
    paper = body.paper
    found.say("good", "paper", f"A paper {paper.kind} in its form, with {len(body.sigs)} signatures.")
    named = (paper.kind, paper.id)
    index = next((at for at, one in enumerate(shown.copy.parsed) if one and (one.kind, one.id) == named), None)
    if index is None:
        found.say("bad", "log", "No entry of this log stands for it.")
        return
    entry = shown.copy.parsed[index]
    held = shown.bodies(entry.body) if entry and entry.body else None
    if held is None:
        found.say("unchecked", "paper", "The log has its entry; its words are not there to be compared.")
    elif held[32:] == body.to_bytes()[32:]:
        found.say("good", "paper", "Word for word and signature for signature what stands in the log.")
    elif _same_words(body, held):
        found.say("unchecked", "signatures", "The words are those in the log; the signatures are others.")
    else:
        found.say("bad", "paper", "The log has other words under this id.")
    _entry(index, shown, found)


def _same_words(body: Body, held: bytes) -> bool:
    try:
        return parse_body(body.paper.kind, held).paper == body.paper
    except PaperError:
        return False


def _read_paper(content: bytes, found: Found) -> Body | None:
    """A body as a tool writes it: `{"paper", "sigs"}`, in canonical JSON."""
    try:
        value = loads(content)
        paper = value.get("paper") if isinstance(value, dict) else None
        kind = paper.get("kind") if isinstance(paper, dict) else None
        if kind not in KINDS:
            raise PaperError("paper", "is of no kind that this program knows.")
        return parse_body(str(kind), bytes(32) + content)
    except CanonicalError:
        found.say(
            "bad", "paper", "It is not in canonical JSON: a byte was changed, or it was written by something else."
        )
    except PaperError as error:
        found.say("bad", "paper", f"It is not in its form. {error}")
    return None
