"""A cat or a fox that walks by: about 60 units long, feet at the origin, looking to the right."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

from fanlight.demo.scenes.canvas import Canvas


@dataclass(frozen=True)
class Fur:
    coat: str
    dark: str
    belly: str
    bushy: bool = False  # a fox's tail and snout


def draw_animal(canvas: Canvas, fur: Fur, phase: float, *, walking: bool) -> None:
    canvas.oval(0, 0, 31, 3.6, "#000000", 0.28)
    swing = sin(phase) if walking else 0.0
    for x, turn, far in ((-16, -1, True), (14, 1, True), (-19, 1, False), (17, -1, False)):
        foot = (x + 7.5 * swing * turn, -1.4)
        canvas.limb([(x, -17), ((x + foot[0]) / 2 - 1, -9), foot], (7.2, 4.6, 3.8), fur.dark if far else fur.coat)
    _tail(canvas, fur, sin(phase * 0.5))
    canvas.path(
        "M-24 -20C-26 -30 -16 -33 -4 -32C8 -33 18 -34 23 -28C26 -22 22 -14 14 -14"
        "C4 -11 -8 -11 -17 -13C-22 -14 -24 -17 -24 -20z",
        fur.coat,
    )
    canvas.path("M-14 -13C-4 -11 8 -11 16 -14C10 -17 -8 -17 -14 -13z", fur.belly)
    for stripe in (-14, -6, 2):
        canvas.path(f"M{stripe} -32l4 0l-1 8l-2 0z", fur.dark, 0.0 if fur.bushy else 0.7)
    head = canvas.at(27, -32)
    for ear, far in ((3.4, True), (-4.2, False)):
        head.path(f"M{ear - 3.4} -5l1.4 -8.6l5.4 5.6z", fur.dark if far else fur.coat)
    head.oval(0, 0, 9, 8, fur.coat)
    if fur.bushy:
        head.path("M4 -4L17 2.4L14 5L2 7z", fur.coat)
        head.path("M3 3L15 4L8 7.4z", fur.belly)
        head.oval(16.4, 3, 1.5, 1.4, "#1c1a19")
    else:
        head.oval(5, 2.6, 4.6, 3.6, fur.belly)
        head.path("M8 0.4l2.6 0.2l-1.3 1.6z", "#b5716a")
    head.oval(3.2, -1.6, 1.2, 1.4, "#1c1a19")


def _tail(canvas: Canvas, fur: Fur, wave: float) -> None:
    if fur.bushy:
        canvas.limb([(-22, -25), (-34, -22 + 2 * wave), (-47, -17 + 3 * wave)], (6, 11, 7), fur.coat)
        canvas.limb([(-44, -18 + 3 * wave), (-51, -15.4 + 3 * wave)], (8, 3), fur.belly)
    else:
        canvas.limb([(-22, -27), (-32, -36), (-33 + 3 * wave, -49), (-29 + 4 * wave, -54)], (5, 4.4, 4, 3.4), fur.coat)
