"""All readers of outside bytes: they read or raise an error of the ledger, and know one form for each value."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint, parse_hash, parse_size, parse_text
from fanlight.trust.ledger.faults import LedgerError
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.head import read_head
from fanlight.trust.ledger.note import parse_note, parse_signatures, parse_vkey
from fanlight.trust.ledger.proof_file import LogProof, parse_proof
from fanlight.trust.ledger.tiles import Tile, bundle_bytes, parse_bundle, parse_hashes, parse_path
from fanlight.trust.ledger.witness import AddCheckpoint, parse_request
from tests.made_log import LOG, ORIGIN, TRUST, signed

HEAD = Checkpoint(ORIGIN, 5, leaf_hash(b"x"), ("extension",))
NOTE = signed(HEAD)
VKEY = LOG.verifier.vkey
LEAVES = [leaf_hash(b"%d" % n) for n in range(5)]


def text(untrusted: bytes) -> str:
    return untrusted.decode("utf-8", "surrogateescape")


READERS = {
    "note": (NOTE, parse_note, bytes),
    "checkpoint": (NOTE, parse_checkpoint, lambda found: bytes(found[1])),
    "head": (NOTE, lambda untrusted: read_head(untrusted, TRUST), lambda found: found.content),
    "text": (HEAD.text.encode(), lambda untrusted: parse_text(text(untrusted)), lambda found: found.text.encode()),
    "signatures": (
        NOTE.partition(b"\n\n")[2],
        lambda untrusted: parse_signatures(text(untrusted)),
        lambda found: "".join(one.line for one in found).encode("utf-8", "surrogateescape"),
    ),
    "vkey": (
        VKEY.encode(),
        lambda untrusted: parse_vkey(text(untrusted)),
        lambda found: found.vkey.encode(),
    ),
    "size": (b"1234567", lambda untrusted: parse_size(text(untrusted)), lambda found: str(found).encode()),
    "hash": (b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", lambda untrusted: parse_hash(text(untrusted)), None),
    "proof": (bytes(LogProof(3, tuple(LEAVES), NOTE, b"extra")), parse_proof, bytes),
    "request": (bytes(AddCheckpoint(3, tuple(LEAVES), NOTE)), parse_request, bytes),
    "bundle": (bundle_bytes([b"a", b"", b"ccc"]), lambda untrusted: parse_bundle(untrusted, 3), None),
    "tile": (b"".join(LEAVES), lambda untrusted: parse_hashes(untrusted, 5), None),
    "path": (b"tile/0/x001/234.p/5", lambda untrusted: parse_path(text(untrusted)), lambda found: found.path.encode()),
}


def read(name: str, untrusted: bytes) -> None:
    """Read or refused; what was read and is written again is the same bytes."""
    _, reader, writer = READERS[name]
    with suppress(LedgerError):
        found = reader(untrusted)
        if writer:
            assert writer(found) == untrusted


@pytest.mark.parametrize("name", READERS)
def test_good_bytes_come_back(name):
    """Each example is read, and written again it is itself."""
    good, reader, writer = READERS[name]
    found = reader(good)
    assert writer is None or writer(found) == good


@pytest.mark.parametrize("name", READERS)
def test_cut_anywhere_and_any_bit_flipped(name):
    """Each beginning of the example, each bit of it flipped, each byte taken out or doubled."""
    good = READERS[name][0]
    for at in range(len(good)):
        read(name, good[:at])
        read(name, good[:at] + good[at + 1 :])
        read(name, good[: at + 1] + good[at:])
        for bit in range(8) if len(good) < 400 else (at % 8,):
            read(name, good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1 :])


@pytest.mark.parametrize("name", READERS)
@given(noise=st.binary(max_size=300), at=st.integers(0, 300))
def test_any_bytes(name, noise, at):
    """Random bytes alone and in the middle of a good example."""
    good = READERS[name][0]
    read(name, noise)
    read(name, good[:at] + noise + good[at:])


@given(st.integers(0, 63), st.integers(0, 2**53), st.integers(1, 256))
def test_every_tile_has_one_path(level, index, width):
    """Path and tile are one."""
    for tile in (Tile(level, index, width), Tile(None, index, width)):
        if index < 10**18:
            assert parse_path(tile.path) == tile
