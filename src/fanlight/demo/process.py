"""The demo's own process: draws the scenes that are missing, then serves the made-up cameras until it is stopped."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from fanlight.demo import cast
from fanlight.demo.lamp import Lamp
from fanlight.demo.light import light_at
from fanlight.demo.own_clips import read_folder
from fanlight.demo.playing import Bell, playing
from fanlight.demo.rtsp.cameras import LOCAL, Cameras, Playing
from fanlight.demo.rtsp.server import Server
from fanlight.demo.scenes.shoot import draw_all, scene_folder
from fanlight.ground.clock import Clock, SystemClock

LOOK_EVERY = 0.25
"""Seconds between two looks at the clock, for dusk, dawn and the bell."""

Ready = Callable[[int], None]
"""Called once with the port when clients may connect."""
Pressed = Callable[[], None]
"""Called in a thread of its own when the bell is rung in the picture."""


def run(
    data_dir: Path,
    port: int,
    camera_folder: Path | None = None,
    ready: Ready | None = None,
    *,
    lamp_port: int = 0,
    pressed: Pressed | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; port 0 takes any free one."""
    cameras = drawn_cameras(data_dir) if camera_folder is None else own_cameras(camera_folder)
    server = Server(cameras, user=cast.USER, password=cast.access(data_dir, port).password)
    lamp = Lamp(cast.lamp_token(data_dir), lambda on: keep_light(server, on, SystemClock()))
    asyncio.run(_serve(server, port, lamp, lamp_port, ready, pressed if camera_folder is None else None))


def drawn_cameras(data_dir: Path) -> Mapping[str, Playing]:
    """The demo's scenes by path, drawn at the first call."""
    folder = scene_folder(cast.demo_folder(data_dir))
    draw_all(folder, lambda what, done, of: _say(f"Drawing the demo's cameras: {what} ({done} of {of})."))
    return playing(folder)


def own_cameras(folder: Path) -> Mapping[str, Playing]:
    found = read_folder(folder)
    for name, reason in found.left_out.items():
        _say(f"{name} is left out: {reason}")
    _say(f"{len(found.cameras)} of your clips are served as cameras.")
    return found.clips


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the terminal is where progress is read


async def _serve(
    server: Server, port: int, lamp: Lamp, lamp_port: int, ready: Ready | None, pressed: Pressed | None
) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await server.start(LOCAL, port)
    await lamp.start(lamp_port)
    looking = asyncio.create_task(_look(server, lamp, pressed))
    if ready is not None:
        ready(server.port)
    await stopped.wait()
    looking.cancel()
    await lamp.stop()
    await server.stop()


async def _look(server: Server, lamp: Lamp, pressed: Pressed | None) -> None:
    bell = Bell(server, lambda: _apart(pressed)) if pressed is not None else None
    while True:
        keep_light(server, lamp.on, SystemClock())
        if bell is not None:
            bell.look()
        await asyncio.sleep(LOOK_EVERY)


def _apart(deed: Callable[[], None]) -> None:
    """In a thread of its own: whoever is told may take a while, and the cameras must not stand still."""
    asyncio.get_running_loop().run_in_executor(None, deed)


def keep_light(cameras: Cameras, lamp: bool, clock: Clock) -> None:
    """Day and night come as they do outside; the lamp is seen where it shines."""
    version = light_at(clock.now())
    for mount in cameras.mounts.values():
        mount.show(*([f"{version}-lamp"] if lamp else []), version)
