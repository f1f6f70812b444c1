"""`fanlight redact`: a file in, a file out in which everything that moves and every face found is filled."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fanlight.project.environ import environ

if TYPE_CHECKING:
    from fanlight.home.asks.redact.boxes import Box
    from fanlight.home.asks.redact.recipe import Recipe, Zone

MICROS = 1_000_000
THREADS = 2


class _BoxType(click.ParamType[Any]):
    """Four whole numbers: left, top, right, bottom in pixels."""

    name = "X0,Y0,X1,Y1"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Box:
        parts = str(value).split(",")
        if len(parts) != 4 or not all(part.strip().isdecimal() and len(part) < 6 for part in parts):
            self.fail("give four whole numbers, as in 0,0,320,40", param, ctx)
        x0, y0, x1, y1 = (int(part) for part in parts)
        if x0 >= x1 or y0 >= y1:
            self.fail("right and bottom must lie past left and top", param, ctx)
        return x0, y0, x1, y1


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where the redacted MP4 goes.")
@click.option("--report", type=click.Path(path_type=Path), help="Where a list of what was filled goes, as JSON.")
@click.option("--zone", "zones", multiple=True, type=_BoxType(), help="Always fill this part of the picture.")
@click.option("--text", "texts", multiple=True, type=_BoxType(), help="Where the camera prints its text: filled too.")
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@click.option("--get-models", is_flag=True, help="Fetch the models (40 MB) that look for faces, persons and vehicles.")
def redact(
    file: Path | None,
    out: Path | None,
    report: Path | None,
    zones: tuple[Box, ...],
    texts: tuple[Box, ...],
    force: bool,
    get_models: bool,
) -> None:
    """Fill everything that moves, and every face, person and vehicle found, in one colour; remove sound and metadata.

    Exit status: 0 done, 2 when FILE cannot be opened, 3 when a model is missing.
    """
    if get_models:
        from fanlight.project.cli.detector import get_all

        get_all(environ().data / "models", quietly=False)
    if file is None:
        if get_models:
            return
        raise click.UsageError("Give the file to redact.")
    if out is None:
        raise click.UsageError("Say with --out where the redacted file goes.")
    _may_write(file, [path for path in (out, report) if path is not None], force)
    recipe = _redacted(file, out, zones, texts)
    if report is not None:
        report.write_text(json.dumps({"frames": _frames(recipe)}) + "\n", "utf-8")


def _may_write(file: Path, targets: list[Path], force: bool) -> None:
    if len({path.absolute() for path in [file, *targets]}) != 1 + len(targets):
        raise click.UsageError("FILE, --out and --report must be different files.")
    for path in targets:
        if path.exists() and not force:
            raise click.UsageError(f"{path} is there already; --force overwrites it.")
        if not path.absolute().parent.is_dir():
            raise click.UsageError(f"The folder of {path} does not exist.")


def _redacted(file: Path, out: Path, zones: tuple[Box, ...], texts: tuple[Box, ...]) -> Recipe:
    import av
    import cv2

    from fanlight.home.asks.redact.apply import apply
    from fanlight.home.asks.redact.frames import Clip
    from fanlight.home.asks.redact.models import detectors
    from fanlight.home.asks.redact.plan import plan
    from fanlight.home.asks.redact.recipe import Zone

    av.logging.set_level(None)
    cv2.setNumThreads(THREADS)
    Clip(file).close()  # a file that cannot be opened is told before a model that is missing
    looking = detectors(environ().data / "models")
    always: list[Zone] = [Zone("private", box) for box in zones] + [Zone("text", box) for box in texts]
    click.echo(
        "fanlight: there is only the file, nothing from before or after it: the empty scene is guessed from the file "
        "itself, so who stands in it throughout is covered only if a detector finds them.",
        err=True,
    )
    recipe = plan(file, (), always, looking, _Progress("looking"))
    apply(file, recipe, frozenset(), out, _Progress("writing"))
    return recipe


class _Progress:
    """A line on stderr for each tenth, or one that counts up where a person watches."""

    def __init__(self, what: str) -> None:
        self._what, self._told = what, -1

    def __call__(self, share: float) -> bool:
        step = 1 if sys.stderr.isatty() else 10
        percent = int(share * 100) // step * step
        if percent > self._told:
            self._told = percent
            click.echo(f"fanlight: {self._what} {percent} %", err=True)
        return True


def _frames(recipe: Recipe) -> list[dict[str, Any]]:
    """What others rely on: seconds, boxes as filled in source pixels, whether the whole frame is filled."""
    whole = {one.frame for one in recipe.whole}
    everything = [[0, 0, *recipe.size]]
    return [
        {
            "t": at_us / MICROS,
            "boxes": everything if number in whole else [list(box) for box in recipe.boxes(number)],
            "whole": number in whole,
        }
        for number, at_us in enumerate(recipe.times_us)
    ]
