"""`fanlight watch`: a file or a camera in, what moves out; no home, no database."""

from __future__ import annotations

import json
import resource
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.environ import camera_password, environ

if TYPE_CHECKING:
    from fanlight.home.recorder.watch.kinds import EventKind, KindDetector
    from fanlight.home.recorder.watch.signals import Confirmed, Moving, Signal
    from fanlight.home.recorder.watch.source import Source

CENTI = 2
"""Decimals of printed seconds: a hundredth is less than the time between two pictures."""


@dataclass(slots=True)
class _Open:
    """The event that is going on."""

    start_s: float
    confirmed_s: float
    zone: str | None
    score: float
    kind: EventKind | None


class _Report:
    """Turns signals into printed events."""

    def __init__(self, as_json: bool, detector: KindDetector | None, kinds: bool) -> None:
        self._as_json, self._detector, self._kinds = as_json, detector, kinds
        self._event: _Open | None = None

    def take(self, signals: list[Signal]) -> None:
        from fanlight.home.recorder.watch.signals import Blind, Confirmed, Ended, Moving

        for signal in signals:
            if isinstance(signal, Confirmed):
                self._begin(signal)
            elif isinstance(signal, Moving) and self._event is not None:
                self._event.score = max(self._event.score, signal.score)
                self._name(signal)
            elif isinstance(signal, Ended) and self._event is not None:
                self._print(self._event, signal.at_s)
                self._event = None
            elif isinstance(signal, Blind):
                click.echo(f"fanlight: {signal.reason} {signal.remedy}", err=True)

    def _begin(self, signal: Confirmed) -> None:
        kind = None
        if self._detector is not None:
            from fanlight.home.recorder.watch.kinds import EventKind

            kind = EventKind(self._detector)
        self._event = _Open(signal.at_s, signal.decided_s, signal.zone, signal.score, kind)
        self._name(signal)

    def _name(self, signal: Confirmed | Moving) -> None:
        assert self._event is not None
        kind = self._event.kind
        if kind is not None and kind.wants(signal.picture.at_s):
            kind.add(signal.picture, signal.box, signal.picture.at_s)

    def _print(self, event: _Open, end_s: float) -> None:
        row: dict[str, Any] = {
            "start_s": round(event.start_s, CENTI),
            "end_s": round(max(end_s, event.start_s), CENTI),
            "confirmed_s": round(event.confirmed_s, CENTI),
            "zone": event.zone,
            "score": round(event.score, 3),
        }
        if self._kinds:
            row["kind"] = event.kind.kind.kind if event.kind is not None else "movement"
        if self._as_json:
            click.echo(json.dumps(row))
        else:
            what = row.get("kind", "movement")
            click.echo(
                f"{row['start_s']:9.2f} s to {row['end_s']:9.2f} s  {what}  (told at {row['confirmed_s']:.2f} s)"
            )


@click.command()
@click.argument("source", metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--kinds", is_flag=True, help="Say whether it is a person, a vehicle or an animal.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Stop after so much of the stream.")
@click.option("--prompt", is_flag=True, help="Decode every picture, as for the front door.")
@click.option("--model", type=click.Path(path_type=Path), help="Another detector; its labels lie beside it as .txt.")
def watch(source: str, as_json: bool, kinds: bool, seconds: float | None, prompt: bool, model: Path | None) -> None:
    """Watch a file or an rtsp:// camera and print what moves.

    The camera's password comes from FANLIGHT_CAMERA_PASSWORD. Exit status: 0 also when nothing moved, 2 when the
    source cannot be opened, 3 when it has no video.
    """
    import av
    import cv2

    from fanlight.home.recorder.watch.settings import WatchSettings
    from fanlight.home.recorder.watch.source import opened
    from fanlight.home.recorder.watch.watcher import Watcher

    av.logging.set_level(None)
    cv2.setNumThreads(1)
    detector = _detector(model) if kinds else None
    began = _cpu_s()
    stream = opened(source, camera_password())
    try:
        report = _Report(as_json, detector, kinds)
        _run(stream, Watcher(stream.format, WatchSettings(prompt=prompt)), report, seconds)
    finally:
        stream.close()
    spent = _cpu_s() - began
    if as_json:
        click.echo(json.dumps({"duration_s": round(stream.duration_s, CENTI), "cpu_s": round(spent, 3)}))
    if stream.broken:
        click.echo(f"fanlight: reading ended early, after {stream.duration_s:.1f} s.", err=True)


def _run(stream: Source, watcher: Any, report: _Report, seconds: float | None) -> None:
    try:
        for packet in stream.packets():
            if seconds is not None and packet.seconds >= seconds:
                break
            report.take(watcher.feed(packet))
    except KeyboardInterrupt:
        pass
    report.take(watcher.finish())


def _detector(model: Path | None) -> KindDetector | None:
    """The detector, or None with a line that says how to get it: without it events are plain movement."""
    from fanlight.home.recorder.watch.ssd import SsdDetector

    path = model or environ().data / "models" / "kinds.tflite"
    if model is None and not path.exists():
        click.echo(
            "fanlight: the detector is missing, events are plain movement. Get it: fanlight detector get", err=True
        )
        return None
    try:
        return SsdDetector(path, path.with_suffix(".txt"))
    except FanlightError as error:
        click.echo(f"fanlight: {error.words()}", err=True)
        return None


def _cpu_s() -> float:
    """User and system seconds of this process and of its children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
