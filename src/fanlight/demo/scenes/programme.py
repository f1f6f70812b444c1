"""What happens in front of each camera in one round: who comes, when, by day and by night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fanlight.demo.scenes.acts import Act, Drive, Errand, Prowl, Walk
from fanlight.demo.scenes.animals import Fur
from fanlight.demo.scenes.drive import DRIVE
from fanlight.demo.scenes.front_door import FRONT_DOOR
from fanlight.demo.scenes.garden import GARDEN
from fanlight.demo.scenes.people import Person
from fanlight.demo.scenes.place import Light, Place
from fanlight.demo.scenes.side_gate import SIDE_GATE
from fanlight.demo.scenes.vehicles import Paint

ROUND = 64.0
"""Seconds: a whole number of key frames of all streams and of AAC frames at 16 kHz, so that a round has no seam."""

COURIER = Person("#7d5a44", "#241c18", "#c4562f", "#9d4223", "#2d3644", cap="#2a3340")
NEIGHBOUR = Person("#e0b08f", "#5b3a26", "#6b4a86", "#553a6c", "#2c2f38")
POSTIE = Person("#c98f6b", "#2b2320", "#2f6f9f", "#245a83", "#3a4048", cap="#24496b")
WALKER = Person("#8a6248", "#1d1a18", "#48596a", "#394754", "#22262d", hood=True)
TEENAGER = Person("#e6bd9c", "#8a5a2c", "#3f7f63", "#2f634c", "#3b4a6b")

RED_CAR = Paint("#b5563f", "#8c3f2d", "#c9705a")
GREEN_CAR = Paint("#5f7f68", "#48634f", "#789681")
WHITE_VAN = Paint("#d9dcd8", "#b3b8b3", "#eceeeb")

GINGER = Fur("#b5713a", "#8f5527", "#ecd9bd")
GREY_CAT = Fur("#6f747a", "#4f5358", "#c9ccd0")
FOX = Fur("#b0602f", "#7c3f1e", "#e8d8c4", bushy=True)


Kind = Literal["person", "vehicle", "animal"]


@dataclass(frozen=True)
class Moment:
    """What the past and the doorbell need to know of a scene: what is seen from when to when."""

    kind: Kind
    start: float  # seconds of the round
    end: float
    best: float  # when it is seen best
    press: float | None = None  # when the bell is pressed


@dataclass(frozen=True)
class Scene:
    """One camera's round in one light."""

    place: Place
    light: Light
    acts: Sequence[Act]
    moments: tuple[Moment, ...]


DAY, NIGHT = Light(night=False), Light(night=True)
DAY_LAMP, NIGHT_LAMP = Light(night=False, lamp=True), Light(night=True, lamp=True)


def _front_day(light: Light) -> Scene:
    courier = Walk(
        COURIER,
        [
            (20, 1330, 470),
            (29, 645, 470),
            (29.6, 645, 474),
            (36.4, 642, 664),
            (42, 642, 664),
            (48.4, 644, 474),
            (48.9, 640, 470),
            (57.5, -60, 470),
        ],
        Errand(carries=(0, 41), rings=(37.2, 39.0)),
    )
    van = Drive(WHITE_VAN, [(3, -150, 428), (6.6, 1430, 428)], 1.02, lights=light.night)
    moments = (Moment("vehicle", 3, 6.6, best=4.5), Moment("person", 21, 57, best=36.5, press=38.0))
    return Scene(FRONT_DOOR, light, (van, courier), moments)


def _front_night(light: Light) -> Scene:
    walker = Walk(WALKER, [(26, -60, 472), (43, 1340, 472)])
    car = Drive(GREEN_CAR, [(55, 1440, 412), (58.5, -160, 412)], 0.96, lights=True)
    return Scene(
        FRONT_DOOR, light, (walker, car), (Moment("person", 26, 43, best=34.5), Moment("vehicle", 55, 58.5, best=56.6))
    )


def _drive_day() -> Scene:
    neighbour = Walk(
        NEIGHBOUR,
        [(32, 1340, 306), (39, 826, 306), (44.5, 905, 520), (50, 905, 520), (55, 830, 306), (60, 1340, 306)],
        Errand(stands="left"),
    )
    car = Drive(RED_CAR, [(6, -120, 272), (9.4, 1400, 272)], 0.66, lights=False)
    return Scene(
        DRIVE, DAY, (car, neighbour), (Moment("vehicle", 6, 9.4, best=8.2), Moment("person", 33, 60, best=44.5))
    )


def _drive_night() -> Scene:
    walker = Walk(
        WALKER,
        [(18, -60, 304), (26, 800, 304), (32, 900, 540), (37, 900, 540), (43, 800, 304), (50, 1340, 304)],
        Errand(stands="left"),
    )
    return Scene(DRIVE, NIGHT, (walker,), (Moment("person", 19, 50, best=32.5),))


def _gate_day() -> Scene:
    cat = Prowl(
        GREY_CAT, [(14, 330, 470), (15.5, 400, 470), (17.5, 400, 470), (25, 1000, 640), (28.5, 1350, 700)], 0.62
    )
    postie = Walk(POSTIE, [(44, 660, 352), (50.5, 600, 640), (53, 600, 640), (59.5, 660, 352)])
    return Scene(
        SIDE_GATE, DAY, (cat, postie), (Moment("animal", 14, 28.5, best=20.5), Moment("person", 44, 59.5, best=50.5))
    )


def _gate_night() -> Scene:
    fox = Prowl(FOX, [(30, 1330, 690), (36, 800, 640), (38, 800, 640), (43, 560, 420), (45, 520, 372)], 0.75)
    return Scene(SIDE_GATE, NIGHT, (fox,), (Moment("animal", 30, 45, best=36.5),))


def _garden_day() -> Scene:
    cat = Prowl(GINGER, [(34, 1350, 600), (41, 960, 630), (44, 960, 630), (53, 380, 600), (59, -90, 570)], 0.62)
    teenager = Walk(TEENAGER, [(4, -60, 480), (10, 420, 520), (13, 560, 520), (15, 560, 520), (22, -60, 470)])
    return Scene(
        GARDEN, DAY, (teenager, cat), (Moment("person", 4, 22, best=12.5), Moment("animal", 34, 59, best=42.5))
    )


def _garden_night() -> Scene:
    fox = Prowl(FOX, [(22, -90, 600), (29, 420, 640), (32, 420, 640), (42, 1370, 620)], 0.75)
    return Scene(GARDEN, NIGHT, (fox,), (Moment("animal", 22, 42, best=30.5),))


SCENES: dict[str, dict[str, Scene]] = {
    "front-door": {
        "day": _front_day(DAY),
        "night": _front_night(NIGHT),
        "day-lamp": _front_day(DAY_LAMP),
        "night-lamp": _front_night(NIGHT_LAMP),
    },
    "drive": {"day": _drive_day(), "night": _drive_night()},
    "side-gate": {"day": _gate_day(), "night": _gate_night()},
    "garden": {"day": _garden_day(), "night": _garden_night()},
}
"""By camera and version."""
