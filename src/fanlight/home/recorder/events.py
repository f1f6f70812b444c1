"""The life of one camera's events, and from when until when they want footage."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from fanlight.ground.clock import Clock, micros
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.index import CameraPlan, EventKind
from fanlight.home.recorder.ring import PRE_ROLL_S
from fanlight.home.recorder.watch.signals import Box, Picture
from fanlight.home.recorder.writer import Writer

POST_ROLL_US = 10_000_000
"""What a clip shows of the time after its event."""
PRE_ROLL_US = int(PRE_ROLL_S * 1_000_000)
EXTEND_US = 1_000_000
"""An event's row is written at most once in this time while it goes on."""
PRESS_US = 10_000_000
"""A press, or a finding told from outside, is an event of this length; the next one within it prolongs it."""


@dataclass(slots=True)
class OpenEvent:
    """An event that goes on."""

    id: Future[int]
    camera: int
    kind: EventKind
    start_us: int
    last_us: int
    zone: str | None = None
    written_us: int = 0
    until_us: int | None = None  # None: the watch says when it is over
    score: float = 0.0
    named: list[EventKind] = field(default_factory=list)


class Names(Protocol):
    """Settles the kind of an event on a thread of its own."""

    def soon(self) -> None:
        """There may be an event within the second."""

    def begin(self, event: OpenEvent, picture: Picture, box: Box) -> None: ...

    def more(self, event: OpenEvent, picture: Picture, box: Box) -> None: ...

    def plain(self, event: OpenEvent) -> None:
        """The kind is known already."""


class CameraEvents:
    """Called by watch, control and process, each from its own thread."""

    def __init__(self, plan: CameraPlan, writer: Writer, bulletin: Bulletin, names: Names, clock: Clock) -> None:
        self._plan, self._writer, self._bulletin, self._names, self._clock = plan, writer, bulletin, names, clock
        self._lock = threading.Lock()
        self._moving: OpenEvent | None = None
        self._pressed: OpenEvent | None = None
        self._from_us: int | None = None
        self._until_us = 0

    # -- what the watch says

    def soon(self) -> None:
        """Something may be moving."""
        self._names.soon()

    def confirmed(self, start_us: int, zone: str | None, score: float, picture: Picture, box: Box) -> None:
        with self._lock:
            event = self._moving
            if event is None:
                event = self._moving = self._open("movement", start_us, zone, score)
            event.until_us = None
        self._names.begin(event, picture, box)

    def moving(self, at_us: int, score: float, picture: Picture, box: Box) -> None:
        with self._lock:
            event = self._moving
            if event is None:
                return
            event.last_us = max(event.last_us, at_us)
            if at_us - event.written_us >= EXTEND_US:
                event.written_us = at_us
                self._writer.tell(lambda index: index.extend_event(event.id.result(0), at_us, score))
        self._names.more(event, picture, box)

    def ended(self, at_us: int) -> None:
        with self._lock:
            event, self._moving = self._moving, None
            if event is not None:
                self._close(event, max(at_us, event.start_us))

    # -- what somebody else says

    def press(self) -> Future[int]:
        """Opens a press event, or prolongs the one that is open."""
        with self._lock:
            now_us = micros(self._clock.now())
            event = self._pressed
            fresh = event is None
            if event is None:
                event = self._pressed = self._open("press", now_us, None, 1.0)
            event.last_us, event.until_us = now_us, now_us + PRESS_US
        if fresh:
            self._names.plain(event)
        else:
            event.id.add_done_callback(lambda _: self._publish(event, "pressed"))
        return event.id

    def outside(self, kind: EventKind) -> Future[int]:
        """The camera's own finding, or an API's; while the watch has an event open it is part of that."""
        with self._lock:
            now_us = micros(self._clock.now())
            event = self._moving
            fresh = event is None
            if event is None:
                event = self._moving = self._open(kind, now_us, None, 1.0)
                event.until_us = now_us + PRESS_US
            elif event.until_us is not None:
                event.until_us = now_us + PRESS_US
            event.last_us = now_us
            surer = kind != "movement" and event.kind == "movement"
            if surer:
                event.kind = kind
        if fresh or surer:
            self._names.plain(event)
        return event.id

    # -- time passes

    def tick(self) -> None:
        """Called about once a second: ends what nobody prolongs."""
        now_us = micros(self._clock.now())
        with self._lock:
            if self._moving is not None and self._moving.until_us is not None and now_us > self._moving.until_us:
                event, self._moving = self._moving, None
                self._close(event, event.last_us)
            if self._pressed is not None and self._pressed.until_us is not None and now_us > self._pressed.until_us:
                event, self._pressed = self._pressed, None
                self._close(event, event.last_us)

    def close(self) -> None:
        """The process ends: what is open ends now."""
        with self._lock:
            for event in (self._moving, self._pressed):
                if event is not None:
                    self._close(event, event.last_us)
            self._moving = self._pressed = None

    def wanted(self, now_us: int) -> int | None:
        """From when on footage is wanted; None while none is."""
        if self._plan.recording == "always":
            return 0
        if self._plan.recording == "never":
            return None
        with self._lock:
            starts = [event.start_us for event in (self._moving, self._pressed) if event is not None]
            if starts:
                return min(starts) - PRE_ROLL_US
            return self._from_us if now_us < self._until_us else None

    @property
    def open_id(self) -> int | None:
        """The newest open event, for the status page."""
        event = self._pressed or self._moving
        return event.id.result(0) if event is not None and event.id.done() and not event.id.exception() else None

    def _open(self, kind: EventKind, start_us: int, zone: str | None, score: float) -> OpenEvent:
        now_us = micros(self._clock.now())
        camera = self._plan.id
        number = self._writer.submit(lambda index: index.open_event(camera, kind, start_us, now_us, zone, score))
        event = OpenEvent(number, camera, kind, start_us, start_us, zone, start_us, score=score)
        number.add_done_callback(lambda _: self._publish(event, "opened"))
        self._from_us = start_us - PRE_ROLL_US
        return event

    def _close(self, event: OpenEvent, end_us: int) -> None:
        self._until_us = max(self._until_us, end_us + POST_ROLL_US)
        self._writer.tell(lambda index: index.close_event(event.id.result(0), end_us))
        event.id.add_done_callback(lambda _: self._publish(event, "closed"))

    def _publish(self, event: OpenEvent, phase: str) -> None:
        publish(self._bulletin, event, phase)


def publish(bulletin: Bulletin, event: OpenEvent, phase: str) -> None:
    """News of an event whose row is there."""
    if event.id.cancelled() or event.id.exception(0) is not None:
        return
    bulletin.publish(
        {
            "what": "event",
            "id": event.id.result(0),
            "camera": event.camera,
            "kind": event.kind,
            "phase": phase,
            "start_us": event.start_us,
            "zone": event.zone,
        }
    )
