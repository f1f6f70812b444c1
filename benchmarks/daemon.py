"""Runs Debian's motion on streams in real time, as it comes, and reads from its log what it found."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import av

CONFIG = """daemon off
log_level 6
netcam_url file://{stream}
width {width}
height {height}
framerate {rate}
movie_output off
picture_output off
webcontrol_port 0
stream_port 0
event_gap 5
target_dir {place}
"""
"""Detection as it comes. Nothing is recorded or served; the event gap is ours, so that events can be compared."""
FAST = 1.05
"""motion plays files 3 to 6 % fast: seconds of its clock times this are stream seconds, within a second or three."""


@dataclass(slots=True)
class Run:
    """One stream watched by motion."""

    cpu_s_per_min: float = 0.0
    events: list[tuple[float, float, float]] = field(default_factory=list)


def watched(durations: dict[Path, float]) -> dict[Path, Run]:
    """All streams at once, each in a process of its own, for as long as it lasts."""
    runs = {stream: Run() for stream in durations}
    threads = [
        threading.Thread(target=_watch, args=(stream, duration, runs[stream])) for stream, duration in durations.items()
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return runs


def _watch(stream: Path, duration_s: float, run: Run) -> None:
    with av.open(str(stream)) as opened:
        video = opened.streams.video[0]
        width, height, rate = video.width, video.height, round(float(video.average_rate or 15))
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "motion.conf"
        config.write_text(CONFIG.format(stream=stream.absolute(), width=width, height=height, rate=rate, place=place))
        process = subprocess.Popen(
            ["motion", "-n", "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=place
        )
        lines: list[tuple[float, str]] = []
        reader = threading.Thread(target=_read, args=(process, lines))
        began = time.monotonic()
        reader.start()
        time.sleep(duration_s / FAST)
        process.send_signal(signal.SIGTERM)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        reader.join()
    run.cpu_s_per_min = (used.ru_utime + used.ru_stime) / (duration_s / 60)
    run.events = _events([((at - began) * FAST, line) for at, line in lines], duration_s)


def _read(process: subprocess.Popen[str], lines: list[tuple[float, str]]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        lines.append((time.monotonic(), line))


def _events(lines: list[tuple[float, str]], duration_s: float) -> list[tuple[float, float, float]]:
    """Start, end, decision; the end of an event is logged `event_gap` after its last movement."""
    events: list[tuple[float, float, float]] = []
    opened: float | None = None
    for at, line in lines:
        if "starting event" in line and opened is None:
            opened = at
        elif "End of event" in line and opened is not None:
            events.append((opened, max(opened, at - 5 * FAST), opened))
            opened = None
    if opened is not None:
        events.append((opened, duration_s, opened))
    return events
