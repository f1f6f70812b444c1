"""Covering what was chosen: the files are prepared from the archive, a process of low priority does the work."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import reading
from fanlight.home.archive.spans import Coverage, Piece, coverage
from fanlight.home.asks import cover_files, keeping
from fanlight.home.asks.actions import lines, lookouts
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.redact import getting
from fanlight.home.asks.redact.recipe import Zone
from fanlight.home.asks.rules import states

LEASE_US = 3600 * 1_000_000  # an hour for five minutes of film on a slow machine; a dead process is begun anew then
AGAIN_US = 30 * 1_000_000
ROUND_US = 600 * 1_000_000  # up to ten minutes each side show the empty scene
ROUND_FILES = 60
MODEL_MISSING = 3  # exit status of redact/faults.py


@dataclass(frozen=True)
class CoverJob:
    """One clip to be covered; all that a thread without the database needs."""

    disclosure: int
    version: int
    folder: Path
    footage: Coverage
    round: tuple[Piece, ...]
    zones: tuple[Zone, ...]
    revealed: tuple[int, ...]


RUNTIME = "ai_edge_litert"  # of the extra `redact`


def face_model_is_there() -> bool:
    """Whether faces, and people who stand still, can be found here; without them nothing can be confirmed."""
    invalidate_caches()  # it may have been installed a moment ago, as the page said
    return getting.is_there(models_folder()) and find_spec(RUNTIME) is not None


def models_folder() -> Path:
    return Path(settings.DATA) / "models"


def begin(*, row: Disclosure, now: datetime) -> None:
    """A resident's wish: cover it (anew). What was watched of an older result no longer counts."""
    row.state = states.after(row.state, "reveal" if row.state == "covered" else "cover")  # type: ignore[arg-type]
    row.state_us, row.version, row.watched = micros(now), row.version + 1, []
    row.sha256, row.length_ms, row.words = "", 0, ""
    row.next_us, row.leased_until_us, row.attempts = 0, 0, 0
    row.save()
    (keeping.disclosure(row.identity) / cover_files.PROGRESS).unlink(missing_ok=True)


def lease_due(*, now: datetime, most: int) -> list[CoverJob]:
    """One at a time: two would make both late."""
    at = micros(now)
    waiting = Disclosure.objects.filter(state="covering")
    if most < 1 or not waiting.filter(next_us__lte=at).exists() or waiting.filter(leased_until_us__gt=at).exists():
        return []
    with transaction.atomic():
        row = waiting.filter(next_us__lte=at).select_related("camera").order_by("state_us").first()
        if row is None:
            return []
        row.leased_until_us, row.attempts = at + LEASE_US, row.attempts + 1
        row.save(update_fields=["leased_until_us", "attempts"])
    return [job_for(row)]


def job_for(row: Disclosure) -> CoverJob:
    """With the footage as it lies in the archive now."""
    around = [
        *coverage(row.camera, row.start_us - ROUND_US, row.start_us).pieces,
        *coverage(row.camera, row.end_us, row.end_us + ROUND_US).pieces,
    ]
    return CoverJob(
        row.pk,
        row.version,
        keeping.disclosure(row.identity),
        coverage(row.camera, row.start_us, row.end_us),
        thinned(around),
        always_filled(row),
        tuple(row.revealed),
    )


def thinned(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """At most ROUND_FILES pieces of one fragment each, evenly from all of it: each begins with a whole picture."""
    single = [dataclasses.replace(piece, fragments=(one,)) for piece in pieces for one in piece.fragments]
    every = max(1, -(-len(single) // ROUND_FILES))
    return tuple(single[::every])


def always_filled(row: Disclosure) -> tuple[Zone, ...]:
    """Private zones and printed text as they are drawn now, in pixels of the main stream."""
    pieces = coverage(row.camera, row.start_us, row.end_us).pieces
    return tuple(lookouts.always_filled(row.camera, (pieces[0].width, pieces[0].height))) if pieces else ()


def is_outdated(row: Disclosure) -> bool:
    """Whether a zone or printed text was drawn, moved or taken away since the film was made."""
    path = keeping.disclosure(row.identity) / cover_files.PLAN
    if row.state != "covered" or not path.exists():
        return False
    recipe = cover_files.read_plan(path)
    return set(cover_files.always(always_filled(row), recipe.size)) != set(recipe.zones)


def attempt(job: CoverJob) -> dict[str, Any]:
    """In a thread, without the database: prepare the files, run the process, return what it said."""
    try:
        prepare(job)
    except (FanlightError, OSError) as error:
        return {"problem": error.words() if isinstance(error, FanlightError) else str(error), "status": 2}
    command = [sys.executable, "-m", "fanlight.home.asks.covering", str(job.folder), str(models_folder())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    try:
        return dict(json.loads(done.stdout.strip().splitlines()[-1]))
    except (ValueError, IndexError):
        return {"problem": "Covering ended before its time; it is tried again.", "status": 1}


def prepare(job: CoverJob) -> None:
    """clip.mp4 and round/ where they are not there yet, and job.json."""
    from fanlight.home.archive.export import export  # loads a video library, which tend does without most days

    keeping.made(job.folder)
    clip, size = job.folder / cover_files.CLIP, job.folder / cover_files.CLIP_SIZE
    if not cover_files.is_whole(job.folder):  # none yet, or cut short since: the archive still has it
        export(job.footage, clip, force=True)
        size.write_text(str(clip.stat().st_size))
    around = job.folder / "round"
    if not (job.folder / cover_files.PLAN).exists() and not around.exists():
        keeping.made(around)
        for number, piece in enumerate(job.round):
            try:
                (around / f"{number:03}.mp4").write_bytes(reading.whole(piece))
            except FanlightError:
                continue  # footage that went meanwhile: the empty scene comes from the rest
    zones = [dataclasses.asdict(zone) for zone in job.zones]
    wanted = {"version": job.version, "zones": zones, "revealed": job.revealed}
    (job.folder / cover_files.JOB).write_text(json.dumps(wanted))


def record(*, job: CoverJob, outcome: dict[str, Any], now: datetime) -> None:
    """Covered, or why not. A result of an older wish is thrown away."""
    at = micros(now)
    with transaction.atomic():
        row = Disclosure.objects.select_related("ask").filter(pk=job.disclosure, state="covering").first()
        if row is None:
            return
        row.leased_until_us = 0
        if row.version != job.version or "problem" in outcome:
            row.words = str(outcome.get("problem", ""))[:400]
            row.next_us = at if row.version != job.version else at + AGAIN_US
            row.save(update_fields=["leased_until_us", "words", "next_us"])
            return
        row.state, row.state_us = states.after("covering", "cover-done"), at
        row.sha256, row.length_ms, row.words = outcome["sha256"], outcome["length_ms"], ""
        row.save()
        lines.write(what="covered", now=now, request=row.ask.request, words=f"Clip {row.identity[:8]} was covered.")
    shutil.rmtree(job.folder / "round", ignore_errors=True)


def progress(row: Disclosure) -> tuple[int, str]:
    """Percent and words for the page."""
    try:
        held = json.loads((keeping.disclosure(row.identity) / cover_files.PROGRESS).read_text())
        return int(held["percent"]), str(held["words"])
    except (OSError, ValueError, KeyError):
        return 0, "Waiting for its turn"
