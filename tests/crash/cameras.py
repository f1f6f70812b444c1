"""Cameras for the kill test: short films of several kinds, served by the demo's RTSP server in a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from fanlight.demo.rtsp.clip import read_clip
from fanlight.demo.rtsp.server import Server
from tests.unit.home.recorder.film import RATE, film

KINDS = {"one": ("h264", 1, 0), "two": ("hevc", 2, 0), "three": ("h264", 4, 0)}
"""Path: codec, seconds of a GOP, B-frames."""
SECONDS = 8


def gop_seconds(name: str) -> int:
    return KINDS[name][1]


def written(folder: Path, name: str) -> Path:
    """The film as an MP4 that the server reads."""
    codec, gop_s, b_frames = KINDS[name]
    _, packets = film(codec, seconds=SECONDS, gop=gop_s * RATE, b_frames=b_frames, size=160)
    raw = folder / f"{name}.{codec}"
    raw.write_bytes(b"".join(packet.data for packet in packets))
    target = folder / f"{name}.mp4"
    with av.open(raw, format=codec, options={"framerate": str(RATE)}) as source, av.open(target, "w") as made:
        stream = made.add_stream_from_template(source.streams.video[0])
        stream.time_base = source.streams.video[0].time_base
        for number, packet in enumerate(source.demux(video=0)):
            if packet.size:
                step = round(1 / (RATE * packet.time_base))
                packet.stream, packet.pts, packet.dts, packet.duration = stream, number * step, number * step, step
                made.mux(packet)
    return target


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The server, listening on a free port of the loopback."""
    server = Server({name: read_clip(written(folder, name)) for name in KINDS})
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="cameras")
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
