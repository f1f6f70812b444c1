"""Pictures for people: the last one of a camera, sheets of previews for the timeline, those of events."""

from __future__ import annotations

import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np

from fanlight.ground.clock import from_micros
from fanlight.home.recorder.watch.signals import Picture, Pixels

log = logging.getLogger(__name__)

EVENT_WIDE, EVENT_SMALL = 960, 320
LAST_WIDE = 640
TILE_WIDE, TILE_HIGH, COLUMNS, ROWS = 160, 90, 10, 6
EVERY_S = 10
"""One tile; a sheet holds ten minutes."""
SHEET_S = EVERY_S * COLUMNS * ROWS
SAVED_EVERY = 6
"""New tiles before a sheet is written again: once a minute."""
QUALITY, SHEET_QUALITY = 80, 75


def jpeg(pixels: Pixels, quality: int = QUALITY) -> bytes:
    """A JPEG (ITU-T T.81) of colour pixels, blue first."""
    done, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture could not be coded")
    return bytes(coded)


def replace(path: Path, content: bytes) -> None:
    """The file is the old one or the new one, never half of it; it need not survive a power cut."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


class EventPictures:
    """<data>/pictures/<event>.jpg and <event>-small.jpg."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, event: int, image: bytes, picture: Picture) -> None:
        try:
            replace(self._folder / f"{event}.jpg", image)
            replace(self._folder / f"{event}-small.jpg", jpeg(picture.bgr(EVENT_SMALL)))
        except OSError as error:
            log.error("the picture of event %d could not be saved: %s", event, error.strerror)


class Previews:
    """One camera's last picture and sheets; used by its watch thread alone. A sheet is in memory only while written."""

    def __init__(self, data: Path, camera: int) -> None:
        self._last = data / "last" / f"{camera}.jpg"
        self._sheets = data / "previews" / str(camera)
        self._name = ""
        self._fresh: dict[int, Pixels] = {}  # tiles that the sheet on disk has not got, by their place in it
        self.seen_us = 0

    def seen(self, at_us: int, picture: Picture) -> None:
        """A picture that was decoded anyway."""
        self.seen_us = at_us
        colour = picture.bgr(LAST_WIDE)
        try:
            replace(self._last, jpeg(colour))
            self._tile(from_micros(at_us), colour)
        except OSError as error:
            log.error("a preview could not be saved: %s", error.strerror)

    def close(self) -> None:
        """Write what the sheet has not got on disk yet."""
        try:
            self._save()
        except OSError as error:
            log.error("a preview could not be saved: %s", error.strerror)

    def _tile(self, at: datetime, colour: Pixels) -> None:
        minute = at.minute - at.minute % (SHEET_S // 60)
        name = f"{at:%Y%m%d-%H}{minute:02d}.jpg"
        if name != self._name:
            self._save()
            self._name = name
        number = ((at.minute - minute) * 60 + at.second) // EVERY_S
        self._fresh[number] = cv2.resize(colour, (TILE_WIDE, TILE_HIGH), interpolation=cv2.INTER_AREA)
        if len(self._fresh) >= SAVED_EVERY:
            self._save()

    def _save(self) -> None:
        fresh, self._fresh = self._fresh, {}
        if not fresh:
            return
        sheet = self._opened()
        for number, tile in fresh.items():
            top, left = number // COLUMNS * TILE_HIGH, number % COLUMNS * TILE_WIDE
            sheet[top : top + TILE_HIGH, left : left + TILE_WIDE] = tile
        replace(self._sheets / self._name, jpeg(sheet, SHEET_QUALITY))

    def _opened(self) -> Pixels:
        shape = (TILE_HIGH * ROWS, TILE_WIDE * COLUMNS, 3)
        path = self._sheets / self._name
        if path.is_file():
            old = cv2.imread(str(path))
            if old is not None and old.shape == shape:
                return np.asarray(old, np.uint8)
        return np.zeros(shape, np.uint8)
