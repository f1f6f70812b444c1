"""`make bench-watch`: CPU and findings of Fanlight's watch beside a plain copy, plain decoding and Debian's motion.

JSON lines on stdout: {"name", "stream", "cpu_s_per_min", "truth", "found", "false"}; a summary of ratios on stderr.
With --prompt also {"name": "prompt"}: every picture of the small streams (640 x 360), as at a front door.
Streams come from ../shared/tools/make_streams.py, built once into build/streams, or from a folder with a truth.csv.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent))
import daemon
from substreams import sub_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BUILT = ROOT / "build" / "streams"
FANLIGHT = Path(sys.executable).parent / "fanlight"
DEAR = "yard_night"
"""Noise and a 10 s GOP: a class of its own in the figures to hold to."""

Row = dict[str, object]


def main() -> int:
    """Measure, print, sum up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=Path)
    parser.add_argument("--only")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-motion", action="store_true", help="leave the daemon out: it takes real time")
    parser.add_argument("--prompt", action="store_true", help="also the small streams, as at a front door")
    wanted = parser.parse_args()
    streams = chosen(wanted.streams, wanted.only)
    if not shutil.which("ffmpeg"):
        sys.exit("ffmpeg is missing. On Debian: apt-get install ffmpeg")
    scorer, rows = scoring(), []
    truth = streams[0].parent / "truth.csv"
    costs: dict[tuple[str, Path], list[float]] = {}
    events: dict[Path, tuple[list[tuple[float, float, float]], float]] = {}
    for number in range(max(1, wanted.rounds)):
        for stream in streams:
            print(f"round {number + 1} of {wanted.rounds}: {stream.stem}", file=sys.stderr)
            found, duration_s, cpu_s = fanlight(stream)
            events[stream] = (found, duration_s)
            minutes = duration_s / 60
            costs.setdefault(("fanlight", stream), []).append(cpu_s / minutes)
            costs.setdefault(("copy", stream), []).append(copying(stream) / minutes)
            if number == 0:
                costs[("decode", stream)] = [decoding(stream) / minutes]
    for stream in streams:
        for name in ("copy", "decode"):
            rows.append(say(name, stream, statistics.median(costs[(name, stream)]), None))
        scored = score(scorer, truth, stream, *events[stream])
        rows.append(say("fanlight", stream, statistics.median(costs[("fanlight", stream)]), scored))
    if wanted.prompt:
        rows += [prompted(scorer, truth, stream) for stream in streams]
    if not shutil.which("motion"):
        print(json.dumps({"name": "motion", "skipped": "not installed"}), flush=True)
    elif not wanted.no_motion:
        print("motion runs in real time; wait", file=sys.stderr)
        if os.getloadavg()[0] > (os.cpu_count() or 1):
            print("other work loads this machine: motion leaves pictures out then and seems cheap", file=sys.stderr)
        durations = {stream: events[stream][1] for stream in streams}
        for stream, run in daemon.watched(durations).items():
            rows.append(
                say("motion", stream, run.cpu_s_per_min, score(scorer, truth, stream, run.events, durations[stream]))
            )
    summary(rows)
    return 0


def chosen(folder: Path | None, only: str | None) -> list[Path]:
    """The streams to measure; the six are built when they are missing."""
    if folder is None:
        folder = BUILT
        tool = SHARED / "tools" / "make_streams.py"
        names = subprocess.run(
            [sys.executable, tool, "--list"], capture_output=True, text=True, check=False
        ).stdout.split()
        missing = [one for one in names if not (folder / f"{one}.mp4").exists() and only in (None, one)]
        if missing:
            print(f"building {', '.join(missing)}: about two minutes each", file=sys.stderr)
            subprocess.run([sys.executable, tool, folder, *missing, "--jobs", "2"], check=True, stdout=sys.stderr)
    found = sorted(one for one in folder.glob("*.mp4") if only in (None, one.stem))
    if not found:
        sys.exit(f"no stream{f' called {only}' if only else 's'} in {folder}")
    return found


def scoring() -> ModuleType:
    """../shared/tools/score.py: the one judge of what is found and false."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit("../shared/tools/score.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(
    judge: ModuleType, truth: Path, stream: Path, events: list[tuple[float, float, float]], duration_s: float
) -> Row:
    """Truth, found, false, latency of one stream; what begins in the first 10 s is left out on both sides."""
    must, minor = judge.truth_of(truth, stream.name, True)
    return dict(judge.score(events, must, minor, duration_s, 10.0))


def prompted(judge: ModuleType, truth: Path, stream: Path) -> Row:
    """The small stream, watched as a front door is."""
    events, duration_s, cpu_s = fanlight(sub_of(stream), "--prompt")
    return say("prompt", stream, cpu_s / (duration_s / 60), score(judge, truth, stream, events, duration_s))


def fanlight(stream: Path, *options: str) -> tuple[list[tuple[float, float, float]], float, float]:
    """Events, duration and CPU of the real command in its own process."""
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run(
            [FANLIGHT, "watch", stream, "--json", *options],
            capture_output=True, text=True, check=True, env={**os.environ, "FANLIGHT_DATA": data},
        )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    events = [(row["start_s"], row["end_s"], row["confirmed_s"]) for row in rows[:-1]]
    return events, rows[-1]["duration_s"], rows[-1]["cpu_s"]


def copying(stream: Path) -> float:
    """CPU of FFmpeg writing the same packets into fragments."""
    out = ["-c", "copy", "-f", "mp4", "-movflags", "frag_keyframe+empty_moov", "/dev/null"]
    return cpu_of(["ffmpeg", "-v", "error", "-y", "-i", str(stream), *out])


def decoding(stream: Path) -> float:
    """CPU of FFmpeg decoding all on one thread."""
    return cpu_of(["ffmpeg", "-v", "error", "-threads", "1", "-i", str(stream), "-f", "null", "-"])


def cpu_of(command: list[str]) -> float:
    """User and system seconds of a command."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} failed on {command}")
    return used.ru_utime + used.ru_stime


def say(name: str, stream: Path, cpu: float, scored: Row | None) -> Row:
    """Print one line of the benchmark and keep it for the summary."""
    row: Row = {"name": name, "stream": stream.stem, "cpu_s_per_min": round(cpu, 4)}
    row |= {key: (scored or {}).get(key) for key in ("truth", "found", "false")}
    print(json.dumps(row), flush=True)
    return row | {"latency": (scored or {}).get("latency", [])}


def summary(rows: list[Row]) -> None:
    """Ratios and totals, for people."""
    cost = {(row["name"], row["stream"]): float(str(row["cpu_s_per_min"])) for row in rows}
    names = sorted({str(row["stream"]) for row in rows})
    for other in ("copy", "decode", "motion"):
        each = {one: cost[(other, one)] / cost[("fanlight", one)] for one in names if (other, one) in cost}
        if not each:
            continue
        listed = ", ".join(f"{one} {ratio:.2f}" for one, ratio in each.items())
        cheap = [ratio for one, ratio in each.items() if one != DEAR]
        mean = f"; mean without {DEAR} {statistics.mean(cheap):.2f}" if cheap else ""
        print(f"{other} / fanlight: {listed}{mean}", file=sys.stderr)
    for name in ("fanlight", "prompt", "motion"):
        mine = [row for row in rows if row["name"] == name]
        if not mine:
            continue
        total = {key: sum(int(str(row[key])) for row in mine) for key in ("truth", "found", "false")}
        waits = [wait for row in mine for wait in row["latency"]]  # type: ignore[attr-defined]
        late = (
            f", confirmed after {statistics.median(waits):.2f} s (median), {max(waits):.2f} s (worst)" if waits else ""
        )
        print(f"{name}: found {total['found']} of {total['truth']}, {total['false']} false{late}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
