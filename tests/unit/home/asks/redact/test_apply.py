"""The second pass: pixels are filled, and nothing but pixels comes out."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from fanlight.home.asks.redact.apply import apply
from fanlight.home.asks.redact.faults import Cancelled, CannotRedact, OutputCannotBeWritten
from fanlight.home.asks.redact.plan import plan
from fanlight.home.asks.redact.recipe import Recipe, Track, Whole, Zone
from fanlight.home.asks.redact.report import FILL
from tests.unit.home.asks.redact.drawn import HEIGHT, RATE, WIDTH, clip, frame, lumas, still, walking, with_square

MARKER = "PLANTED-7f3a"
NEAR = 6
"""Luma steps that the encoder may miss the fill colour by."""
EDGE = 24
"""Beside the edge, where a block holds both."""


def recipe_of(count: int, tracks: tuple[Track, ...] = (), whole: tuple[Whole, ...] = (), zones=()) -> Recipe:
    times = tuple(number * 1_000_000 // RATE for number in range(count))
    return Recipe((WIDTH, HEIGHT), times, tracks, whole, zones, (), "round")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return clip(tmp_path / "in.mp4", (with_square(still(), walking(n)) for n in range(20)), title=MARKER)


def test_nothing_that_was_planted_is_in_the_bytes_that_leave(source: Path, tmp_path: Path):
    """Title, comment, place, the track's name, the sound, the encoder's own text: none of it."""
    out = tmp_path / "out.mp4"
    assert MARKER.encode() in source.read_bytes() and b"x264" in source.read_bytes()
    apply(source, recipe_of(20), frozenset(), out)
    written = out.read_bytes()
    for mark in (MARKER.encode(), b"x264", b"Lavf", b"Lavc", b"udta", b"meta", b"edts", b"soun", b"Handler"):
        assert mark not in written, mark


def test_the_output_is_one_picture_track_without_sound(source: Path, tmp_path: Path):
    """And no SEI: every unit is a slice."""
    out = tmp_path / "out.mp4"
    apply(source, recipe_of(20), frozenset(), out)
    with av.open(str(source)) as before, av.open(str(out)) as after:
        assert len(before.streams) == 2 and len(after.streams) == 1
        for packet in after.demux(video=0):
            data, at = bytes(packet), 0
            while at < len(data):
                assert data[at + 4] & 0x1F in (1, 5)
                at += 4 + int.from_bytes(data[at : at + 4])


def test_boxes_are_filled_in_one_colour_and_the_rest_is_left(source: Path, tmp_path: Path):
    """Solid, from the first frame to the last, and nothing of what was there shines through."""
    box = (40, 60, 120, 140)
    out = tmp_path / "out.mp4"
    apply(source, recipe_of(20, (Track(1, "body", 0, (box,) * 20),)), frozenset(), out)
    for before, after in zip(lumas(source), lumas(out), strict=True):
        inside = after[box[1] : box[3], box[0] : box[2]].astype(int)
        assert abs(inside - FILL[0]).max() <= EDGE and abs(inside[8:-8, 8:-8] - FILL[0]).max() <= NEAR
        assert np.abs(after[:50].astype(int) - before[:50]).mean() < NEAR


def test_what_moves_cannot_be_seen_in_the_output(source: Path, tmp_path: Path):
    """Both passes together: no pixel is as bright as the square was."""
    recipe = plan(source, [frame(still())] * 3, (), [])
    out = tmp_path / "out.mp4"
    apply(source, recipe, frozenset(), out)
    assert max(int(one.max()) for one in lumas(source)) > 220
    assert max(int(one.max()) for one in lumas(out)) < 190


def test_whole_frames_are_filled_whole(source: Path, tmp_path: Path):
    """Whatever its boxes say."""
    out = tmp_path / "out.mp4"
    apply(source, recipe_of(20, whole=(Whole(0, "changed"), Whole(7, "undecoded"))), frozenset(), out)
    pictures = lumas(out)
    for number in (0, 7):
        assert abs(pictures[number].astype(int) - FILL[0]).max() <= NEAR
    assert pictures[8].std() > 10


def test_zones_stay_filled_whatever_is_revealed(source: Path, tmp_path: Path):
    """A resident reveals tracks; zones have no number."""
    tracks = (Track(1, "body", 0, ((100, 60, 160, 120),) * 20), Track(2, "face", 0, ((120, 60, 140, 80),) * 20))
    out = tmp_path / "out.mp4"
    report = apply(source, recipe_of(20, tracks, zones=(Zone("text", (0, 0, 60, 20)),)), frozenset({1}), out)
    last = lumas(out)[19].astype(int)
    assert abs(last[0:20, 0:60] - FILL[0]).max() <= NEAR
    assert abs(last[60:80, 120:140] - FILL[0]).max() <= NEAR
    assert last[84:120, 100:160].std() > 10
    assert report.revealed == (1,)


def test_frame_times_are_kept(tmp_path: Path):
    """Cameras are not metronomes: a pause stays a pause."""
    times = [0.0, 0.1, 0.2, 0.9, 1.0, 1.033, 2.5]
    source = clip(tmp_path / "in.mp4", (still() for _ in times), times=lambda number: times[number])
    recipe = plan(source, (), (), [])
    out = tmp_path / "out.mp4"
    apply(source, recipe, frozenset(), out)
    assert recipe.times_us == tuple(round(one * 1e6) for one in times)
    with av.open(str(out)) as container:
        written = [float(one.pts * one.time_base) for one in container.decode(video=0)]
    assert written == pytest.approx(times, abs=1e-4)


def test_a_cancelled_pass_leaves_nothing(source: Path, tmp_path: Path):
    """Half a file is no file."""
    out = tmp_path / "out.mp4"
    with pytest.raises(Cancelled):
        apply(source, recipe_of(20), frozenset(), out, lambda share: share < 0.5)
    assert not out.exists() and [path.name for path in tmp_path.iterdir()] == ["in.mp4"]


def test_another_file_than_the_one_looked_through_is_refused(source: Path, tmp_path: Path):
    """A recipe for other frames would cover the wrong places."""
    out = tmp_path / "out.mp4"
    for wrong in (recipe_of(19), recipe_of(21)):
        with pytest.raises(CannotRedact):
            apply(source, wrong, frozenset(), out)
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_our_error(source: Path, tmp_path: Path):
    """Exit status and words, never a trace."""
    with pytest.raises(OutputCannotBeWritten):
        apply(source, recipe_of(20), frozenset(), tmp_path / "nowhere" / "out.mp4")
