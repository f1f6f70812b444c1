"""Reads a segment's file from the front, as far as its boxes, numbers, lengths and chain fit; it changes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from fanlight.home.recorder.boxes.fragment import fragment_length, video_time
from fanlight.home.recorder.boxes.parse import HEADER, header
from fanlight.home.recorder.boxes.proof import (
    IDENTITY_SIZE,
    PROOF_SIZE,
    Identity,
    Proof,
    chain_fragment,
    chain_initialisation,
)
from fanlight.home.recorder.faults import BadFootage, FootageMissing
from fanlight.home.recorder.index import Fragment
from fanlight.home.recorder.store import read_exactly

MOST_BYTES = 64 << 20  # no fragment is longer: a GOP is cut at 8 MiB, and one packet is far below the rest
MOST_OPENING = 1 << 20  # nor an initialisation longer than this, which has about 1 KiB


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the first fragment."""

    identity: Identity
    length: int
    link: bytes  # chain head that the first fragment goes on from


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole fragments from the front of a file, and the chain head after each."""

    opening: Opening
    fragments: tuple[Fragment, ...]
    heads: tuple[bytes, ...]

    def cut(self, count: int) -> Survey:
        """The same with only so many fragments."""
        return Survey(self.opening, self.fragments[:count], self.heads[:count])

    @property
    def end(self) -> int:
        """Where the part that fits ends, bytes from the file's start."""
        last = self.fragments[-1] if self.fragments else None
        return last.offset + last.length + PROOF_SIZE if last else self.opening.length


def survey(handle: int) -> Survey:
    """BadFootage where not even the initialisation fits."""
    opening = read_opening(handle)
    fragments: list[Fragment] = []
    heads: list[bytes] = []
    at, head = opening.length, opening.link
    while True:
        try:
            fragment, head = read_fragment(handle, at, len(fragments), head)
        except (BadFootage, FootageMissing):
            return Survey(opening, tuple(fragments), tuple(heads))
        fragments.append(fragment)
        heads.append(head)
        at += fragment.length + PROOF_SIZE


def read_opening(handle: int) -> Opening:
    """ftyp, moov and identity box at the front of a file."""
    try:
        at = 0
        for wanted in (b"ftyp", b"moov"):
            kind, size = header(read_exactly(handle, at, HEADER))
            if kind != wanted or at + size > MOST_OPENING:
                raise BadFootage("The file does not begin with an initialisation.")
            at += size
        whole = read_exactly(handle, 0, at + IDENTITY_SIZE)
    except FootageMissing as error:
        raise BadFootage("The file ends inside its initialisation.") from error
    identity = Identity.parse(whole[at:])
    return Opening(identity, len(whole), chain_initialisation(identity.head, whole))


def read_fragment(handle: int, offset: int, number: int, head: bytes) -> tuple[Fragment, bytes]:
    """The fragment at this place and the chain head after it, proved by its box; BadFootage where it does not fit."""
    _, moof = header(read_exactly(handle, offset, HEADER))
    if moof > MOST_BYTES:
        raise BadFootage("A fragment is longer than any that Fanlight writes.")
    start = read_exactly(handle, offset, moof + HEADER)
    length = fragment_length(start)
    if length > MOST_BYTES:
        raise BadFootage("A fragment is longer than any that Fanlight writes.")
    whole = read_exactly(handle, offset, length + PROOF_SIZE)
    after = chain_fragment(head, number, length, hashlib.sha256(memoryview(whole)[:length]).digest())
    if Proof.parse(whole[length:]) != Proof(number, length, after):
        raise BadFootage("A fragment does not fit its proof.")
    begin, duration = video_time(whole[:moof])
    return Fragment(number, offset, length, begin, duration), after
