"""Persons who walk, stand, carry and ring: drawn limb by limb, 100 units tall, feet at the origin."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Literal

from fanlight.demo.scenes.canvas import Canvas, ellipse

Facing = Literal["front", "back", "left", "right"]


@dataclass(frozen=True)
class Person:
    """How somebody looks."""

    skin: str
    hair: str
    coat: str
    coat_dark: str
    trousers: str
    shoes: str = "#1b1d20"
    cap: str = ""
    hood: bool = False


@dataclass(frozen=True)
class Pose:
    """How somebody stands at one moment."""

    facing: Facing
    walking: bool = False
    phase: float = 0.0  # radians; one double step is a whole turn
    parcel: bool = False
    ringing: float = 0.0  # 0 arm down, 1 finger at the bell


def draw_person(canvas: Canvas, person: Person, pose: Pose) -> None:
    canvas.oval(0, 0, 17, 3.4, "#000000", 0.30)
    if pose.facing in ("left", "right"):
        _from_the_side(canvas.at(0, 0, mirrored=pose.facing == "left"), person, pose)
    else:
        _facing(canvas, person, pose)


def _facing(canvas: Canvas, person: Person, pose: Pose) -> None:
    swing = sin(pose.phase) if pose.walking else 0.0
    bob = 0.9 * abs(cos(pose.phase)) if pose.walking else 0.0
    for side in (-1, 1):
        _leg_facing(canvas, person, side, max(0.0, swing * side))
    body = canvas.at(0, -bob)
    front = pose.facing == "front"
    if not front:
        _arms_facing(body, person, pose, swing)
    _torso(body, person, front=front)
    if front:
        _arms_facing(body, person, pose, swing)
    _head(body, person, front=front)


def _leg_facing(canvas: Canvas, person: Person, side: int, lift: float) -> None:
    x = side * 4.9
    joints = [(x * 0.9, -49), (x, -27 - 2.5 * lift), (x, -5 - 6.5 * lift)]
    canvas.oval(x + side * 0.6, -2.6 - 5.6 * lift, 4.4, 2.9 + lift * 0.6, person.shoes)
    canvas.limb(joints, (10.4, 8.6, 6.6), person.trousers)
    canvas.limb(
        [(x + side * 2.4, -44), (x + side * 2.2, -8 - 6 * lift)], (3, 2), "#15181d" if lift else person.trousers
    )


def _torso(canvas: Canvas, person: Person, *, front: bool) -> None:
    canvas.path(
        "M-5 -84C-12 -83 -14 -79 -13.2 -72L-11.4 -46Q0 -43 11.4 -46L13.2 -72C14 -79 12 -83 5 -84Q0 -86 -5 -84z",
        person.coat,
    )
    canvas.path("M4 -84C12 -83 14 -79 13.2 -72L11.4 -46Q7 -44.4 3 -44.6Q7 -62 4 -84z", person.coat_dark, 0.75)
    if front:
        canvas.rect(-0.5, -83, 1, 38, person.coat_dark)
        canvas.rect(-11.2, -49.6, 22.4, 1.2, person.coat_dark, 0.8)


def _arms_facing(canvas: Canvas, person: Person, pose: Pose, swing: float) -> None:
    if pose.parcel and pose.ringing == 0:
        for side in (-1, 1):
            canvas.limb([(side * 12.4, -78), (side * 15, -66), (side * 9, -60)], (7.4, 6.6, 5.4), person.coat)
        _parcel(canvas.at(-10, -70))
        for side in (-1, 1):
            canvas.oval(side * 9.8, -60, 2.7, 2.9, person.skin)
        return
    if pose.parcel:
        _parcel(canvas.at(-32, -64))
    for side in (-1, 1):
        reach = swing * side
        elbow, hand = (side * 14.8, -63.5 + reach), (side * 14.2, -48.5 - 3.6 * reach)
        if side == 1 and pose.ringing > 0:
            share = pose.ringing
            elbow = (15.6, -63.5 - 6 * share)
            hand = (14.2 - 8 * share, -48.5 - 28 * share)
        canvas.limb([(side * 12, -78.5), elbow, hand], (7.4, 6.2, 5), person.coat if side < 0 else person.coat_dark)
        canvas.oval(hand[0], hand[1] + (2 if not pose.ringing or side < 0 else -1.5), 2.5, 3, person.skin)


def _parcel(canvas: Canvas) -> None:
    canvas.rect(0, 0, 20, 14.5, "#b98a54")
    canvas.rect(0, 0, 20, 3.2, "#c99b64")
    canvas.rect(8.4, 0, 3.2, 14.5, "#a5763f")
    canvas.rect(13.4, 4, 5, 3.6, "#f1ead9")


def _head(canvas: Canvas, person: Person, *, front: bool) -> None:
    canvas.rect(-2.6, -87, 5.2, 5, person.skin)
    if person.hood:
        canvas.oval(0, -92.2, 7.4, 8.4, person.coat_dark)
    canvas.oval(0, -92.2, 5.5, 6.9, person.skin if front else person.hair)
    if front:
        canvas.fill(ellipse(0, -94, 5.9, 6.2, 180, 360), person.hair)
        for side in (-1, 1):
            canvas.oval(side * 2.1, -92.4, 0.75, 0.8, "#22201e")
            canvas.rect(side * 2.1 - 1.3, -94.4, 2.6, 0.6, person.hair, 0.8)
        canvas.rect(-0.5, -92, 1, 2.6, "#000000", 0.12)
        canvas.rect(-1.7, -88.6, 3.4, 0.7, "#7a3f34", 0.8)
    else:
        canvas.rect(-3, -87.2, 6, 1.8, person.skin)
    if person.cap:
        canvas.fill(ellipse(0, -94.4, 6.3, 6, 180, 360), person.cap)
        canvas.oval(0, -94.4, 6.7 if front else 6.3, 1.5, person.cap)


def _joint(start: tuple[float, float], angle: float, length: float) -> tuple[float, float]:
    """Degrees from hanging down, forwards positive."""
    return start[0] + length * sin(radians(angle)), start[1] + length * cos(radians(angle))


def _from_the_side(canvas: Canvas, person: Person, pose: Pose) -> None:
    """Looking to the right."""
    bob = 1.1 * abs(sin(pose.phase)) if pose.walking else 0.0
    body = canvas.at(0, bob)
    _arm_side(body, person, pose, far=True)
    for far in (True, False):
        _leg_side(body, person, pose, far=far)
    body.path("M-4 -84C-8.4 -82 -9 -74 -8.4 -64L-7.6 -46Q0 -43.4 7.4 -46L8.2 -64C9 -74 7.6 -82 3.4 -84z", person.coat)
    body.path("M-4 -84C-8.4 -82 -9 -74 -8.4 -64L-7.6 -46Q-5 -45 -3 -45Q-5.4 -64 -4 -84z", person.coat_dark, 0.8)
    if pose.parcel:
        _parcel(body.at(6, -70, 0.85))
    _arm_side(body, person, pose, far=False)
    body.rect(-2.4, -87, 5, 5, person.skin)
    if person.hood:
        body.oval(-1, -92, 7.6, 8.4, person.coat_dark)
    body.oval(0.8, -92, 5.8, 6.8, person.skin)
    body.path("M6 -92.6l2.2 2.2l-2.2 0.9z", person.skin)
    body.path("M-5.4 -90C-7 -98 -2 -100.4 2.4 -99.4C6 -98.6 6.8 -96.4 6.2 -95L1 -94.6L-1.6 -88z", person.hair)
    body.oval(4, -92.6, 0.7, 0.8, "#22201e")
    if person.cap:
        body.fill(ellipse(0.6, -94.6, 6.4, 6, 180, 360), person.cap)
        body.rect(2, -95.6, 9.4, 1.8, person.cap)


def _leg_side(canvas: Canvas, person: Person, pose: Pose, *, far: bool) -> None:
    phase = pose.phase + (3.14159 if far else 0.0)
    thigh = 25 * sin(phase) if pose.walking else (3 if far else -2)
    bend = 8 + 34 * max(0.0, cos(phase)) if pose.walking else 2.0
    hip = (0.0, -48.0)
    knee = _joint(hip, thigh, 22)
    ankle = _joint(knee, thigh - bend, 21)
    canvas.limb([(ankle[0] - 1, ankle[1] + 1.6), (ankle[0] + 5.6, ankle[1] + 2.4)], (5, 3.6), person.shoes)
    canvas.limb([hip, knee, ankle], (11.4, 8.4, 6), "#20242b" if far else person.trousers)


def _arm_side(canvas: Canvas, person: Person, pose: Pose, *, far: bool) -> None:
    phase = pose.phase + (0.0 if far else 3.14159)
    upper = 24 * sin(phase) if pose.walking else (-2 if far else 3)
    fore = upper + 16
    if pose.parcel:
        upper, fore = 18, 82
    shoulder = (-0.4, -78.0)
    elbow = _joint(shoulder, upper, 16)
    hand = _joint(elbow, fore, 15)
    canvas.oval(hand[0], hand[1], 2.6, 2.9, person.skin)
    canvas.limb([shoulder, elbow, _joint(elbow, fore, 13)], (7.8, 6.4, 5), person.coat_dark if far else person.coat)
    if not far:
        canvas.limb([(shoulder[0] - 1.6, shoulder[1] + 3), elbow], (1.6, 1.4), person.coat_dark)
