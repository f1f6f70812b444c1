"""Fills a home with a filmed yesterday: two runs with a gap, a damaged piece, H.265, deleted footage, a press.

Runs in a process of its own with the home's data directory (`WebProcess.python`), and prints what it made as JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from fractions import Fraction

import av
import cv2
import numpy as np

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive import places
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Deletion, Segment
from fanlight.home.recorder.boxes.codecs import mime
from fanlight.home.recorder.index import EventKind, NewSegment
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat
from fanlight.home.recorder.pair import claim
from fanlight.home.recorder.segment import SegmentWriter
from fanlight.home.recorder.store import Footage

RATE = 10
SECOND = 1_000_000
GAP_WORDS = "Camera did not answer."
DAMAGED_PIECE = 6


@dataclass(frozen=True)
class Filmed:
    """Numbers of the events and where the day's footage begins, microseconds."""

    noon_us: int
    date: str
    door: int
    two_runs: int
    damaged: int
    h265: int
    deleted: int
    press: int


def encoded(codec: str, seconds: int, width: int, height: int) -> tuple[StreamFormat, list[Packet]]:
    """A white bar that goes a step to the right each picture, a key frame a second."""
    context = av.CodecContext.create({"h264": "libx264", "hevc": "libx265"}[codec], "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, VIDEO_HZ), Fraction(RATE)
    extra = {"x265-params": f"log-level=none:keyint={RATE}:min-keyint={RATE}:bframes=0"} if codec == "hevc" else {}
    context.options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(RATE), "bf": "0", **extra}
    packets: list[Packet] = []

    def take(units: list[av.Packet]) -> None:
        for unit in units:
            packets.append(Packet("video", bytes(unit), unit.pts or 0, unit.dts or 0, unit.is_keyframe))

    for number in range(seconds * RATE):
        picture = np.full((height, width, 3), 60, np.uint8)
        left = number * 4 % (width - 20)
        picture[:, left : left + 20] = 255
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = number * VIDEO_HZ // RATE, Fraction(1, VIDEO_HZ)
        take(context.encode(frame))
    take(context.encode(None))
    head = bytes(context.extradata or b"") or packets[0].data[:200]
    return StreamFormat(codec, width, height, head, RATE), packets


class Filming:
    """Writes with the recorder's own writer into the recorder's own index."""

    def __init__(self, store: Footage) -> None:
        self._store = store
        self.index = ArchiveIndex(SystemClock())
        self._pair = claim(store, self.index)

    def film(self, camera: Camera, start_us: int, seconds: int, run: int, codec: str = "h264", wide: int = 320) -> int:
        format, packets = encoded(codec, seconds, wide, wide * 9 // 16)
        new = NewSegment(camera.pk, "main", bytes([run]) * 16, start_us, format, mime(format))
        writer = SegmentWriter(self._store, self.index, self._pair, new, now=0.0)
        for packet in packets:
            writer.add(packet)
        writer.close(seconds * VIDEO_HZ)
        return writer.id

    def event(self, camera: Camera, kind: EventKind, start_us: int, end_us: int) -> int:
        number = self.index.open_event(camera.pk, kind, start_us, start_us, None, 0.6)
        for second in range((end_us - start_us) // SECOND):
            self.index.extend_event(number, start_us + second * SECOND, 0.2 + 0.6 * (second % 5) / 5)
        done, picture = cv2.imencode(".jpg", np.full((180, 320, 3), 90, np.uint8))
        assert done
        self.index.name_event(number, kind, 0.7, picture.tobytes())
        self.index.close_event(number, end_us)
        return number


def fill() -> None:
    """The whole day, printed as JSON."""
    now = SystemClock().now()
    noon = (now - timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
    at = micros(noon)
    facts = {"url": "rtsp://127.0.0.1:1/", "state": "recording", "state_since_us": at}
    door = Camera.objects.create(name="Front door", place="on the path", doorbell=True, position=1, **facts)
    garden = Camera.objects.create(name="Garden", place="on the lawn", position=2, **facts)
    (places.footage()).mkdir(exist_ok=True)
    with Footage(places.footage()) as store:
        home = Filming(store)
        filmed = _day(home, door, garden, at)
    _sheet(door.pk, at)
    print(json.dumps(asdict(Filmed(noon_us=at, date=str(noon.date()), door=door.pk, **filmed))))


def _day(home: Filming, door: Camera, garden: Camera, at: int) -> dict[str, int]:
    home.film(door, at, 20, run=1)
    gap = home.index.add_gap(door.pk, at + 20 * SECOND, None, "camera", GAP_WORDS)
    home.index.end_gap(gap, at + 30 * SECOND)
    home.film(door, at + 30 * SECOND, 20, run=2, wide=640)
    two_runs = home.event(door, "person", at + 5 * SECOND, at + 40 * SECOND)
    later = at + 600 * SECOND
    spoiled = Segment.objects.get(pk=home.film(door, later, 20, run=3))
    damaged = home.event(door, "movement", later + 5 * SECOND, later + 10 * SECOND)
    _spoil(spoiled)
    home.film(garden, later, 20, run=4, codec="hevc")
    h265 = home.event(garden, "animal", later + 5 * SECOND, later + 10 * SECOND)
    gone = at + 3600 * SECOND
    deleted = home.event(door, "movement", gone, gone + 10 * SECOND)
    Deletion.objects.create(
        camera=door, start_us=gone - 60 * SECOND, end_us=gone + 60 * SECOND, size=1, reason="bytes", at_us=gone
    )
    home.film(door, at + 1200 * SECOND, 20, run=5)
    press = home.event(door, "press", at + 1205 * SECOND, at + 1206 * SECOND)
    Event.objects.filter(pk=two_runs).update(seen=True)
    return {"two_runs": two_runs, "damaged": damaged, "h265": h265, "deleted": deleted, "press": press}


def _spoil(segment: Segment) -> None:
    """One bit of a fragment turns over on the disk."""
    from fanlight.home.archive import fragments

    one = fragments.unpacked(bytes(segment.fragments))[DAMAGED_PIECE]
    file = places.footage() / str(segment.path)
    content = bytearray(file.read_bytes())
    content[one.offset + one.length // 2] ^= 1
    file.write_bytes(content)


def _sheet(camera: int, at: int) -> None:
    """Previews of the first ten minutes: each tile another shade."""
    from fanlight.home.archive.rules.graphs import tile

    sheet = np.zeros((540, 1600, 3), np.uint8)
    for number in range(60):
        y, x = number // 10 * 90, number % 10 * 160
        sheet[y : y + 90, x : x + 160] = 40 + number * 3
    done, jpeg = cv2.imencode(".jpg", sheet)
    assert done
    places.write_whole(places.previews(camera) / f"{tile(at).sheet}.jpg", jpeg.tobytes())
