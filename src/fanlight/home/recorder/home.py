"""All cameras of a home at work: plans come and go, states and pictures are asked for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from fanlight.ground.clock import Clock
from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.crashes import AtWork, Crashes
from fanlight.home.recorder.events import Names
from fanlight.home.recorder.frames import Header
from fanlight.home.recorder.index import CameraPlan
from fanlight.home.recorder.packet import StreamFormat
from fanlight.home.recorder.pipeline import Pipeline, Shared
from fanlight.home.recorder.recording import Keep
from fanlight.home.recorder.ring import Budget
from fanlight.home.recorder.stream import Stream
from fanlight.home.recorder.watch.decoder import Decodes
from fanlight.home.recorder.watch.signals import Picture
from fanlight.home.recorder.watching import Worker
from fanlight.home.recorder.writer import Writer

log = logging.getLogger(__name__)

WORKERS, FULL = 2, 4
"""Watch threads, and cameras from which a second one pays; a third would only take the processor from what reads."""
STOP_S = 4.0
"""Everything is closed within this time after SIGTERM; the supervisor allows 8 s."""


SHORT = "Its stream is too large for the memory: clips may begin late. Set a lower bit rate."


class NoSuchCamera(FanlightError):
    """There is no such camera."""


class NoPicture(FanlightError):
    """The camera has not sent a picture yet."""


class Home:
    """Used by the process, the control socket and the naming thread."""

    def __init__(
        self,
        data: Path,
        writer: Writer,
        bulletin: Bulletin,
        clock: Clock,
        keep: Keep | None,
        why_not: str,
        suspect: int | None = None,
    ) -> None:
        self._writer = writer
        self._lock = threading.Lock()
        self._pipelines: dict[int, Pipeline] = {}
        self._workers: list[Worker] = []
        self._alone: dict[int, Worker] = {}  # of cameras that are kept apart
        self._parts = (data, Budget(), writer, bulletin, clock, keep, why_not)
        self._suspect = suspect  # the camera over which the last recorder crashed
        self._at_work, self._crashes = AtWork(data), Crashes(data)
        self._shared: Shared

    def start(self, names: Names) -> None:
        self._shared = Shared(*self._parts, names, self._at_work, self._crashes)
        self._blame()
        self.reload()

    def reload(self) -> None:
        """Start, change and end what the plans say; a plan that is the same goes on untouched."""
        plans = {plan.id: plan for plan in self._writer.ask(lambda index: index.plans())}
        with self._lock:
            gone = [one for one in self._pipelines.values() if plans.get(one.plan.id) != one.plan]
            self._end(gone)
            for plan in plans.values():
                if plan.id not in self._pipelines:
                    self._begin(plan)

    def _blame(self) -> None:
        """The last recorder crashed over a camera: it is counted, and from the second time on kept apart."""
        for plan in self._writer.ask(lambda index: index.plans()):
            if plan.id == self._suspect:
                log.error("camera %d: the recorder crashed over it, time %d", plan.id, self._crashes.add(plan))

    def tick(self) -> None:
        for pipeline in self._all():
            pipeline.tick()

    def stop(self) -> None:
        with self._lock:
            self._end(list(self._pipelines.values()))
            for worker in self._workers:
                worker.stop(1.0)

    def pipeline(self, camera: int) -> Pipeline:
        found = self._pipelines.get(camera)
        if found is None:
            raise NoSuchCamera
        return found

    def status(self) -> list[Header]:
        return [_status(pipeline) for pipeline in self._all()]

    def newest_picture(self, camera: int) -> Picture | None:
        """The newest key frame, decoded now."""
        pipeline = self.pipeline(camera)
        with self._at_work.on(camera):
            return _newest(pipeline.main, pipeline.decoder)

    def _all(self) -> list[Pipeline]:
        with self._lock:
            return list(self._pipelines.values())

    def _begin(self, plan: CameraPlan) -> None:
        pipeline = Pipeline(plan, self._shared, self._worker(plan))
        self._pipelines[plan.id] = pipeline
        pipeline.start()

    def _worker(self, plan: CameraPlan) -> Worker:
        """The one that has the fewest cameras; one that waits for a process has its own. Caller holds the lock."""
        if self._crashes.is_apart(plan):
            alone = self._alone[plan.id] = Worker(WORKERS + plan.id, self._at_work)
            alone.start()
            return alone
        if len(self._workers) < WORKERS and all(worker.load >= FULL for worker in self._workers):
            self._workers.append(Worker(len(self._workers), self._at_work))
            self._workers[-1].start()
        return min(self._workers, key=lambda one: one.load)

    def _end(self, pipelines: list[Pipeline]) -> None:
        for pipeline in pipelines:
            pipeline.stop()
            self._pipelines.pop(pipeline.plan.id, None)
            alone = self._alone.pop(pipeline.plan.id, None)
            if alone is not None:
                alone.stop(0.0)
        until = time.monotonic() + STOP_S
        for pipeline in pipelines:
            pipeline.join(max(0.1, until - time.monotonic()))


def _newest(stream: Stream, decoder: Callable[[StreamFormat], Decodes]) -> Picture | None:
    run = stream.run
    if run is None:
        return None
    place = run.ring.newest_key()
    packets = run.ring.take(place, 1).packets if place is not None else []
    return decoder(run.format).key(packets[0]) if packets else None


def _status(pipeline: Pipeline) -> Header:
    life, stream = pipeline.life, pipeline.main
    run = stream.run
    flows = run is not None and not run.closed
    return {
        "id": pipeline.plan.id,
        "state": life.state,
        "words": " ".join(part for part in (life.words, SHORT if run is not None and run.ring.short else "") if part),
        "since_us": life.since_us,
        "fps": round(run.format.rate, 2) if run is not None and flows else 0.0,
        "bits": round(run.ring.bits) if run is not None and flows else 0,
        "ring_seconds": round(run.ring.seconds, 1) if run is not None else 0.0,
        "ring_bytes": run.ring.size if run is not None else 0,
        "last_key_us": stream.last_key_us,
        "event": pipeline.events.open_id,
    }
