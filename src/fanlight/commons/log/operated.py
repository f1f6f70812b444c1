"""The log that this commons runs: its folder, its key, and whom its founding entry names (formats/papers.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.ground.keys import secret_bytes
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.note import ED25519, SigningKey, VerifierKey, parse_vkey
from fanlight.trust.ledger.source import FolderSource, fetch_body, fetch_tiles
from fanlight.trust.ledger.store import Store
from fanlight.trust.ledger.tiles import parse_bundle, tile_at
from fanlight.trust.papers.entry import parse_body, parse_entry
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.members import Witness


class NotFounded(FanlightError):
    """The log has no founding entry yet."""


class OtherLog(FanlightError):
    """The key of this commons is not the one that the founding entry pins."""

    remedy = "Bring back the keys folder that belongs to this log."


@dataclass(frozen=True)
class KnownWitness:
    key: VerifierKey
    url: str


@dataclass(frozen=True)
class OperatedLog:
    """`witnesses` and `quorum` are the founding's, which every reader pinned: a head is published once it has them."""

    folder: Path
    key: SigningKey
    witnesses: tuple[KnownWitness, ...]
    quorum: int
    policy: str
    """Hash of the policy that the operator's own entries are made under."""
    added: tuple[KnownWitness, ...] = ()
    """Those that `witness:added` brought: asked as the others are, their lines stand in the head beyond the quorum."""

    @property
    def store(self) -> Store:
        return Store(self.folder)

    @property
    def asked(self) -> tuple[KnownWitness, ...]:
        return self.witnesses + self.added

    def with_added(self, in_force: Iterable[Witness]) -> OperatedLog:
        """The log as its rounds ask for cosignatures now; whoever folds the log knows who is in force."""
        pinned = {one.key.public for one in self.witnesses} | {self.key.verifier.public}
        fresh: dict[bytes, KnownWitness] = {}
        for one in in_force:
            key = parse_vkey(one.vkey)
            if key.public not in pinned:
                fresh.setdefault(key.public, KnownWitness(key, one.url))
        return replace(self, added=tuple(fresh.values()))

    @property
    def trust(self) -> Trust:
        return Trust(self.key.verifier, tuple(one.key for one in self.witnesses), self.quorum)


def log_key(data: Path, origin: str) -> SigningKey:
    """The log's signing key, made at the first call; an offline copy of `keys/log.key` belongs somewhere safe."""
    return SigningKey(origin, ED25519, secret_bytes(data / "keys" / "log.key"))


def founding_of(folder: Path) -> Founding:
    """The founding paper out of entry 0; NotFounded while there is none."""
    first = tile_at(None, 0, Store(folder).head().size)
    if first is None:
        raise NotFounded
    source = FolderSource(folder)
    ((_, content),) = fetch_tiles(source, [first])
    entry = parse_entry(parse_bundle(content, first.width)[0])
    body = fetch_body(source, entry.body or "0" * 64)
    if entry.kind != "log:founded" or body is None:
        raise NotFounded
    founding = parse_body(entry.kind, body).paper
    assert isinstance(founding, Founding)
    return founding


def operated_log(data: Path, folder: Path) -> OperatedLog:
    """From the founding entry of the log in this folder and the key under `data`."""
    founding = founding_of(folder)
    key = log_key(data, founding.origin)
    if key.verifier.vkey != founding.log:
        raise OtherLog
    witnesses = tuple(KnownWitness(parse_vkey(one.vkey), one.url) for one in founding.witnesses)
    return OperatedLog(folder, key, witnesses, founding.witness_quorum, founding.policy_hash)
