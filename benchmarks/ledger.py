"""What the ledger costs: durable appends, following a million entries from files, proofs, signatures. JSON lines."""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fanlight.ground.canonical import dumps, loads
from fanlight.ground.durable import Disk
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import cosign
from fanlight.trust.ledger.follower import State, step
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import COSIGNATURE, ED25519, Note, SigningKey
from fanlight.trust.ledger.proof import check_inclusion, inclusion_proof
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.ledger.store import Store
from fanlight.trust.ledger.verify import verify_log

NOW = 1_790_000_000
BATCH = 256
LOG = SigningKey("bench.example.invalid/log", ED25519, b"\x01" * 32)
WITNESSES = [SigningKey(f"witness-{n}.example.invalid", COSIGNATURE, bytes([n]) * 32) for n in (2, 3, 4)]
TRUST = Trust(LOG.verifier, tuple(one.verifier for one in WITNESSES), 2)


class Unsynced(Disk):
    """For the million that is followed: how it came to lie there is not what is measured."""

    def write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def sync(self, folders: object) -> None:
        pass


def entry(number: int, draw: random.Random) -> bytes:
    """As formats/entries.md: the form of `request:resolved`, about 420 bytes."""
    return dumps(
        {
            "v": 1,
            "kind": "request:resolved",
            "id": draw.randbytes(16).hex(),
            "at": NOW + number,
            "origin": LOG.name,
            "policy": "ab" * 32,
            "by": "cd" * 32,
            "body": draw.randbytes(32).hex(),
            "pub": {"request": draw.randbytes(16).hex()},
        }
    )


def publish(store: Store) -> None:
    head = store.head()
    note = Checkpoint(LOG.name, head.size, head.root()).signed(LOG)
    lines = tuple(cosign(note.text, one, NOW) for one in WITNESSES)
    store.publish(bytes(Note(note.text, note.signatures + lines)))


def say(name: str, entries: int, seconds: float) -> None:
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps({"name": name, "entries": entries, "seconds": round(seconds, 4), "rss_mb": round(rss, 1)}),
        flush=True,
    )


def append(folder: Path, count: int) -> None:
    draw = random.Random(1)
    store = Store(folder)
    batches = [[entry(at + n, draw) for n in range(BATCH)] for at in range(0, count, BATCH)]
    store.append(batches[0][:100])  # so that no batch ends with a tile
    begin = time.perf_counter()
    for batch in batches:
        store.append(batch)
    say("append", len(batches) * BATCH, time.perf_counter() - begin)


def make(folder: Path, count: int) -> None:
    draw = random.Random(2)
    store = Store(folder, Unsynced())
    for at in range(0, count, 16 * BATCH):
        store.append([entry(n, draw) for n in range(at, min(count, at + 16 * BATCH))])
    publish(store)


def follow(folder: Path, count: int) -> None:
    seen = 0

    def take(first: int, entries: object) -> None:
        nonlocal seen
        for one in entries:  # type: ignore[attr-defined]
            loads(one)
            seen += 1

    begin = time.perf_counter()
    step(FolderSource(folder), TRUST, State(), NOW, take)
    assert seen == count
    say("follow", count, time.perf_counter() - begin)


def verify(folder: Path, count: int) -> None:
    begin = time.perf_counter()
    assert verify_log(FolderSource(folder), TRUST).checkpoint.size == count
    say("verify", count, time.perf_counter() - begin)


def proofs(folder: Path, count: int) -> None:
    """Each with its tiles read anew from files, and checked."""
    draw = random.Random(3)
    store = Store(folder)
    root = store.head().root()
    many = 500
    begin = time.perf_counter()
    for _ in range(many):
        index = draw.randrange(count)
        node = TileNodes(FolderSource(folder), count)
        path = inclusion_proof(index, count, node)
        check_inclusion(node(0, index), index, count, path, root)
    say("proof", many, time.perf_counter() - begin)


def signatures(folder: Path, count: int) -> None:
    message = leaf_hash(b"message")
    signature, key = LOG.sign(message), LOG.verifier
    many = 10_000
    begin = time.perf_counter()
    assert all(key.fits(signature, message) for _ in range(many))
    say("signature", many, time.perf_counter() - begin)


PARTS = {one.__name__: one for one in (append, make, follow, verify, proofs, signatures)}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--entries", type=int, default=1_000_000)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--part", choices=PARTS)
    given = asked.parse_args()
    if given.part:
        PARTS[given.part](given.folder, given.entries)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        for part in PARTS:  # each in a process of its own, so that its memory is its own
            folder = Path(made) / ("appended" if part == "append" else "million")
            entries = min(given.entries, 20 * BATCH) if part == "append" else given.entries
            again = [sys.executable, __file__, "--part", part, "--folder", str(folder), "--entries", str(entries)]
            subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
