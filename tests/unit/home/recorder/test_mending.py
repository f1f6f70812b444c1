"""The note by which pages know how far a start is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.home.recorder.mending import FILE, Mending, progress


def test_it_counts_and_goes_away(tmp_path: Path) -> None:
    """While segments are mended the note says how many; with the last it is gone."""
    note = Mending(tmp_path)
    note(0, 3)
    assert progress(tmp_path) == (0, 3)
    note(2, 3)
    assert progress(tmp_path) == (2, 3)
    note(3, 3)
    assert progress(tmp_path) is None and not (tmp_path / FILE).exists()


def test_nothing_to_mend_leaves_no_note(tmp_path: Path) -> None:
    """A clean start writes none, and removes one that a killed start left."""
    Mending(tmp_path)(1, 4)
    Mending(tmp_path)(0, 0)
    assert progress(tmp_path) is None


def test_a_disk_that_refuses_the_note_stops_nothing(tmp_path: Path) -> None:
    """It is only a note."""
    (tmp_path / "run").write_text("a file where the folder should be")
    Mending(tmp_path)(1, 4)
    assert progress(tmp_path) is None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("data")
    (found / "run").mkdir()
    return found


@given(some.binary(max_size=40))
def test_whatever_lies_there_is_read_or_passed_over(folder: Path, untrusted: bytes) -> None:
    """A torn note is none."""
    (folder / FILE).write_bytes(untrusted)
    found = progress(folder)
    assert found is None or all(0 <= number < 10**9 for number in found)
