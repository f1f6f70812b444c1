"""The identity box and the chain are, byte for byte, what docs/reference/formats/footage.md says."""

from __future__ import annotations

import hashlib
import struct
from uuid import UUID

import pytest

from fanlight.home.recorder.boxes.proof import Identity, Proof
from fanlight.home.recorder.faults import BadFootage
from fanlight.home.recorder.index import Pair
from tests.unit.home.recorder.disk import START_US, Disk

USER = "6b56759e-44b8-462e-baa8-ac2bbe50fb0{}"


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def test_the_identity_box_is_at_the_offsets_of_the_document() -> None:
    """Somebody reads these files in twenty years with the document alone."""
    identity = Identity(Pair(b"D" * 16, b"d" * 16), 7, "sub", b"r" * 16, 99, -5, b"h" * 32)
    raw = identity.pack()
    assert raw[:8] == struct.pack(">I", 160) + b"uuid"
    assert raw[8:24] == UUID(USER.format(1)).bytes
    assert raw[24:28] == b"\0\1\1\0"
    assert raw[32:64] == b"D" * 16 + b"d" * 16
    assert struct.unpack_from(">Q", raw, 64) == (7,)
    assert raw[72:88] == b"r" * 16
    assert struct.unpack_from(">Qq", raw, 88) == (99, -5)
    assert raw[104:136] == b"h" * 32
    assert Identity.parse(raw) == identity
    with pytest.raises(BadFootage, match="newer"):
        Identity.parse(raw[:24] + b"\0\2" + raw[26:])


def test_a_file_is_proved_from_the_document_alone(footage: Disk) -> None:
    """A reader that knows only the document walks two segments of one stream and finds one unbroken chain."""
    head = bytes(32)
    for number in (1, 2):
        writer = footage.film(start_us=START_US + number)
        data = footage.file(writer).read_bytes()
        at, boxes = 0, []
        while at < len(data):
            size, kind = struct.unpack_from(">I4s", data, at)
            boxes.append((kind, data[at : at + size]))
            at += size
        kinds = [kind for kind, _ in boxes]
        assert kinds == [b"ftyp", b"moov", b"uuid"] + [b"moof", b"mdat", b"uuid"] * 4
        identity = boxes[2][1]
        assert identity[104:136] == head
        head = sha(head, sha(*(raw for _, raw in boxes[:3])))
        for fragment in range(4):
            moof, mdat, proof = (raw for _, raw in boxes[3 + 3 * fragment :][:3])
            place = struct.pack(">II", fragment, len(moof + mdat))
            head = sha(head, place, sha(moof, mdat))
            assert proof == struct.pack(">I4s", 64, b"uuid") + UUID(USER.format(2)).bytes + place + head
            assert Proof.parse(proof) == Proof(fragment, len(moof + mdat), head)
        assert footage.index.rows[number].head == head
