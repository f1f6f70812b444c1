"""A timeline without a seam."""

from __future__ import annotations

from itertools import pairwise

from fanlight.demo.rtsp.clip import Clip, Track, Unit
from fanlight.demo.rtsp.reel import Reel


def clip(frames: int, *, sound: int = 0) -> Clip:
    units = tuple(Unit(b"x", at * 6000, at * 6000, at % 15 == 0) for at in range(frames))
    heard = tuple(Unit(b"s", at * 1024, at * 1024, True) for at in range(sound))
    audio = Track("audio", "aac", 16000, heard, sound * 1024) if sound else None
    return Clip(Track("video", "h264", 90_000, units, frames * 6000), audio)


def test_times_go_on_over_the_seam():
    """From round to round every picture is one step after the one before."""
    reel = Reel([clip(20), clip(10)])
    ticks = [reel.ticks(rounds, entry) for rounds in range(4) for entry in reel.entries]
    assert {after - before for before, after in pairwise(ticks)} == {6000}


def test_sound_ends_with_its_pictures():
    """Sound that is longer than the pictures is cut, so that a round has one length for both."""
    reel = Reel([clip(15, sound=40)])
    sound = [entry for entry in reel.entries if entry.track.medium == "audio"]
    assert len(sound) == 16  # 1024 / 16000 s each, within one second
    assert reel.ticks(1, sound[0]) == 16000


def test_place_and_clip():
    """Any moment after the start has its round, its next entry and its clip."""
    reel = Reel([clip(15), clip(30)])
    assert reel.place(0.0) == (0, 0)
    assert reel.place(3.0) == (1, 0)
    assert reel.place(2.99) == (1, 0)
    assert reel.place(4.5) == (1, 23)
    assert [reel.clip_at(at) for at in (0.0, 0.99, 1.0, 2.9, 3.0)] == [0, 0, 1, 1, 0]
    assert abs(reel.due(1, 23) - 4.5) < 0.07
