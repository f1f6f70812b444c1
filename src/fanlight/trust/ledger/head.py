"""Whom a reader of a log trusts, and what its signatures say: C2SP tlog-checkpoint, tlog-cosignature."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint
from fanlight.trust.ledger.cosignature import Cosignature, cosignatures
from fanlight.trust.ledger.faults import (
    CheckpointWrong,
    ClockApart,
    Frozen,
    Malformed,
    SignatureWrong,
    TooFewCosignatures,
    TrustRefused,
)
from fanlight.trust.ledger.note import COSIGNATURE, ED25519, Note, VerifierKey, check_signed

FRESH = 3600  # seconds: the log has itself cosigned every 15 minutes, so four rounds may fail
AHEAD = 300  # seconds that a witness's clock may be before ours


@dataclass(frozen=True)
class Trust:
    """The log's key and the witnesses', of which `quorum` must have cosigned; (log, (), 0) trusts the log alone."""

    log: VerifierKey
    witnesses: tuple[VerifierKey, ...] = ()
    quorum: int = 0

    def __post_init__(self) -> None:
        kinds = {witness.kind for witness in self.witnesses}
        if self.log.kind != ED25519 or not kinds <= {COSIGNATURE}:
            raise TrustRefused("A log's key is of kind 1, a witness's of kind 4.")
        if len({self.log.public, *(witness.public for witness in self.witnesses)}) != 1 + len(self.witnesses):
            raise TrustRefused("The log and each witness have keys of their own.")
        if not 0 <= self.quorum <= len(self.witnesses):
            raise TrustRefused("The quorum is at most the number of witnesses.")


@dataclass(frozen=True)
class SignedHead:
    """A checkpoint that the log's key signed, with the valid cosignatures of known witnesses, however many."""

    checkpoint: Checkpoint
    content: bytes
    cosignatures: tuple[Cosignature, ...]


def read_head(untrusted_checkpoint: bytes, trust: Trust) -> SignedHead:
    """Raises CheckpointWrong unless the log's key signed it and no known signature in it is false."""
    try:
        checkpoint, note = parse_checkpoint(untrusted_checkpoint)
        check_signed(note, [trust.log])
        signed = cosignatures(note, trust.witnesses)
    except (Malformed, SignatureWrong) as error:
        raise CheckpointWrong(f"The checkpoint cannot stand: {error}", part="checkpoint") from None
    if checkpoint.origin != trust.log.name:
        raise CheckpointWrong(f"The checkpoint is of another log, {checkpoint.origin}.", part="checkpoint")
    return SignedHead(checkpoint, bytes(Note(note.text, note.signatures)), signed)


def check_quorum(head: SignedHead, trust: Trust) -> None:
    """Raises TooFewCosignatures; says nothing of their age."""
    if len(head.cosignatures) < trust.quorum:
        raise TooFewCosignatures(
            f"{len(head.cosignatures)} of {trust.quorum} witnesses cosigned the checkpoint.", part="checkpoint"
        )


def check_fresh(head: SignedHead, trust: Trust, now: int) -> None:
    """A quorum saw this head within the last hour, or Frozen; times ahead of `now` (seconds) do not count."""
    times = [one.time for one in head.cosignatures if one.time <= now + AHEAD]
    if len(times) < trust.quorum:
        raise ClockApart("The witnesses' times lie more than five minutes ahead of this clock.", part="checkpoint")
    if sum(time >= now - FRESH for time in times) < trust.quorum:
        raise Frozen(part="checkpoint")
