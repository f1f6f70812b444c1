"""Films that residents watch in this house: a clip that fits as one MP4, made when it is first asked for."""

from __future__ import annotations

from pathlib import Path

from fanlight.home.archive.export import export
from fanlight.home.archive.spans import coverage
from fanlight.home.asks import keeping
from fanlight.home.asks.models.asked import Fit

MOST = 24  # kept; older ones are made again


def film_of(*, fit: Fit) -> Path:
    """The clip as recorded; raises NothingToExport where its footage is gone."""
    folder = keeping.made(keeping.folder() / "films")
    path = folder / f"{fit.pk}.mp4"
    if not path.exists():
        for old in sorted(folder.glob("*.mp4"), key=lambda one: one.stat().st_mtime)[: -MOST + 1]:
            old.unlink(missing_ok=True)
        export(coverage(fit.camera, fit.start_us, fit.end_us), path, force=True)
    return path
