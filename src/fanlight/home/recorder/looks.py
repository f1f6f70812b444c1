"""The watch's memory of looks on disk, an hour a file, for the preview of zones: <data>/looks/<camera>/<day-hour>."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path

from fanlight.ground.clock import from_micros
from fanlight.home.recorder.pictures import replace
from fanlight.home.recorder.watch.preview import History, HistoryBroken

log = logging.getLogger(__name__)

KEPT = timedelta(days=3)
"""Yesterday is shown; in every time zone, and a day more."""
WRITTEN_S = 300.0
"""Looks wait in memory for so long; a crash costs no more of the preview than that."""
NAME = re.compile(r"\d{8}-\d\d")


class Looks:
    """One camera's. Files are replaced whole, so that the control socket may read while the watch writes."""

    def __init__(self, data: Path, camera: int) -> None:
        self._folder = data / "looks" / str(camera)

    def keep(self, history: History, epoch_us: int, until_us: int) -> None:
        """Add what a run's watch has gathered by `until_us`; its times count from `epoch_us`."""
        if not len(history.rows):
            return
        name = f"{from_micros(until_us):%Y%m%d-%H}"
        path = self._folder / name
        fresh = not path.exists()
        try:
            replace(path, History.from_bytes([*_parts(path), history.to_bytes(epoch_us / 1e6)]).to_bytes())
            if fresh:
                self._forget(f"{from_micros(until_us) - KEPT:%Y%m%d-%H}")
        except OSError as error:
            log.error("the watch's memory could not be saved: %s", error.strerror)

    def between(self, since_us: int, until_us: int, recent: bytes = b"") -> bytes:
        """One packed history of this span, its times by the wall clock in seconds; `recent` is not written yet."""
        first = f"{from_micros(since_us):%Y%m%d-%H}"
        last = f"{from_micros(until_us) + timedelta(hours=1):%Y%m%d-%H}"
        parts = [part for name in self._names() if first <= name <= last for part in self._part(name)]
        found = History.from_bytes([*parts, *([recent] if recent else [])])
        rows = found.rows
        inside = (rows["at_ms"] >= since_us // 1000) & (rows["at_ms"] < until_us // 1000)
        return History([rows[inside]]).to_bytes()

    def _part(self, name: str) -> list[bytes]:
        return _parts(self._folder / name)

    def _names(self) -> list[str]:
        return sorted(path.name for path in self._folder.glob("*") if NAME.fullmatch(path.name))

    def _forget(self, before: str) -> None:
        for name in self._names():
            if name < before:
                (self._folder / name).unlink(missing_ok=True)


def _parts(path: Path) -> list[bytes]:
    """The file's content as it can be read; a broken one is as good as none."""
    try:
        content = path.read_bytes()
        History.from_bytes([content])
    except (OSError, HistoryBroken):
        return []
    return [content]
