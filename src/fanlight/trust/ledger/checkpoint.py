"""Signed tree heads: C2SP tlog-checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.ledger.faults import Malformed
from fanlight.trust.ledger.hashing import HASH
from fanlight.trust.ledger.note import NO_NOTE, Note, SigningKey, b64, b64_strict, parse_note, sign_text
from fanlight.trust.ledger.tiles import LARGEST_SIZE


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), b64(self.root), *self.extensions))

    def signed(self, key: SigningKey) -> Note:
        return Note(self.text, (sign_text(self.text, key),))


def parse_text(untrusted_text: str) -> Checkpoint:
    lines = untrusted_text.split("\n")
    if lines.pop() or len(lines) < 3 or not all(lines) or NO_NOTE.search(untrusted_text):
        raise Malformed("A checkpoint has three lines and none that is empty.")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, parse_size(size), parse_hash(root), tuple(extensions))


def parse_checkpoint(untrusted_note: bytes) -> tuple[Checkpoint, Note]:
    """The checkpoint and the note that carries it; no signature is checked here."""
    note = parse_note(untrusted_note)
    return parse_text(note.text), note


def parse_size(untrusted_text: str) -> int:
    """Decimal ASCII without leading noughts, below 2^63."""
    if not (untrusted_text.isascii() and untrusted_text.isdecimal() and len(untrusted_text) <= 19):
        raise Malformed("A size is a decimal number.")
    size = int(untrusted_text)
    if size > LARGEST_SIZE or str(size) != untrusted_text:
        raise Malformed("A size has no leading noughts and lies below 2^63.")
    return size


def parse_hash(untrusted_text: str) -> bytes:
    value = b64_strict(untrusted_text)
    if len(value) != HASH:
        raise Malformed("A hash has 32 bytes.")
    return value
