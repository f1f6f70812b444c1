"""What a resident says of a camera: where it stands, and where it prints its name or the time into the picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.models.cameras import Camera, Zone
from fanlight.home.archive.rules import polygons
from fanlight.home.asks.actions import matching
from fanlight.home.asks.models.cameras import Lookout
from fanlight.home.asks.redact.boxes import Box, Size
from fanlight.home.asks.redact.recipe import Zone as Filled
from fanlight.trust.policy.cells import cell_at

FULL = polygons.FULL
MOST = 8  # outlines of one camera; a name, a time, a logo
HIGH = 800  # 1/10000: the line that cameras print is lower than that at every size that was looked at
Outline = list[list[int]]
STRIPS: dict[str, Outline] = {
    "top": [[0, 0], [FULL, 0], [FULL, HIGH], [0, HIGH]],
    "bottom": [[0, FULL - HIGH], [FULL, FULL - HIGH], [FULL, FULL], [0, FULL]],
}
"""What is offered before anybody draws: the whole width, where nearly all cameras print."""


class WrongOutline(FanlightError):
    """This cannot be an outline."""


def set_printed(*, camera: Camera, outlines: Sequence[Outline]) -> None:
    """These are filled in every film of this camera from now on; none: it prints nothing."""
    if len(outlines) > MOST:
        raise WrongOutline(f"At most {MOST} outlines can be drawn.")
    for outline in outlines:
        if fault := polygons.fault([(int(x), int(y)) for x, y in outline]):
            raise WrongOutline(fault)
    Lookout.objects.update_or_create(camera=camera, defaults={"printed": [list(map(list, one)) for one in outlines]})


def printed_of(camera: Camera) -> list[Outline] | None:
    """The outlines; None where nobody has said yet."""
    return Lookout.objects.filter(camera=camera).values_list("printed", flat=True).first()


def set_place(*, camera: Camera, place: tuple[float, float] | None, now: datetime) -> None:
    """(latitude, longitude), kept as the cell alone; None: it stands where the house stands."""
    cell = None if place is None else cell_at(longitude=place[1], latitude=place[0])
    Lookout.objects.update_or_create(camera=camera, defaults={"cell": cell})
    matching.match_all(now=now)


def has_own_place(camera: Camera) -> bool:
    return Lookout.objects.filter(camera=camera, cell__isnull=False).exists()


def always_filled(camera: Camera, size: Size) -> list[Filled]:
    """The rectangles round private zones and printed text, in pixels of a picture of this size."""
    private = [zone.points for zone in Zone.objects.filter(camera=camera, purpose="private")]
    text = printed_of(camera) or []
    return [Filled("private", _box(points, size)) for points in private] + [
        Filled("text", _box(points, size)) for points in text
    ]


def _box(points: Outline, size: Size) -> Box:
    width, height = size
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = min(xs) * width // FULL, min(ys) * height // FULL
    right, bottom = -(-max(xs) * width // FULL), -(-max(ys) * height // FULL)
    return left, top, right, bottom
