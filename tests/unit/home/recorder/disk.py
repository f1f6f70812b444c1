"""A footage directory with segments in it, written by the real writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fanlight.home.recorder.boxes.codecs import mime
from fanlight.home.recorder.index import NewSegment, Pair
from fanlight.home.recorder.packet import Packet, StreamFormat, StreamName
from fanlight.home.recorder.pair import claim
from fanlight.home.recorder.segment import SegmentWriter
from fanlight.home.recorder.store import Footage
from tests.unit.home.recorder.film import film
from tests.unit.home.recorder.rows import MemoryIndex

START_US = 1_790_000_000_000_000


@dataclass
class Disk:
    """Directory, rows, and what ties them together."""

    folder: Path
    store: Footage
    index: MemoryIndex
    pair: Pair

    def writer(
        self, format: StreamFormat, *, camera: int = 7, stream: StreamName = "main", start_us: int = START_US
    ) -> SegmentWriter:
        new = NewSegment(camera, stream, bytes(range(16)), start_us, format, mime(format))
        return SegmentWriter(self.store, self.index, self.pair, new, now=0.0)

    def record(self, format: StreamFormat, packets: Sequence[Packet], **where: int) -> SegmentWriter:
        """A whole segment, closed; where not told otherwise the short film."""
        writer = self.writer(format, **where)  # type: ignore[arg-type]
        for packet in packets:
            writer.add(packet)
        writer.close()
        return writer

    def film(self, **where: int) -> SegmentWriter:
        return self.record(*film(), **where)

    def file(self, writer: SegmentWriter) -> Path:
        return self.folder / writer.path


@contextmanager
def disk(folder: Path) -> Iterator[Disk]:
    folder.mkdir(exist_ok=True)
    index = MemoryIndex()
    with Footage(folder) as store:
        yield Disk(folder, store, index, claim(store, index))
