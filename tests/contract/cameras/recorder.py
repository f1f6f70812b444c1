"""A real recorder in threads of this process, with its index in memory, and what a test asks of its footage."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av

from fanlight.ground.clock import SystemClock
from fanlight.home.recorder import frames, process
from fanlight.home.recorder.index import CameraPlan
from fanlight.home.recorder.packet import VIDEO_HZ
from tests.memory_index import MemoryIndex, SegmentRow


@dataclass
class Recorded:
    """A running recorder."""

    data: Path
    index: MemoryIndex

    def until(self, found: Callable[[], object], within: float = 20.0) -> bool:
        """Whether it came true in time."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            if found():
                return True
            time.sleep(0.05)
        return bool(found())

    def states(self, camera: int = 1) -> list[str]:
        return [state for number, state, _ in self.index.states if number == camera]

    def words(self, camera: int = 1) -> str:
        return " ".join(words for number, _, words in self.index.states if number == camera)

    def rows(self, camera: int = 1) -> list[SegmentRow]:
        return [row for row in self.index.segments.values() if row.new.camera == camera]

    def covered(self, camera: int = 1) -> list[tuple[float, float]]:
        """Spans of listed footage in wall clock seconds, in order; neighbours closer than 0.3 s are one."""
        spans: list[tuple[float, float]] = []
        for row in sorted(self.rows(camera), key=lambda row: row.new.start_us):
            for one in row.fragments:
                start = row.new.start_us / 1e6 + one.start / VIDEO_HZ
                end = start + one.duration / VIDEO_HZ
                if spans and start - spans[-1][1] < 0.3:
                    spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
                else:
                    spans.append((start, end))
        return spans

    def decoded(self, row: SegmentRow) -> int:
        """Pictures in a segment's file, each of which decodes, with times that rise."""
        with av.open(str(self.data / "footage" / row.path)) as file:
            last, count = -1, 0
            for frame in file.decode(video=0):
                assert frame.pts is not None and frame.pts > last
                last, count = frame.pts, count + 1
        return count


@contextmanager
def recording(data: Path, plans: Sequence[CameraPlan]) -> Iterator[Recorded]:
    """A recorder for the length of the block; after it all segments are closed."""
    ending = threading.Event()
    recorded = Recorded(data, MemoryIndex(plans))
    thread = threading.Thread(
        target=process.record,
        args=(lambda: recorded.index, data, SystemClock(), lambda: None, data / "footage", ending),
    )
    with process.sole_owner(data):
        thread.start()
        try:
            assert recorded.until(frames.socket_path(data).exists)
            yield recorded
        finally:
            ending.set()
            thread.join(20)
    assert not thread.is_alive()
