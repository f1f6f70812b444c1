"""The demo inside a home: its rows, kept in step with what the demo's process serves."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from fanlight.demo import cast
from fanlight.demo.own_clips import read_folder
from fanlight.demo.process import drawn_cameras, run
from fanlight.ground.clock import Clock
from fanlight.project.environ import Environ
from fanlight.project.ports import usable_port


def serve(environ: Environ) -> int:
    """The demo's process until SIGTERM."""
    run(environ.data, _port(environ.data), environ.demo_clips)
    return 0


def prepare_demo(environ: Environ, clock: Clock) -> None:
    """Scenes drawn, cameras added, the past written: all of it once, and again only what is missing."""
    if environ.demo_clips:
        cameras: Sequence[cast.DemoCamera] = read_folder(environ.demo_clips).cameras
    else:
        drawn_cameras(environ.data)
        cameras = cast.DEMO_CAMERAS
    _rows(environ, clock, cameras)
    if not environ.demo_clips:
        _past(environ, clock)


def _port(data: Path) -> int:
    """The port of the demo's cameras: the one in their rows, as long as nobody else has it."""
    kept = cast.demo_folder(data) / "port"
    port = usable_port(int(kept.read_text()) if kept.exists() else 0)
    kept.write_text(str(port))
    return port


def _rows(environ: Environ, clock: Clock, cameras: Sequence[cast.DemoCamera]) -> None:
    """One row a camera. Those the owner removed stay removed; those not served this time are set aside."""
    from fanlight.home.archive.actions import cameras as actions
    from fanlight.home.archive.models.cameras import Camera

    book = cast.demo_folder(environ.data) / "cameras.json"
    known = json.loads(book.read_text()) if book.exists() else {"rows": {}, "aside": []}
    access = cast.access(environ.data, _port(environ.data))
    prefix = "own:" if environ.demo_clips else "drawn:"
    wanted = {prefix + camera.key: camera for camera in cameras}
    now = clock.now()
    for key, number in known["rows"].items():
        row = Camera.objects.filter(pk=number, removed_us=None).first()
        if row and key not in wanted:
            actions.remove(camera=row, now=now)
            known["aside"].append(number)
    for key, camera in wanted.items():
        main, sub = access.url(camera, "main"), access.url(camera, "sub") if camera.has_sub else ""
        row = Camera.objects.filter(pk=known["rows"].get(key, 0)).first()
        if row is None and key not in known["rows"]:
            row = actions.add(
                name=_free_name(camera.name),
                url=main,
                sub_url=sub,
                username=access.user,
                password=access.password,
                place=camera.place,
                doorbell=camera.doorbell,
                demo=True,
                now=now,
            )
            known["rows"][key] = row.pk
        elif row and (row.removed_us is None or row.pk in known["aside"]):
            row.removed_us = None
            known["aside"] = [number for number in known["aside"] if number != row.pk]
            actions.change(camera=row, url=main, sub_url=sub, username=access.user, password=access.password)
    book.write_text(json.dumps(known))


def _free_name(name: str) -> str:
    """The demo gives way to a camera of the house that has the same name."""
    from fanlight.home.archive.models.cameras import Camera

    taken = set(Camera.objects.filter(removed_us=None).values_list("name", flat=True))
    return next(
        one for one in (name, f"{name} (demo)", *(f"{name} (demo {i})" for i in range(2, 99))) if one not in taken
    )


def _past(environ: Environ, clock: Clock) -> None:
    """Yesterday and today, so that there is a timeline to scrub."""
    from fanlight.demo.past import write_past

    write_past(environ.data, clock, lambda line: print(line, file=sys.stderr, flush=True))
