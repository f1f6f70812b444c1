"""The demo inside a home: its rows, kept in step with what the demo's process serves."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from fanlight.demo import cast
from fanlight.demo.community.founding import LATITUDE, LONGITUDE
from fanlight.demo.own_clips import read_folder
from fanlight.demo.process import drawn_cameras, run
from fanlight.ground.clock import Clock
from fanlight.ground.errors import FanlightError
from fanlight.home.recorder import client
from fanlight.project.environ import Environ
from fanlight.project.ports import usable_port

MADE_UP_PLACE = (LATITUDE, LONGITUDE)  # degrees; where nobody lives: in the sea, in the made-up community


def serve(environ: Environ) -> int:
    """The demo's process until SIGTERM."""
    data = environ.data
    run(data, _port(data, "port"), environ.demo_clips, lamp_port=_port(data, "lamp-port"), pressed=lambda: _ring(data))
    return 0


def _ring(data: Path) -> None:
    """Somebody rings in the picture, so the doorbell rings; while the recorder starts anew nobody hears it."""
    number = _known(data)["rows"].get("drawn:front-door")
    if number is not None:
        with suppress(FanlightError):
            client.press(data, number)


def prepare_demo(environ: Environ, clock: Clock) -> None:
    """Scenes drawn, cameras added, the past written: all of it once, and again only what is missing."""
    if environ.demo_clips:
        cameras: Sequence[cast.DemoCamera] = read_folder(environ.demo_clips).cameras
    else:
        drawn_cameras(environ.data)
        cameras = cast.DEMO_CAMERAS
    _rows(environ, clock, cameras)
    if not environ.demo_clips:
        _lamp(environ.data)
        _past(environ, clock)


def _port(data: Path, name: str) -> int:
    """A port of the demo: the one in its rows, as long as nobody else has it."""
    kept = cast.demo_folder(data) / name
    port = usable_port(int(kept.read_text()) if kept.exists() else 0)
    kept.write_text(str(port))
    return port


def _rows(environ: Environ, clock: Clock, cameras: Sequence[cast.DemoCamera]) -> None:
    """One row a camera. Those the owner removed stay removed; those not served this time are set aside."""
    from fanlight.home.archive.actions import cameras as actions
    from fanlight.home.archive.models.cameras import Camera

    known = _known(environ.data)
    access = cast.access(environ.data, _port(environ.data, "port"))
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
    _book(environ.data).write_text(json.dumps(known))


def _book(data: Path) -> Path:
    return cast.demo_folder(data) / "cameras.json"


def _known(data: Path) -> dict[str, Any]:
    """Which rows are the demo's, by what they show."""
    found: dict[str, Any] = {"rows": {}, "aside": []}
    return found | json.loads(_book(data).read_text()) if _book(data).exists() else found


def _lamp(data: Path) -> None:
    """One lamp that the front door's picture shows; it stays removed once the owner removed it."""
    from fanlight.home.lights.actions.lights import NameTaken, add_light, change_light
    from fanlight.home.lights.models.lights import Light
    from fanlight.home.lights.target import Target, call

    url = f"http://127.0.0.1:{_port(data, 'lamp-port')}/lamp"
    on, off = (call("POST", url, json.dumps({"on": position})) for position in (True, False))
    target = Target(on, off, cast.lamp_token(data))
    known = _known(data)
    row = Light.objects.filter(pk=known.get("lamp", 0)).first()
    if row is not None:
        change_light(light=row, name=row.name, to=target)
    elif "lamp" not in known:
        with suppress(NameTaken):  # the household has a porch lamp of its own
            known["lamp"] = add_light(name="Porch lamp", to=target, demo=True).pk
            _book(data).write_text(json.dumps(known))
            _lamp_rules(known["lamp"], known["rows"].get("drawn:front-door", 0))


def _lamp_rules(lamp: int, door: int) -> None:
    """In the dark for whoever comes; for the bell at any hour, so that one sees it by day too."""
    from fanlight.home.archive.models.cameras import Camera
    from fanlight.home.household.house import place
    from fanlight.home.lights.actions.lights import RuleWish, add_rule, set_place
    from fanlight.home.lights.models.lights import Light

    light, camera = Light.objects.get(pk=lamp), Camera.objects.filter(pk=door).first()
    if camera is not None:
        add_rule(light=light, wish=RuleWish(camera, ["person", "movement"], True, 3))
        add_rule(light=light, wish=RuleWish(camera, ["press"], False, 2))
    if place() is None:
        set_place(latitude=MADE_UP_PLACE[0], longitude=MADE_UP_PLACE[1])


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
