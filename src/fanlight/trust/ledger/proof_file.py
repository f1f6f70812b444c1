"""A proof that somebody can keep in a file and check offline: C2SP tlog-proof, version 1."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.ledger.checkpoint import parse_hash, parse_size
from fanlight.trust.ledger.faults import Malformed
from fanlight.trust.ledger.head import SignedHead, Trust, check_quorum, read_head
from fanlight.trust.ledger.note import b64, b64_strict
from fanlight.trust.ledger.proof import LONGEST, check_inclusion

LARGEST_PROOF = 128 * 1024  # bytes
_FIRST = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class LogProof:
    """Entry `index` stands in the tree of this signed checkpoint (its bytes as they were published)."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None
    """Not authenticated by the proof."""

    def __bytes__(self) -> bytes:
        extra = [] if self.extra is None else [f"extra {b64(self.extra)}"]
        lines = [_FIRST, *extra, f"index {self.index}", *map(b64, self.path), "", ""]
        return "\n".join(lines).encode() + self.checkpoint

    def check(self, leaf: bytes, trust: Trust) -> SignedHead:
        """The signed head, if log and quorum signed it and the leaf hash stands in it; else BadTree or ProofWrong."""
        head = read_head(self.checkpoint, trust)
        check_quorum(head, trust)
        check_inclusion(leaf, self.index, head.checkpoint.size, self.path, head.checkpoint.root)
        return head


def parse_proof(untrusted_proof: bytes) -> LogProof:
    """Raises Malformed; what it proves is not checked here."""
    if len(untrusted_proof) > LARGEST_PROOF:
        raise Malformed("The proof is longer than 128 KiB.")
    top, blank, checkpoint = untrusted_proof.partition(b"\n\n")
    try:
        lines = top.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Malformed("The proof's lines are not ASCII.") from None
    if not blank or lines.pop(0) != _FIRST:
        raise Malformed(f"A proof begins with {_FIRST}.")
    extra = b64_strict(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index ") or len(lines) > LONGEST + 1:
        raise Malformed("A proof has an index line and at most 63 hashes.")
    index = parse_size(lines.pop(0).removeprefix("index "))
    return LogProof(index, tuple(map(parse_hash, lines)), checkpoint, extra)
