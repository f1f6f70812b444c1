"""What the operator does with the log: found, append, cosign and publish, anchor. Times come from outside."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fanlight.commons.log.anchors import read_waiting, write_waiting
from fanlight.commons.log.operated import KnownWitness, OperatedLog
from fanlight.commons.log.rules import LogState, due
from fanlight.ground.durable import write_now
from fanlight.ground.errors import FanlightError
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import witness_time
from fanlight.trust.ledger.faults import LedgerError
from fanlight.trust.ledger.head import read_head
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import Note, NoteSignature, SigningKey
from fanlight.trust.ledger.proof import consistency_proof
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.ledger.store import Store
from fanlight.trust.ledger.witness_client import WitnessSilent, ask_witness
from fanlight.trust.papers.entry import Entry, entry_bytes
from fanlight.trust.papers.founding import vkey_id


@dataclass(frozen=True)
class Written:
    """An entry's bytes and its body's, where it has one."""

    entry: bytes
    body: bytes | None = None


CLOSED = "closed"  # beside the log: the second at which its community closed


class LogClosed(FanlightError):
    """This community is closed: its log takes nothing more."""


class AlreadyFounded(FanlightError):
    """The log has entries already."""


class TooFewWitnesses(LedgerError):
    """Too few witnesses cosigned; readers keep the head that they have."""

    remedy = "The log asks again by itself; see that the witnesses run."


@dataclass(frozen=True)
class Round:
    """What a round did: the new published head, the anchor's index, what witnesses failed to do."""

    published: bool = False
    anchor: int | None = None
    silent: tuple[str, ...] = ()
    quorum: bool = True


def found(*, folder: Path, key: SigningKey, founding: Written, now: datetime) -> None:
    """Entry 0 and the log's key in words."""
    store = Store(folder)
    with store.locked():
        if store.head().size:
            raise AlreadyFounded
        write_now(folder / "vkey", f"{key.verifier.vkey}\n".encode())
        _append(store, [founding], now)


def append(*, folder: Path, entries: Sequence[Written], now: datetime) -> range:
    """The entries' indexes; entries and bodies are durable on return. Readers see them after the next round."""
    store = Store(folder)
    with store.locked():
        return _append(store, entries, now)


def go_round(*, log: OperatedLog, now: datetime, tried: LogState | None = None) -> tuple[Round, LogState]:
    """What is due now: an anchor, then cosignatures for what is new or old. `tried`: what the last round gave back."""
    state = log_state(log=log, tried=tried)
    seconds = int(now.timestamp())
    wanted = due(seconds, state)
    anchor = _anchor(log, seconds) if wanted.anchor else None
    if anchor is None and not wanted.cosign:
        return Round(), state
    published, silent = _cosign(log, seconds)
    size = log.store.head().size
    after = LogState(size=size, tried_at=seconds, tried_size=size)
    return Round(published, anchor, silent, published), log_state(log=log, tried=after)


def publish(*, log: OperatedLog, now: datetime) -> None:
    """Cosign and publish at once; TooFewWitnesses where no quorum answers."""
    published, silent = _cosign(log, int(now.timestamp()))
    if not published:
        raise TooFewWitnesses(" ".join(silent) or "")


def log_state(*, log: OperatedLog, tried: LogState | None = None) -> LogState:
    size = log.store.head().size
    waiting = read_waiting(log.folder, size)
    published = log.store.published()
    head = read_head(published[1], log.trust) if published else None
    return LogState(
        size=size,
        published_size=head.checkpoint.size if head else 0,
        published_at=witness_time(head.cosignatures) if head and head.cosignatures else None,
        tried_at=tried.tried_at if tried else None,
        tried_size=tried.tried_size if tried else 0,
        unanchored=waiting.first,
        unanchored_since=waiting.since,
    )


def closed_at(folder: Path) -> int | None:
    """Seconds; None while the community is open."""
    try:
        return int((folder / CLOSED).read_text())
    except FileNotFoundError:
        return None


def _append(store: Store, entries: Sequence[Written], now: datetime) -> range:
    if closed_at(store.folder) is not None:
        raise LogClosed
    waiting = read_waiting(store.folder, store.head().size)
    for one in entries:
        if one.body is not None:
            store.put_body(one.body)
    indexes = store.append([one.entry for one in entries])
    if indexes:
        write_waiting(store.folder, waiting.appended(indexes, int(now.timestamp())))
    return indexes


def _anchor(log: OperatedLog, now: int) -> int | None:
    """A `log:witnessed` that carries the published head (formats/entries.md, Time)."""
    store = log.store
    with store.locked():
        published = store.published()
        if published is None:
            return None
        checkpoint, content = published
        entry = Entry(
            kind="log:witnessed",
            id=secrets.token_hex(16),
            at=now,
            origin=log.key.name,
            policy=log.policy,
            by=vkey_id(log.key.verifier.vkey),
            body=None,
            pub={"checkpoint": content.decode()},
        )
        waiting = read_waiting(log.folder, store.head().size)
        (index,) = store.append([entry_bytes(entry)])
        write_waiting(log.folder, waiting.anchored(checkpoint.size, index))
        return index


def _cosign(log: OperatedLog, now: int) -> tuple[bool, tuple[str, ...]]:
    """Whether a quorum cosigned the newest tree, which is then published, and the words of those who did not."""
    store = log.store
    edge = store.head()
    note = Checkpoint(log.key.name, edge.size, edge.root()).signed(log.key)
    nodes = TileNodes(FolderSource(log.folder), edge.size)
    before = store.published()
    guess = before[0].size if before else 0

    def ask(witness: KnownWitness) -> NoteSignature | str:
        try:
            return ask_witness(
                witness.url, witness.key, bytes(note), guess, lambda old, new: consistency_proof(old, new, nodes)
            )
        except WitnessSilent as error:
            return str(error)

    with ThreadPoolExecutor(max(1, len(log.asked))) as threads:
        answers = list(threads.map(ask, log.asked))
    lines = tuple(one for one in answers if isinstance(one, NoteSignature))
    silent = tuple(one for one in answers if isinstance(one, str))
    pinned = answers[: len(log.witnesses)]
    if sum(isinstance(one, NoteSignature) for one in pinned) < log.quorum:
        return False, silent
    with store.locked():
        store.publish(bytes(Note(note.text, note.signatures + lines)))
    return True, silent
