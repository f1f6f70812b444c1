"""Pictures for people: the last one, sheets of previews that survive a restart, and the watch's memory of looks."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from fanlight.ground.clock import micros
from fanlight.home.recorder.looks import Looks
from fanlight.home.recorder.pictures import COLUMNS, ROWS, TILE_HIGH, TILE_WIDE, EventPictures, Previews, jpeg
from fanlight.home.recorder.watch.preview import History
from fanlight.home.recorder.watch.signals import Box, Pixels
from tests.unit.home.recorder.pieces import BEGAN

BEGAN_US = micros(BEGAN)


class Plain:
    """A picture of one colour."""

    width, height, at_s = 640, 360, 0.0

    def __init__(self, grey: int) -> None:
        self._grey = grey

    def bgr(self, width: int) -> Pixels:
        return np.full((width * 9 // 16, width, 3), self._grey, np.uint8)

    def crop(self, box: Box) -> Pixels:
        return self.bgr(64)


def sheet(data: Path, name: str) -> Pixels:
    read = cv2.imread(str(data / "previews" / "1" / name))
    assert read is not None
    return np.asarray(read, np.uint8)


def tile(pixels: Pixels, number: int) -> float:
    top, left = number // COLUMNS * TILE_HIGH, number % COLUMNS * TILE_WIDE
    return float(pixels[top + 20 : top + 70, left + 20 : left + 140].mean())


def test_tiles_lie_at_their_time(tmp_path: Path) -> None:
    """One tile every ten seconds; what is absent is black; a restart adds to the sheet that is there."""
    first = Previews(tmp_path, 1)
    first.seen(BEGAN_US + 20_000_000, Plain(200))
    first.close()
    again = Previews(tmp_path, 1)
    again.seen(BEGAN_US + 590_000_000, Plain(100))
    again.close()
    pixels = sheet(tmp_path, "20260301-1200.jpg")
    assert pixels.shape == (TILE_HIGH * ROWS, TILE_WIDE * COLUMNS, 3)
    assert abs(tile(pixels, 2) - 200) < 4 and abs(tile(pixels, 59) - 100) < 4 and tile(pixels, 30) < 4


def test_the_next_ten_minutes_are_the_next_sheet(tmp_path: Path) -> None:
    """A sheet is complete on disk when its time is over."""
    previews = Previews(tmp_path, 1)
    previews.seen(BEGAN_US + 599_000_000, Plain(150))
    previews.seen(BEGAN_US + 600_000_000, Plain(50))
    assert abs(tile(sheet(tmp_path, "20260301-1200.jpg"), 59) - 150) < 4
    previews.close()
    assert abs(tile(sheet(tmp_path, "20260301-1210.jpg"), 0) - 50) < 4


def test_the_last_picture_is_replaced_whole(tmp_path: Path) -> None:
    """Whoever reads it gets the old or the new one, and nothing else lies beside it."""
    previews = Previews(tmp_path, 1)
    for grey in (10, 20):
        previews.seen(BEGAN_US, Plain(grey))
    assert [path.name for path in (tmp_path / "last").iterdir()] == ["1.jpg"]


def test_an_event_has_two_sizes(tmp_path: Path) -> None:
    """960 pixels wide for the page, 320 for lists."""
    picture = Plain(90)
    EventPictures(tmp_path).save(7, jpeg(picture.bgr(960)), picture)
    widths = {path.name: cv2.imread(str(path)).shape[1] for path in tmp_path.iterdir()}  # type: ignore[union-attr]
    assert widths == {"7.jpg": 960, "7-small.jpg": 320}


def test_looks_are_kept_by_the_wall_clock(tmp_path: Path) -> None:
    """What several runs have seen comes back for a span of time, and nothing of it from outside that span."""
    looks = Looks(tmp_path, 1)
    strength = np.full((18, 32), 2.0, np.float32)
    for minute in (0, 5, 70):
        history = History()
        history.add(30.0, strength, 0)
        looks.keep(history, BEGAN_US + minute * 60_000_000, BEGAN_US + minute * 60_000_000 + 60_000_000)
    found = History.from_bytes([looks.between(BEGAN_US, BEGAN_US + 3_600_000_000)])
    assert sorted(set(found.rows["at_ms"].tolist())) == [BEGAN_US // 1000 + 30_000, BEGAN_US // 1000 + 330_000]
    assert len(list((tmp_path / "looks" / "1").iterdir())) == 2


def test_looks_that_are_not_written_yet_are_there_too(tmp_path: Path) -> None:
    """The watch writes every five minutes; whoever asks in between hears of the last ones too."""
    looks, held = Looks(tmp_path, 1), History()
    strength = np.full((18, 32), 2.0, np.float32)
    held.add(30.0, strength, 0)
    recent = held.copy()
    held.add(31.0, strength, 0)
    found = History.from_bytes([looks.between(BEGAN_US, BEGAN_US + 10**9, recent.to_bytes(BEGAN_US / 1e6))])
    assert set(found.rows["at_ms"].tolist()) == {BEGAN_US // 1000 + 30_000}
    assert len(set(held.rows["at_ms"].tolist())) == 2


def test_a_broken_memory_of_looks_is_begun_anew(tmp_path: Path) -> None:
    """A damaged file costs its hour, never the watch."""
    looks = Looks(tmp_path, 1)
    folder = tmp_path / "looks" / "1"
    folder.mkdir(parents=True)
    (folder / "20260301-12").write_bytes(b"FLW1garbage")
    history = History()
    history.add(1.0, np.full((18, 32), 2.0, np.float32), 0)
    looks.keep(history, BEGAN_US, BEGAN_US + 1_000_000)
    assert len(History.from_bytes([looks.between(BEGAN_US, BEGAN_US + 2_000_000)]).rows)
