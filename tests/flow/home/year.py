"""A year of rows, as the index of a house with four cameras holds them; no file lies behind them."""

from __future__ import annotations

from datetime import UTC, datetime

from fanlight.ground.clock import micros
from fanlight.home.archive import fragments as tables
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Deletion, Gap, Segment
from fanlight.home.recorder.index import Fragment
from fanlight.home.recorder.packet import VIDEO_HZ

CAMERAS, DAYS, EVENTS = 4, 365, 40
ALWAYS_DAYS = 14  # of the newest days are recorded always: a segment a minute; the others on events
LAST_DAY = datetime(2026, 11, 24, tzinfo=UTC)
DAY_US, MINUTE_US = 86_400_000_000, 60_000_000
KINDS = ("movement", "movement", "person", "vehicle", "animal", "press")


def fill() -> None:
    """Write the rows; some seconds."""
    for number in range(1, CAMERAS + 1):
        Camera.objects.create(pk=number, name=f"Camera {number}", url="rtsp://127.0.0.1/", state="recording")
    first_us = micros(LAST_DAY) - (DAYS - 1) * DAY_US
    for day in range(DAYS):
        start_us = first_us + day * DAY_US
        always = day >= DAYS - ALWAYS_DAYS
        Event.objects.bulk_create(_events(start_us))
        Gap.objects.bulk_create(_gaps(start_us))
        if day < DAYS // 2:
            Deletion.objects.bulk_create(_deletions(start_us))
        if day >= DAYS // 3:
            Segment.objects.bulk_create(_segments(start_us, always=always))


def _events(start_us: int) -> list[Event]:
    step = DAY_US // EVENTS
    return [
        Event(
            camera_id=camera, kind=KINDS[(n + camera) % len(KINDS)], start_us=at, confirmed_us=at + 1_000_000,
            last_us=at + 20_000_000, end_us=at + 20_000_000, score=0.5, scores=bytes(20), named=True, picture=True,
        )
        for camera in range(1, CAMERAS + 1)
        for n in range(EVENTS)
        for at in (start_us + n * step + camera * MINUTE_US,)
    ]  # fmt: skip


def _gaps(start_us: int) -> list[Gap]:
    return [
        Gap(camera_id=camera, start_us=at, end_us=at + MINUTE_US, reason="camera", words="Camera did not answer.")
        for camera in range(1, CAMERAS + 1)
        for at in range(start_us, start_us + DAY_US, DAY_US // 5)
    ]


def _deletions(start_us: int) -> list[Deletion]:
    return [
        Deletion(
            camera_id=camera, start_us=start_us, end_us=start_us + DAY_US - 1, size=1 << 30, reason="days", days=30,
            at_us=start_us + 31 * DAY_US,
        )
        for camera in range(1, CAMERAS + 1)
    ]  # fmt: skip


def _segments(start_us: int, *, always: bool) -> list[Segment]:
    every, seconds = (MINUTE_US, 60) if always else (DAY_US // EVENTS, 35)
    table = tables.packed([Fragment(n, 900 + n * 250_000, 249_936, n * VIDEO_HZ, VIDEO_HZ) for n in range(seconds)])
    return [
        Segment(
            camera_id=camera, run=bytes(16), path=f"{camera}/{at}.mp4", status=Segment.CLOSED, start_us=at,
            end_us=at + seconds * 1_000_000, size=seconds * 250_000, head=bytes(32), first_head=bytes(32),
            fragments=table, mime='video/mp4; codecs="avc1.4d401f"', width=1920, height=1080, init_length=900,
        )
        for camera in range(1, CAMERAS + 1)
        for at in range(start_us + camera * 1_000_000, start_us + DAY_US, every)
    ]  # fmt: skip
