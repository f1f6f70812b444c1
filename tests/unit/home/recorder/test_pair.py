"""Nothing is recorded or deleted in a directory that belongs to another database."""

from __future__ import annotations

import pytest

from fanlight.home.recorder.faults import ReadOnlyStore
from fanlight.home.recorder.index import Pair
from fanlight.home.recorder.pair import claim, read_pair
from tests.unit.home.recorder.disk import Disk
from tests.unit.home.recorder.rows import MemoryIndex


def test_both_sides_carry_both_numbers(footage: Disk) -> None:
    """Made once, found again by the next start."""
    assert footage.index.its_pair == footage.pair == read_pair(footage.store)
    assert claim(footage.store, footage.index) == footage.pair
    text = (footage.folder / "pair").read_text()
    assert text.startswith(
        f"Fanlight footage 1\ndatabase {footage.pair.database.hex()}\ndirectory {footage.pair.directory.hex()}\n"
    )


def test_a_first_start_that_was_cut_short_is_finished(footage: Disk) -> None:
    """The file is made first; a database without rows and a directory without footage may take it up."""
    index = MemoryIndex()
    assert claim(footage.store, index) == footage.pair == index.its_pair


def test_another_database_is_refused(footage: Disk) -> None:
    """Two disks were swapped, or yesterday's backup was brought back on a new box."""
    with pytest.raises(ReadOnlyStore):
        claim(footage.store, MemoryIndex(its_pair=Pair(bytes(16), footage.pair.directory)))


def test_a_lost_pair_file_is_refused(footage: Disk) -> None:
    """The disk is not mounted: the empty directory below must not be taken for a first start."""
    (footage.folder / "pair").unlink()
    with pytest.raises(ReadOnlyStore, match="not connected"):
        claim(footage.store, footage.index)
    assert not (footage.folder / "pair").exists()


def test_a_new_database_does_not_take_a_full_directory(footage: Disk) -> None:
    """Its footage would go to quarantine, or worse."""
    footage.film()
    with pytest.raises(ReadOnlyStore, match="another database"):
        claim(footage.store, MemoryIndex())


@pytest.mark.parametrize("text", [b"", b"Fanlight footage 2\n", b"\xff" * 99, b"Fanlight footage 1\ndatabase 00\n"])
def test_a_damaged_pair_file_is_refused_and_kept(footage: Disk, text: bytes) -> None:
    """It is evidence of what happened to the disk."""
    (footage.folder / "pair").write_bytes(text)
    for index in (footage.index, MemoryIndex()):
        with pytest.raises(ReadOnlyStore):
            claim(footage.store, index)
    assert (footage.folder / "pair").read_bytes() == text


def test_a_link_is_no_pair_file(footage: Disk) -> None:
    """A pair that lies elsewhere says nothing of this disk."""
    (footage.folder / "pair").rename(footage.folder.parent / "pair")
    (footage.folder / "pair").symlink_to(footage.folder.parent / "pair")
    with pytest.raises(ReadOnlyStore):
        claim(footage.store, footage.index)
