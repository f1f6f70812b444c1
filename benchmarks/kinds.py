"""`make bench-kinds`: what the detector calls each event on the real clips, beside truth.csv's words, and its CPU.

JSON lines on stdout, one a clip: {"name": "kinds", "clip", "truth", "found", "cpu_s_per_event"}; a summary on stderr.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import av
import cv2

from fanlight.home.recorder.watch.kinds import EventKind, KindDetector
from fanlight.home.recorder.watch.settings import WatchSettings
from fanlight.home.recorder.watch.signals import Confirmed, Ended, Moving, Signal
from fanlight.home.recorder.watch.source import opened
from fanlight.home.recorder.watch.ssd import SsdDetector
from fanlight.home.recorder.watch.watcher import Watcher

ROOT = Path(__file__).resolve().parent.parent
VIDEO = ROOT.parent / "shared" / "video"
WORDS = {
    "person": ("people", "woman", "man ", "man in", "she ", "he ", "group"),
    "vehicle": ("car ", "car passes", "cars", "vehicle", "traffic"),
    "animal": ("dog", "cat ", "cattle"),
}
"""How truth.csv names what moves."""
MOST_S = 0.2
"""CPU of an event's kind, to hold to."""


def main() -> int:
    """Every clip, or those of another folder with a truth.csv."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=Path, default=VIDEO)
    data = Path(os.environ.get("FANLIGHT_DATA", ROOT / "data"))
    parser.add_argument("--model", type=Path, default=data / "models" / "kinds.tflite")
    wanted = parser.parse_args()
    if not wanted.model.exists():
        sys.exit(f"{wanted.model} is missing. Get it: fanlight detector get")
    av.logging.set_level(None)
    cv2.setNumThreads(1)
    detector = SsdDetector(wanted.model, wanted.model.with_suffix(".txt"))
    truth = truth_of(wanted.clips / "truth.csv")
    right = named = events = 0
    worst = 0.0
    for clip in sorted(truth):
        found, costs = watched(wanted.clips / clip, detector)
        cost = sum(costs) / len(costs) if costs else None
        expected = {kind for what in truth[clip] for kind in kinds_in(what)}
        row = {"name": "kinds", "clip": clip, "truth": truth[clip], "found": dict(Counter(found))}
        print(json.dumps(row | {"cpu_s_per_event": None if cost is None else round(cost, 3)}), flush=True)
        events += len(found)
        named += sum(one != "movement" for one in found)
        right += sum(one in expected for one in found)
        worst = max(worst, *costs, 0.0) if costs else worst
    print(f"{events} events, {named} with a kind, {right} as truth.csv says; CPU at most {worst:.3f} s an event "
          f"(to hold to: {MOST_S})", file=sys.stderr)  # fmt: skip
    return 0


def truth_of(path: Path) -> dict[str, list[str]]:
    """Per clip the words for what moves in it, each once."""
    words: dict[str, list[str]] = {}
    with path.open() as file:
        for row in csv.DictReader(file):
            known = words.setdefault(row["clip"], [])
            if row["what"].startswith("movement") and row["what"] not in known:
                known.append(row["what"].removeprefix("movement: "))
    return words


def kinds_in(what: str) -> set[str]:
    """The kinds that a line of truth.csv speaks of."""
    return {kind for kind, words in WORDS.items() if any(word in f"{what} " for word in words)}


def watched(clip: Path, detector: KindDetector) -> tuple[list[str], list[float]]:
    """The kind of each event in a clip, and what saying it cost in CPU seconds."""
    source, found, costs = opened(str(clip)), [], []
    watcher, kind, cost = Watcher(source.format, WatchSettings()), EventKind(detector), 0.0
    for signals in chain((watcher.feed(packet) for packet in source.packets()), each(watcher.finish)):
        for signal in signals:
            if isinstance(signal, Confirmed):
                kind, cost = EventKind(detector), 0.0
            if isinstance(signal, Confirmed | Moving) and kind.wants(signal.picture.at_s):
                began = cpu_s()
                kind.add(signal.picture, signal.box, signal.picture.at_s)
                cost += cpu_s() - began
            elif isinstance(signal, Ended):
                found.append(kind.kind.kind)
                costs.append(cost)
    source.close()
    return found, costs


def each(later: Callable[[], list[Signal]]) -> Iterator[list[Signal]]:
    """One more list of signals, made only when it is reached."""
    yield later()


def cpu_s() -> float:
    """User and system seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
