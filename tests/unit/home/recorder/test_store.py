"""The footage directory is used through its descriptor; nothing is overwritten, nothing is reached by a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fanlight.home.recorder.faults import FootageMissing, StorageError
from fanlight.home.recorder.garbage import empty_garbage
from fanlight.home.recorder.store import Footage, write_all
from tests.unit.home.recorder.disk import START_US, Disk

PATH = "7/2026-09-21/1-main.mp4"


def write(store: Footage, path: str, data: bytes = b"x") -> None:
    handle = store.create(path)
    write_all(handle, data)
    os.close(handle)


@pytest.mark.parametrize(
    "path",
    ["", "pair", "/etc/passwd", "../1/2026-09-21/1-main.mp4", "7/../1-main.mp4", "7/2026-09-21/1-main.mp4\n", "7//x"],
)
def test_only_paths_of_segments_are_taken(footage: Disk, path: str) -> None:
    """A row that was tampered with leads nowhere else."""
    for call in (footage.store.create, footage.store.open, footage.store.remove):
        with pytest.raises(StorageError):
            call(path)


def test_a_file_that_is_there_is_never_opened_anew(footage: Disk) -> None:
    """O_EXCL: the database of yesterday with the files of today must not write over them."""
    write(footage.store, PATH, b"old")
    with pytest.raises(StorageError):
        footage.store.create(PATH)
    assert (footage.folder / PATH).read_bytes() == b"old"


def test_a_row_whose_path_is_taken_goes_and_the_file_stays(footage: Disk) -> None:
    """The writer removes only what it made itself."""
    write(footage.store, PATH, b"old")
    with pytest.raises(StorageError):
        footage.film()
    assert (footage.folder / PATH).read_bytes() == b"old"
    assert not footage.index.rows


def test_links_are_not_followed(footage: Disk, tmp_path: Path) -> None:
    """A link in the footage directory must not lead the recorder out of it."""
    (tmp_path / "elsewhere" / "2026-09-21").mkdir(parents=True)
    (footage.folder / "7").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError):
        footage.store.create(PATH)
    with pytest.raises(FootageMissing):
        footage.store.open(PATH)
    assert list((tmp_path / "elsewhere" / "2026-09-21").iterdir()) == []


def test_a_vanished_mount_does_not_fill_what_lies_below(footage: Disk) -> None:
    """Files go where the directory was when it was opened, not to what stands at its path now."""
    moved = footage.folder.with_name("unmounted")
    footage.folder.rename(moved)
    footage.folder.mkdir()
    writer = footage.film()
    assert list(footage.folder.iterdir()) == []
    assert (moved / writer.path).is_file()


def test_reading_gives_all_or_says_so(footage: Disk) -> None:
    """A short read is never handed on as footage."""
    write(footage.store, PATH, b"0123456789")
    assert footage.store.read(PATH, 2, 5) == b"23456"
    with pytest.raises(FootageMissing, match="shorter"):
        footage.store.read(PATH, 2, 9)
    with pytest.raises(FootageMissing, match="missing"):
        footage.store.read("7/2026-09-21/2-main.mp4", 0, 1)


def test_a_directory_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Nothing is made by opening."""
    with pytest.raises(FootageMissing):
        Footage(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_garbage_goes_with_its_day(footage: Disk) -> None:
    """Rows called garbage lose file, then row; an empty day goes; the other segment stays."""
    first, second = footage.film(), footage.film(start_us=START_US + 86_400_000_000)
    footage.index.rows[first.id].status = "garbage"
    assert empty_garbage(footage.store, footage.index) == 1
    assert list(footage.index.rows) == [second.id]
    assert list(footage.store.paths()) == [second.path]
    assert [day.name for day in (footage.folder / "7").iterdir()] == ["2026-09-22"]
    assert footage.index.heads[7, "main"] == footage.index.rows[second.id].head


def test_garbage_without_a_file_goes_too(footage: Disk) -> None:
    """A power cut between unlink and the row's end is finished later."""
    writer = footage.film()
    footage.index.rows[writer.id].status = "garbage"
    footage.store.remove(writer.path)
    assert empty_garbage(footage.store, footage.index) == 1
    assert not footage.index.rows


def test_quarantine_keeps_everything(footage: Disk) -> None:
    """Two files of one name are two files; what is no camera's is left alone."""
    for text in (b"one", b"two"):
        write(footage.store, PATH, text)
        footage.store.quarantine(PATH)
    kept = footage.folder / "quarantine"
    assert {file.read_bytes() for file in kept.iterdir()} == {b"one", b"two"}
    assert footage.store.quarantined() == 2
    (footage.folder / "lost+found").mkdir()
    (footage.folder / "lost+found" / "x").write_bytes(b"")
    assert list(footage.store.paths()) == []
