"""The demo's own process: draws the scenes that are missing, then serves the made-up cameras until it is stopped."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from fanlight.demo import cast
from fanlight.demo.light import light_at
from fanlight.demo.own_clips import read_folder
from fanlight.demo.rtsp.cameras import LOCAL, Cameras, Playing
from fanlight.demo.rtsp.clip import Clip, read_clip
from fanlight.demo.rtsp.server import Server
from fanlight.demo.scenes.programme import SCENES
from fanlight.demo.scenes.shoot import draw_all, file_of, scene_folder
from fanlight.ground.clock import Clock, SystemClock

LIGHT_EVERY = 20.0
"""Seconds between two looks at the clock: dusk may come that late."""

Ready = Callable[[int], None]
"""Called once with the port when clients may connect."""


def run(data_dir: Path, port: int, camera_folder: Path | None = None, ready: Ready | None = None) -> None:
    """Serve until SIGTERM or SIGINT; port 0 takes any free one."""
    cameras = drawn_cameras(data_dir) if camera_folder is None else own_cameras(camera_folder)
    server = Server(cameras, user=cast.USER, password=cast.access(data_dir, port).password)
    asyncio.run(_serve(server, port, ready))


def drawn_cameras(data_dir: Path) -> Mapping[str, Playing]:
    """The demo's scenes by path, drawn at the first call."""
    folder = scene_folder(cast.demo_folder(data_dir))
    draw_all(folder, lambda what, done, of: _say(f"Drawing the demo's cameras: {what} ({done} of {of})."))
    return {
        camera.path(stream): {version: _played(folder, camera.key, version, stream) for version in SCENES[camera.key]}
        for camera in cast.DEMO_CAMERAS
        for stream in ("main", "sub")
    }


def own_cameras(folder: Path) -> Mapping[str, Playing]:
    found = read_folder(folder)
    for name, reason in found.left_out.items():
        _say(f"{name} is left out: {reason}")
    _say(f"{len(found.cameras)} of your clips are served as cameras.")
    return found.clips


def _played(folder: Path, camera: str, version: str, stream: str) -> Clip:
    return read_clip(file_of(folder, camera, version, stream))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the terminal is where progress is read


async def _serve(server: Server, port: int, ready: Ready | None) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await server.start(LOCAL, port)
    keeping = asyncio.create_task(keep_light(server, SystemClock()))
    if ready is not None:
        ready(server.port)
    await stopped.wait()
    keeping.cancel()
    await server.stop()


async def keep_light(server: Cameras, clock: Clock) -> None:
    """Day and night come as they do outside."""
    while True:
        version = light_at(clock.now())
        for mount in server.mounts.values():
            mount.show(version)
        await asyncio.sleep(LIGHT_EVERY)
