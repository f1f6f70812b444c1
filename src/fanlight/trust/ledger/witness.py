"""A witness: it cosigns a log's checkpoint if that only grew since the last one it saw. C2SP tlog-witness."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fanlight.ground.durable import Disk, write_now
from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint, parse_hash, parse_size
from fanlight.trust.ledger.cosignature import cosign
from fanlight.trust.ledger.faults import Malformed, ProofWrong, SignatureWrong
from fanlight.trust.ledger.hashing import EMPTY_ROOT
from fanlight.trust.ledger.note import LARGEST_NOTE, Note, SigningKey, VerifierKey, b64, check_signed
from fanlight.trust.ledger.proof import LONGEST, check_consistency

LARGEST_REQUEST = LARGEST_NOTE + 64 * 64
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    content_type: str = TEXT_TYPE


@dataclass(frozen=True)
class AddCheckpoint:
    """The body of an add-checkpoint request."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}", *map(b64, self.proof), "", ""]
        return "\n".join(lines).encode() + self.checkpoint


def parse_request(untrusted_request: bytes) -> AddCheckpoint:
    if len(untrusted_request) > LARGEST_REQUEST:
        raise Malformed("The request is too long.")
    top, blank, checkpoint = untrusted_request.partition(b"\n\n")
    try:
        first, *proof = top.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Malformed("The request's lines are not ASCII.") from None
    if not blank or not first.startswith("old ") or len(proof) > LONGEST:
        raise Malformed("A request has an `old` line, at most 63 hashes, an empty line and a checkpoint.")
    return AddCheckpoint(parse_size(first.removeprefix("old ")), tuple(map(parse_hash, proof)), checkpoint)


class Witness:
    """Knows the logs that it was told, by their origin; keeps the newest checkpoint of each in a folder, durably."""

    def __init__(self, key: SigningKey, logs: Sequence[VerifierKey], folder: Path, disk: Disk | None = None) -> None:
        self.key = key
        self.folder = folder
        self.disk = disk or Disk()
        self._logs: dict[str, list[VerifierKey]] = {}
        for log in logs:
            self._logs.setdefault(log.name, []).append(log)
        self._turn = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def add_checkpoint(self, untrusted_request: bytes, now: int) -> Answer:
        """What `POST add-checkpoint` answers; a cosignature leaves only after the checkpoint is on disk."""
        try:
            request = parse_request(untrusted_request)
            checkpoint, note = parse_checkpoint(request.checkpoint)
        except Malformed as error:
            return _text(400, str(error))
        keys = self._logs.get(checkpoint.origin)
        if keys is None:
            return _text(404, "This witness does not know this log.")
        try:
            check_signed(note, keys)
        except SignatureWrong as error:
            return _text(403, str(error))
        if request.old > checkpoint.size:
            return _text(400, "The old size is larger than the checkpoint's.")
        with self._alone():
            return self._cosigned(request, checkpoint, note, keys, now)

    def newest(self, origin_hash: str) -> Answer:
        """What `GET <origin hash>/checkpoint` answers: the newest checkpoint that was cosigned, with its signatures."""
        known = {_origin_hash(origin) for origin in self._logs}
        path = self.folder / origin_hash
        if origin_hash not in known or not path.exists():
            return _text(404, "Nothing was cosigned for this log.")
        return Answer(200, path.read_bytes())

    def _cosigned(
        self, request: AddCheckpoint, checkpoint: Checkpoint, note: Note, keys: list[VerifierKey], now: int
    ) -> Answer:
        path = self.folder / _origin_hash(checkpoint.origin)
        last = parse_checkpoint(path.read_bytes())[0] if path.exists() else None
        size, root = (last.size, last.root) if last else (0, EMPTY_ROOT)
        if request.old != size:
            return Answer(409, f"{size}\n".encode(), SIZE_TYPE)
        try:
            check_consistency(size, root, checkpoint.size, checkpoint.root, request.proof)
        except ProofWrong as error:
            return _text(422, f"The consistency proof does not hold. {error}")
        cosignature = cosign(note.text, self.key, now)
        signed = tuple(one for one in note.signatures if any(one.by(key) for key in keys))
        write_now(path, bytes(Note(note.text, (*signed, cosignature))), self.disk)
        return Answer(200, cosignature.line.encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Looking at the last checkpoint and keeping the new one are one step, across threads and processes."""
        with self._turn, (self.folder / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _origin_hash(origin: str) -> str:
    return sha256(origin.encode()).hexdigest()


def _text(status: int, words: str) -> Answer:
    return Answer(status, f"{words}\n".encode())
