"""Settles what an event is: one thread that looks once more at what moved, saves its pictures and names it."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from fanlight.home.recorder import events
from fanlight.home.recorder import index as port
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.events import OpenEvent
from fanlight.home.recorder.pictures import EVENT_WIDE, EventPictures, jpeg
from fanlight.home.recorder.watch.kinds import EventKind, KindDetector
from fanlight.home.recorder.watch.signals import Box, Picture
from fanlight.home.recorder.writer import Writer, WriterFull

log = logging.getLogger(__name__)

WAITING = 8
"""Decoded pictures that may wait: three megabytes each. More looks at an event are let go first, its name never."""
IDLE_S = 120.0
"""The model takes 65 MB and is loaded in 0.15 s: it is let go when nothing has moved for so long."""
ROW_S = 30.0
"""How long the number of a new event may take; its picture is saved under it."""


@dataclass(slots=True)
class _Job:
    event: OpenEvent
    picture: Picture | None
    box: Box | None
    first: bool


@dataclass(slots=True)
class _Load:
    """The model may be needed within the second."""


_LOAD = _Load()


class Naming:
    """`detector` makes the model whenever it is needed; it gives None where there is none."""

    def __init__(
        self,
        detector: Callable[[], KindDetector | None],
        pictures: EventPictures,
        newest: Callable[[int], Picture | None],
        writer: Writer,
        bulletin: Bulletin,
    ) -> None:
        self._make, self._pictures, self._newest = detector, pictures, newest
        self._writer, self._bulletin = writer, bulletin
        self._jobs: queue.Queue[_Job | _Load | None] = queue.Queue()
        self._looks: dict[int, EventKind] = {}  # by identity of the open event
        self._detector: KindDetector | None = None
        self._asked = self._tried = False  # for the model; it is loaded, or could not be
        self._used = 0.0
        self._thread = threading.Thread(target=self._run, name="naming", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float) -> None:
        self._jobs.put(None)
        self._thread.join(timeout)

    @property
    def holds_model(self) -> bool:
        return self._detector is not None

    def soon(self) -> None:
        """Loads the model ahead of the event, on the naming thread."""
        self._used = time.monotonic()
        if not self._asked:
            self._asked = True
            self._jobs.put(_LOAD)

    def begin(self, event: OpenEvent, picture: Picture, box: Box) -> None:
        self._jobs.put(_Job(event, picture, box, True))

    def more(self, event: OpenEvent, picture: Picture, box: Box) -> None:
        look = self._looks.get(id(event))
        if look is not None and self._jobs.qsize() < WAITING and look.wants(picture.at_s):
            self._jobs.put(_Job(event, picture, box, False))

    def plain(self, event: OpenEvent) -> None:
        self._jobs.put(_Job(event, None, None, True))

    def _run(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=IDLE_S)
            except queue.Empty:
                self._let_go()
                continue
            if job is None:
                self._close()
                return
            try:
                self._done(job)
            except Exception:
                log.exception("an event could not be named")

    def _done(self, job: _Job | _Load) -> None:
        if isinstance(job, _Load):
            self._load()
        elif job.first:
            self._first(job)
        else:
            self._again(job)

    def _load(self) -> None:
        self._used = time.monotonic()
        if self._tried:
            return
        self._asked = self._tried = True
        try:
            self._detector = self._make()
        except Exception as error:  # a broken model costs the kinds, never the events
            log.error("events stay plain movement: %s", error)

    def _let_go(self) -> None:
        """The looks at old events hold the model too; those want no more."""
        if time.monotonic() - self._used >= IDLE_S:
            self._looks.clear()
            self._close()
            self._asked = self._tried = False

    def _close(self) -> None:
        detector, self._detector = self._detector, None
        if detector is not None:
            detector.close()

    def _first(self, job: _Job) -> None:
        event, picture = job.event, job.picture
        kind, score = event.kind, event.score
        if picture is None:
            picture = self._newest(event.camera)
        elif job.box is not None and kind == "movement":
            self._load()
            if self._detector is not None:
                kind, score = self._looked(event, picture, job.box, self._detector)
        self._name(event, kind, score, picture)

    def _again(self, job: _Job) -> None:
        look = self._looks.get(id(job.event))
        if look is None or job.picture is None or job.box is None or not look.wants(job.picture.at_s):
            return
        before = job.event.kind
        look.add(job.picture, job.box, job.picture.at_s)
        if look.kind.kind not in (before, "movement") and before != "press":
            self._name(job.event, look.kind.kind, look.kind.score, job.picture)

    def _looked(
        self, event: OpenEvent, picture: Picture, box: Box, detector: KindDetector
    ) -> tuple[port.EventKind, float]:
        look = EventKind(detector)
        self._looks[id(event)] = look
        while len(self._looks) > 64:  # events of the last minutes; older ones want no more looks
            self._looks.pop(next(iter(self._looks)))
        look.add(picture, box, picture.at_s)
        found = look.kind
        return (found.kind, found.score) if found.kind != "movement" else (event.kind, event.score)

    def _name(self, event: OpenEvent, kind: port.EventKind, score: float, picture: Picture | None) -> None:
        event.kind = kind
        image = jpeg(picture.bgr(EVENT_WIDE)) if picture is not None else None
        number = event.id.result(ROW_S)
        if picture is not None and image is not None:
            self._pictures.save(number, image, picture)
        while True:
            try:
                named = self._writer.submit(lambda index: index.name_event(number, kind, score, image))
                break
            except WriterFull:
                time.sleep(1.0)
        named.add_done_callback(lambda _: events.publish(self._bulletin, event, "named"))
