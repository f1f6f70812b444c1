"""A fragment as it was written: its place in the chain is computed again before it is shown (formats/footage.md)."""

from __future__ import annotations

import hashlib

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import fragments as tables
from fanlight.home.archive import reading
from fanlight.home.archive.models.footage import Segment
from fanlight.home.recorder.boxes.proof import PROOF_SIZE, Proof, chain_fragment, chain_initialisation
from fanlight.home.recorder.faults import BadFootage


class FootageDamaged(FanlightError):
    """These bytes are not those that were recorded."""

    remedy = "Run fanlight check to see what else is affected."


def proved_fragment(segment: Segment, number: int) -> bytes | None:
    """A listed fragment whose hash fits the chain, or None where the segment lists no such number.

    Costs one hash of what is read anyway; FootageDamaged where it does not fit, FootageMissing where bytes are gone.
    """
    listed = tables.unpacked(bytes(segment.fragments))
    if not 0 <= number < len(listed):
        return None
    one = listed[number]
    begins = 0 if number == 0 else one.offset - PROOF_SIZE
    before, content, behind = reading.parts(
        segment, [(begins, one.offset - begins), (one.offset, one.length), (one.offset + one.length, PROOF_SIZE)]
    )
    try:
        head = chain_initialisation(bytes(segment.first_head), before) if number == 0 else Proof.parse(before).head
        proof = Proof.parse(behind)
    except BadFootage as error:
        raise FootageDamaged from error
    fits = chain_fragment(head, number, one.length, hashlib.sha256(content).digest()) == proof.head
    if not fits or (proof.number, proof.length) != (number, one.length):
        raise FootageDamaged
    return content
