"""Who hears of events and camera states: parts above the archive register here and are called after the commit."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

EventListener = Callable[[int, datetime], None]
CameraStateListener = Callable[[int, str, datetime], None]
Yielding = Callable[[], bool]

_log = logging.getLogger(__name__)
_event_listeners: list[EventListener] = []
_state_listeners: list[CameraStateListener] = []
_yielding: list[Yielding] = []


def register(*, on_event: EventListener | None = None, on_camera_state: CameraStateListener | None = None) -> None:
    """Have these called from now on, in the recorder's writer thread: be quick. Twice the same counts once."""
    if on_event is not None and on_event not in _event_listeners:
        _event_listeners.append(on_event)
    if on_camera_state is not None and on_camera_state not in _state_listeners:
        _state_listeners.append(on_camera_state)


def unregister(*, on_event: EventListener | None = None, on_camera_state: CameraStateListener | None = None) -> None:
    """Have these called no more."""
    if on_event in _event_listeners:
        _event_listeners.remove(on_event)
    if on_camera_state in _state_listeners:
        _state_listeners.remove(on_camera_state)


def tell_event(event: int, now: datetime) -> None:
    """An event has its kind and is committed."""
    for listener in tuple(_event_listeners):
        try:
            listener(event, now)
        except Exception:  # telling must never break recording
            _log.exception("A listener failed on event %d", event)


def tell_camera_state(camera: int, state: str, now: datetime) -> None:
    """A camera's state has changed and is committed."""
    for listener in tuple(_state_listeners):
        try:
            listener(camera, state, now)
        except Exception:  # telling must never break recording
            _log.exception("A listener failed on the state of camera %d", camera)


def register_yielding(yields: Yielding) -> None:
    """Have this asked when only held footage is left and room is needed: it ends its soft holds, True if it had any."""
    if yields not in _yielding:
        _yielding.append(yields)


def yield_room() -> bool:
    """Whether somebody gave up holds, so that there may be footage to delete again."""
    answers = [yields() for yields in _yielding]  # all are asked, also after one said yes
    return any(answers)
