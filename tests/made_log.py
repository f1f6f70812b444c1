"""A log of the tests: keys from a seed, entries of bytes, three witnesses, published as an operator would."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fanlight.ground.durable import Disk
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import cosign
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.note import COSIGNATURE, ED25519, Note, SigningKey
from fanlight.trust.ledger.store import Store

ORIGIN = "commons.example.invalid/log"
NOW = 1_790_000_000

LOG = SigningKey(ORIGIN, ED25519, b"\x01" * 32)
WITNESSES = [SigningKey(f"witness-{n}.example.invalid", COSIGNATURE, bytes([n]) * 32) for n in (11, 12, 13)]
TRUST = Trust(LOG.verifier, tuple(one.verifier for one in WITNESSES), 2)


class QuickDisk(Disk):
    """A disk without the waiting: what lies in memory is enough where no power is cut."""

    def write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.aside")
        aside.write_bytes(content)
        self.rename(aside, path)

    def sync(self, folders) -> None:
        pass


def signed(
    checkpoint: Checkpoint, now: int = NOW, witnesses: list[SigningKey] = WITNESSES, key: SigningKey = LOG
) -> bytes:
    note = checkpoint.signed(key)
    return bytes(Note(note.text, note.signatures + tuple(cosign(note.text, one, now) for one in witnesses)))


def entry(number: int, size: int = 0) -> bytes:
    return b'{"n":%d}' % number + b" " * size


@dataclass
class MadeLog:
    folder: Path
    disk: Disk = field(default_factory=QuickDisk)
    entries: list[bytes] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return Store(self.folder, self.disk)

    def grow(self, count: int, now: int = NOW, of: bytes = b"") -> MadeLog:
        """`count` more entries (of other content where `of` says so) and a checkpoint with all cosignatures."""
        more = [entry(len(self.entries) + n) + of for n in range(count)]
        self.store.append(more)
        self.entries += more
        return self.publish(now)

    def publish(self, now: int = NOW) -> MadeLog:
        self.store.publish(signed(self.head(), now))
        return self

    def head(self) -> Checkpoint:
        head = self.store.head()
        return Checkpoint(ORIGIN, head.size, head.root())
