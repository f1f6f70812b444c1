"""Bytes that nobody vouches for end in our own error or in a value, never in anything else."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.home.recorder.boxes.fragment import Sample, TrackRun, fragment, fragment_length, video_time
from fanlight.home.recorder.boxes.initialisation import VIDEO_TRACK, initialisation
from fanlight.home.recorder.boxes.parse import box, header, walk
from fanlight.home.recorder.boxes.proof import IDENTITY_SIZE, PROOF_SIZE, Identity, Proof
from fanlight.home.recorder.faults import BadFootage, StorageError
from fanlight.home.recorder.pair import parse_pair
from fanlight.home.recorder.survey import survey
from tests.unit.home.recorder.film import film

REAL = fragment(1, [TrackRun(VIDEO_TRACK, 0, [Sample(b"picture", 6000), Sample(b"other", 6000, False)])])
READERS: list[Callable[[bytes], object]] = [
    header,
    lambda data: list(walk(data)),
    fragment_length,
    video_time,
    Identity.parse,
    Proof.parse,
    parse_pair,
]


@given(st.binary(max_size=300), st.sampled_from(READERS))
def test_arbitrary_bytes_raise_only_ours(data: bytes, reader: Callable[[bytes], object]) -> None:
    """A damaged disk or a foreign file must not end a start with an error that nobody expects."""
    with contextlib.suppress(StorageError):
        reader(data)


@given(st.integers(0, len(REAL) - 1), st.binary(min_size=1, max_size=8))
def test_a_changed_fragment_raises_only_ours(at: int, change: bytes) -> None:
    """Nearly right bytes reach deeper into the reader than random ones."""
    changed = REAL[:at] + change + REAL[at + len(change) :]
    try:
        fragment_length(changed)
        video_time(changed)
    except BadFootage:
        pass


@given(st.binary(max_size=2000), st.booleans())
def test_a_file_of_arbitrary_bytes_is_surveyed_or_refused(data: bytes, begins_well: bool) -> None:
    """Recovery reads whatever lies at the path of an open row."""
    with tempfile.TemporaryFile() as file:
        file.write((initialisation(film()[0]) if begins_well else b"") + data)
        file.flush()
        with contextlib.suppress(BadFootage):
            assert survey(file.fileno()).end <= os.fstat(file.fileno()).st_size


def test_boxes_that_lie_about_their_size_are_refused() -> None:
    """Neither less than a header nor more than what holds it."""
    with pytest.raises(BadFootage):
        list(walk(b"\0\0\0\7free"))
    with pytest.raises(BadFootage):
        list(walk(box(b"free", bytes(4))[:-1]))


@pytest.mark.parametrize("cut", range(64))
def test_a_proof_box_is_whole_or_refused(cut: int) -> None:
    """A torn write ends anywhere."""
    whole = Proof(3, 1234, bytes(range(32))).pack()
    assert len(whole) == PROOF_SIZE == 64
    assert Proof.parse(whole) == Proof(3, 1234, bytes(range(32)))
    with pytest.raises(BadFootage):
        Proof.parse(whole[:cut])


def test_a_newer_version_is_refused() -> None:
    """Fanlight does not guess at a format that it does not know."""
    assert IDENTITY_SIZE == 160
    with pytest.raises(BadFootage, match="identity"):
        Identity.parse(bytes(IDENTITY_SIZE))
