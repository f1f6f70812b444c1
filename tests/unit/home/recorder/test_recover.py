"""A start keeps every whole fragment, cuts what is torn, and takes nothing away that was listed."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from fanlight.home.recorder.boxes.proof import PROOF_SIZE
from fanlight.home.recorder.check import check
from fanlight.home.recorder.faults import BadFootage
from fanlight.home.recorder.recover import Recovery, recover
from fanlight.home.recorder.segment import SegmentWriter
from fanlight.home.recorder.survey import survey
from tests.unit.home.recorder.disk import START_US, Disk
from tests.unit.home.recorder.film import RATE, film

NOW_US = START_US + 60_000_000


def left(footage: Disk, *, listed: int, written: int = 4, start_us: int = START_US) -> SegmentWriter:
    """What a kill leaves: an open row with so many fragments listed and so many in the file."""
    format, packets = film(seconds=5)
    writer = footage.writer(format, start_us=start_us)
    for packet in packets[: listed * RATE + 1]:
        writer.add(packet)
    writer.sync(5.0)
    for packet in packets[listed * RATE + 1 : written * RATE + 1]:
        writer.add(packet)
    return writer


def start(footage: Disk) -> Recovery:
    return recover(footage.store, footage.index, footage.pair, now_us=NOW_US)


def good(footage: Disk) -> bool:
    counts = check(footage.store, footage.index.all_facts())
    return not (counts["missing"] or counts["wrong_size"] or counts["wrong_hash"])


@pytest.mark.parametrize("listed", [0, 1, 3, 4])
def test_whole_fragments_are_kept(footage: Disk, listed: int) -> None:
    """After a kill all four fragments are there, listed or not, and the gap begins where they end."""
    writer = left(footage, listed=listed)
    with footage.file(writer).open("ab") as file:
        file.write(b"torn")
    done = start(footage)
    row = footage.index.rows[writer.id]
    assert (done.closed, done.fragments, done.quarantined) == (1, 4 - listed, [])
    assert (row.status, len(row.fragments), row.end_us) == ("recovered", 4, START_US + 4_000_000)
    assert footage.file(writer).stat().st_size == row.size
    assert good(footage)
    (gap,) = footage.index.gaps
    assert (gap.start_us, gap.end_us, gap.reason) == (row.end_us, NOW_US, "crash")


def test_every_truncation_keeps_exactly_the_whole_fragments(footage: Disk) -> None:
    """At each byte of a small file."""
    writer = footage.film()
    data = footage.file(writer).read_bytes()
    fragments = footage.index.rows[writer.id].fragments
    ends = [fragment.offset + fragment.length + PROOF_SIZE for fragment in fragments]
    with tempfile.TemporaryFile() as file:
        file.write(data)
        for size in range(len(data), -1, -1):
            file.truncate(size)
            if size < fragments[0].offset:
                with pytest.raises(BadFootage):
                    survey(file.fileno())
                continue
            found = survey(file.fileno())
            assert found.fragments == fragments[: sum(end <= size for end in ends)]
            assert found.end == max([fragments[0].offset, *(end for end in ends if end <= size)])


@pytest.mark.parametrize("where", ["moof", "mdat", "proof"])
def test_the_file_is_cut_before_the_first_fragment_that_does_not_fit(footage: Disk, where: str) -> None:
    """A torn fragment in the middle: what follows it cannot be proved and goes too."""
    writer = left(footage, listed=1)
    found = survey_of(footage, writer)
    torn = found.fragments[2]
    at = {"moof": torn.offset + 30, "mdat": torn.offset + torn.length - 3, "proof": torn.offset + torn.length + 40}
    flip(footage.file(writer), at[where])
    start(footage)
    assert len(footage.index.rows[writer.id].fragments) == 2
    assert footage.file(writer).stat().st_size == torn.offset
    assert good(footage)


def test_a_damaged_listed_part_is_kept_and_said(footage: Disk) -> None:
    """The recording was promised: nobody cuts it, check names it, a gap row tells the owner."""
    writer = left(footage, listed=3)
    flip(footage.file(writer), survey_of(footage, writer).fragments[1].offset + 200)
    before = footage.file(writer).read_bytes()
    done = start(footage)
    assert done.damaged == 1
    assert footage.file(writer).read_bytes() == before
    assert (footage.index.rows[writer.id].status, len(footage.index.rows[writer.id].fragments)) == ("recovered", 3)
    assert {gap.reason for gap in footage.index.gaps} == {"disk", "crash"}
    assert check(footage.store, footage.index.all_facts())["wrong_hash"] == 1


def test_a_listed_file_that_is_gone_stays_in_the_index(footage: Disk) -> None:
    """Only so can check say that it is missing."""
    writer = left(footage, listed=2)
    footage.file(writer).unlink()
    start(footage)
    assert check(footage.store, footage.index.all_facts())["missing"] == 1
    assert {gap.reason for gap in footage.index.gaps} == {"disk", "crash"}


@pytest.mark.parametrize("size", [None, 0, 50, 700])
def test_an_open_row_without_footage_goes(footage: Disk, size: int | None) -> None:
    """Killed between row and first fragment: a gap says that nothing was recorded."""
    writer = left(footage, listed=0, written=0)
    if size is None:
        footage.file(writer).unlink()
    else:
        os.truncate(footage.file(writer), size)
    done = start(footage)
    assert (done.dropped, footage.index.rows, list(footage.store.paths()), done.quarantined) == (1, {}, [], [])
    (gap,) = footage.index.gaps
    assert (gap.start_us, gap.end_us) == (START_US, NOW_US)


def test_files_without_a_row_go_to_quarantine(footage: Disk) -> None:
    """Nothing that might be footage is deleted by a start."""
    known, unknown = footage.film(), footage.film()
    data = footage.file(unknown).read_bytes()
    del footage.index.rows[unknown.id]
    done = start(footage)
    (name,) = done.quarantined
    assert (footage.folder / name).read_bytes() == data
    assert list(footage.store.paths()) == [known.path]
    assert start(footage).quarantined == []


def test_a_foreign_file_at_an_open_rows_path_is_kept(footage: Disk) -> None:
    """Another home's segment under our name is not ours to cut."""
    writer = left(footage, listed=0)
    data = bytearray(footage.file(writer).read_bytes())
    at = data.index(footage.pair.database)
    data[at] ^= 1
    footage.file(writer).write_bytes(data + bytes(5000))
    done = start(footage)
    assert (done.dropped, len(done.quarantined)) == (1, 1)
    assert (footage.folder / done.quarantined[0]).read_bytes() == data + bytes(5000)


def test_the_chain_goes_on_after_a_start(footage: Disk) -> None:
    """The next segment of the stream begins with the head of the last recovered fragment."""
    writer = left(footage, listed=1)
    start(footage)
    following = footage.film(start_us=NOW_US)
    assert footage.index.rows[following.id].first_head == footage.index.rows[writer.id].head
    assert survey_of(footage, following).opening.identity.head == footage.index.rows[writer.id].head


def test_a_chain_is_never_split(footage: Disk) -> None:
    """A segment that was given up, and one that went on: the first one's unlisted end has no place in the chain."""
    given_up = left(footage, listed=1, written=3)
    going_on = left(footage, listed=0, written=2, start_us=START_US + 9_000_000)
    start(footage)
    first, second = footage.index.rows[given_up.id], footage.index.rows[going_on.id]
    assert (len(first.fragments), len(second.fragments)) == (1, 2)
    assert second.first_head == first.head
    assert footage.index.heads[7, "main"] == second.head
    assert good(footage)
    (gap,) = footage.index.gaps
    assert gap.start_us == second.end_us


def test_a_start_that_is_killed_can_be_made_again(footage: Disk) -> None:
    """Twice the same start ends in the same state."""
    writer = left(footage, listed=2)
    start(footage)
    row, gaps = replace(footage.index.rows[writer.id]), list(footage.index.gaps)
    assert start(footage) == Recovery()
    assert (footage.index.rows[writer.id], footage.index.gaps) == (row, gaps)


def test_progress_is_told(footage: Disk) -> None:
    """A start over many cameras says how far it is."""
    left(footage, listed=1)
    told: list[tuple[int, int]] = []
    recover(footage.store, footage.index, footage.pair, now_us=NOW_US, progress=lambda *at: told.append(at))
    assert told == [(0, 1), (1, 1)]


def survey_of(footage: Disk, writer: SegmentWriter):
    handle = footage.store.open(writer.path)
    try:
        return survey(handle)
    finally:
        os.close(handle)


def flip(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x10]))
