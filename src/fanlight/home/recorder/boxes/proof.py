"""The two `uuid` boxes of a segment and the chain in them: docs/reference/formats/footage.md (SHA-256, FIPS 180-4)."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fanlight.home.recorder.faults import BadFootage
from fanlight.home.recorder.index import Pair
from fanlight.home.recorder.packet import StreamName

IDENTITY_TYPE: Final = UUID("6b56759e-44b8-462e-baa8-ac2bbe50fb01").bytes
PROOF_TYPE: Final = UUID("6b56759e-44b8-462e-baa8-ac2bbe50fb02").bytes
VERSION: Final = 1
NO_HEAD: Final = bytes(32)  # the chain's value before the first segment of a stream

_IDENTITY: Final = struct.Struct(">I4s16sHBB4x16s16sQ16sQq32s24x")
_PROOF: Final = struct.Struct(">I4s16sII32s")
IDENTITY_SIZE: Final = _IDENTITY.size
PROOF_SIZE: Final = _PROOF.size
_STREAMS: Final[tuple[StreamName, ...]] = ("main", "sub")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a segment's file says of itself."""

    pair: Pair
    camera: int
    stream: StreamName
    run: bytes
    segment: int
    start_us: int
    head: bytes

    def pack(self) -> bytes:
        """The identity box."""
        return _IDENTITY.pack(
            IDENTITY_SIZE,
            b"uuid",
            IDENTITY_TYPE,
            VERSION,
            _STREAMS.index(self.stream),
            0,
            self.pair.database,
            self.pair.directory,
            self.camera,
            self.run,
            self.segment,
            self.start_us,
            self.head,
        )

    @classmethod
    def parse(cls, untrusted: bytes) -> Identity:
        """The identity in these bytes, which must be one whole box."""
        if len(untrusted) != IDENTITY_SIZE:
            raise BadFootage("The identity box has another size.")
        size, kind, user, version, stream, _flags, *rest = _IDENTITY.unpack(untrusted)
        if (size, kind, user) != (IDENTITY_SIZE, b"uuid", IDENTITY_TYPE):
            raise BadFootage("The identity box is missing.")
        if version != VERSION:
            raise BadFootage("The segment was written by a newer Fanlight.")
        if stream >= len(_STREAMS):
            raise BadFootage("The identity box names no stream.")
        database, directory, camera, run, segment, start_us, head = rest
        return cls(Pair(database, directory), camera, _STREAMS[stream], run, segment, start_us, head)


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind a fragment."""

    number: int
    length: int
    head: bytes

    def pack(self) -> bytes:
        """The proof box."""
        return _PROOF.pack(PROOF_SIZE, b"uuid", PROOF_TYPE, self.number, self.length, self.head)

    @classmethod
    def parse(cls, untrusted: bytes) -> Proof:
        """The proof in these bytes, which must be one whole box."""
        if len(untrusted) != PROOF_SIZE:
            raise BadFootage("The file ends inside a proof box.")
        size, kind, user, number, length, head = _PROOF.unpack(untrusted)
        if (size, kind, user) != (PROOF_SIZE, b"uuid", PROOF_TYPE):
            raise BadFootage("A fragment has no proof box.")
        return cls(number, length, head)


def chain_initialisation(head: bytes, initialisation: bytes) -> bytes:
    """The chain at a segment's beginning."""
    return hashlib.sha256(head + hashlib.sha256(initialisation).digest()).digest()


def chain_fragment(head: bytes, number: int, length: int, digest: bytes) -> bytes:
    """The chain after a fragment; `digest` is SHA-256 of its moof and mdat."""
    return hashlib.sha256(head + struct.pack(">II", number, length) + digest).digest()
