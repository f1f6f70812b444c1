"""Witnesses' timestamped Ed25519 cosignatures of a checkpoint, version 1: C2SP tlog-cosignature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fanlight.trust.ledger.faults import SignatureWrong
from fanlight.trust.ledger.note import COSIGNATURE, Note, NoteSignature, SigningKey, VerifierKey

_TIME = 8  # bytes of the time before the 64 of the signature
_LATEST = 2**63 - 1


@dataclass(frozen=True)
class Cosignature:
    """A cosignature that was checked: by which witness, when (seconds since 1970)."""

    witness: VerifierKey
    time: int


def cosign(text: str, key: SigningKey, now: int) -> NoteSignature:
    if key.kind != COSIGNATURE:
        raise ValueError("a cosignature is made by a key of kind 4")
    signature = key.sign(_message(text, now))
    return NoteSignature(key.name, key.verifier.key_id, now.to_bytes(_TIME, "big") + signature)


def cosignatures(note: Note, witnesses: Sequence[VerifierKey]) -> tuple[Cosignature, ...]:
    """The newest valid cosignature of each witness that has one; SignatureWrong if one by a known witness is false."""
    newest: dict[VerifierKey, int] = {}
    for signature in note.signatures:
        for witness in witnesses:
            if signature.by(witness):
                time = _checked_time(note.text, signature, witness)
                newest[witness] = max(time, newest.get(witness, 0))
    return tuple(Cosignature(witness, time) for witness, time in newest.items())


def witness_time(signed: Iterable[Cosignature]) -> int:
    """The median of the witnesses' times in seconds, of two middle ones the earlier; ValueError where there are none.

    One witness in three that lies about the time moves nothing beyond the times of the other two.
    """
    times = sorted(one.time for one in signed)
    if not times:
        raise ValueError("no witness signed")
    return times[(len(times) - 1) // 2]


def unverified_time(note: Note) -> int:
    """As `witness_time`, of whatever looks like a cosignature and unchecked: to know when to look, never to decide."""
    times = sorted(int.from_bytes(one.signature[:_TIME], "big") for one in note.signatures if _looks_timed(one))
    return times[(len(times) - 1) // 2] if times else 0


def _looks_timed(signature: NoteSignature) -> bool:
    return len(signature.signature) == _TIME + 64


def _checked_time(text: str, signature: NoteSignature, witness: VerifierKey) -> int:
    time = int.from_bytes(signature.signature[:_TIME], "big")
    fits = len(signature.signature) == _TIME + 64 and 0 < time <= _LATEST
    if not (fits and witness.fits(signature.signature[_TIME:], _message(text, time))):
        raise SignatureWrong(f"The cosignature of {witness.name} does not fit.")
    return time


def _message(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()
