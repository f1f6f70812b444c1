"""Check finds every changed byte, tells open rows by their listed part, and touches nothing."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from fanlight.home.recorder.check import SegmentFacts, check, judge
from tests.unit.home.recorder.disk import START_US, Disk
from tests.unit.home.recorder.film import RATE, film

NOTHING = {"segments": 0, "open": 0, "missing": 0, "wrong_size": 0, "wrong_hash": 0, "quarantined": 0}


def counts(footage: Disk) -> dict[str, int]:
    """Only what is not zero."""
    found = check(footage.store, footage.index.all_facts())
    assert found.keys() == NOTHING.keys()
    return {name: count for name, count in found.items() if count}


def test_every_flipped_byte_is_found(footage: Disk) -> None:
    """Initialisation, identity, fragments, proofs: no byte of a segment can change unseen."""
    writer = footage.film()
    facts = footage.index.facts(writer.id)
    assert facts is not None and judge(footage.store, facts) == "good"
    handle = os.open(footage.file(writer), os.O_RDWR)
    for at in range(facts.size):
        (byte,) = os.pread(handle, 1, at)
        os.pwrite(handle, bytes([byte ^ (1 << at % 8)]), at)
        assert judge(footage.store, facts) == "wrong_hash", at
        os.pwrite(handle, bytes([byte]), at)
    os.close(handle)
    assert judge(footage.store, facts) == "good"


def test_an_empty_home(footage: Disk) -> None:
    """All counts are there and zero."""
    assert check(footage.store, []) == NOTHING


def test_a_segment_of_an_exchanged_chain_is_found(footage: Disk) -> None:
    """Two whole files, exchanged: each is sound by itself and wrong in its place."""
    first, second = footage.film(), footage.film()
    one, two = footage.file(first), footage.file(second)
    data = one.read_bytes(), two.read_bytes()
    one.write_bytes(data[1]), two.write_bytes(data[0])
    assert counts(footage) == {"segments": 2, "wrong_hash": 2}


def test_missing_short_and_long_files(footage: Disk) -> None:
    """Each is counted once, under what is the matter."""
    writers = [footage.film(start_us=START_US + number) for number in range(4)]
    footage.file(writers[0]).unlink()
    os.truncate(footage.file(writers[1]), 900)
    with footage.file(writers[2]).open("ab") as file:
        file.write(b"x")
    assert counts(footage) == {"segments": 4, "missing": 1, "wrong_size": 2}


def test_an_open_row_is_told_by_its_listed_part(footage: Disk) -> None:
    """What lies behind it is the next start's and no fault; without listed footage it is no segment."""
    format, packets = film()
    writer = footage.writer(format)
    footage.writer(format, camera=8)
    for packet in packets[: 2 * RATE + 1]:
        writer.add(packet)
    writer.sync(5.0)
    with footage.file(writer).open("ab") as file:
        file.write(b"torn" * 50)
    assert counts(footage) == {"segments": 1, "open": 2}
    os.truncate(footage.file(writer), footage.index.rows[writer.id].size - 1)
    assert counts(footage) == {"segments": 1, "open": 2, "wrong_size": 1}


def test_a_wrong_table_is_found(footage: Disk) -> None:
    """The index says other times or heads than the file."""
    writer = footage.film()
    facts = footage.index.facts(writer.id)
    assert facts is not None
    first, *rest = facts.fragments
    assert judge(footage.store, replace(facts, fragments=(replace(first, start=1), *rest))) == "wrong_hash"
    assert judge(footage.store, replace(facts, head=bytes(32))) == "wrong_hash"
    assert judge(footage.store, replace(facts, is_open=True, size=facts.size - 1)) == "wrong_hash"
    assert judge(footage.store, replace(facts, first_head=b"x" * 32)) == "wrong_hash"


@pytest.mark.parametrize("meanwhile", ["deleted", "closed", "nothing"])
def test_rows_that_change_meanwhile_are_asked_again(footage: Disk, meanwhile: str) -> None:
    """Retention and the recorder go on while check runs; their work is no fault."""
    writer = footage.film()
    stale = footage.index.facts(writer.id)
    assert stale is not None
    stale = replace(stale, size=stale.size + 1) if meanwhile == "closed" else stale
    if meanwhile != "closed":
        footage.file(writer).unlink()

    def again(number: int) -> SegmentFacts | None:
        return None if meanwhile == "deleted" else footage.index.facts(number)

    found = check(footage.store, [stale], again)
    assert (found["segments"], found["missing"]) == {"deleted": (0, 0), "closed": (1, 0), "nothing": (1, 1)}[meanwhile]
    assert found["wrong_size"] == 0


def test_check_changes_nothing(footage: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is opened for writing, whatever state it is in."""
    footage.film()
    writer = footage.film()
    os.truncate(footage.file(writer), 100)
    real = os.open

    def reading(path: str, flags: int, *args: int, **kwargs: int) -> int:
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        return real(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", reading)
    before = {path: (footage.folder / path).read_bytes() for path in footage.store.paths()}
    assert counts(footage) == {"segments": 2, "wrong_size": 1}
    assert {path: (footage.folder / path).read_bytes() for path in footage.store.paths()} == before
