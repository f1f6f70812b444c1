"""At most one press every two seconds from one button: a webhook that stutters must not ring a house to pieces."""

from __future__ import annotations

from threading import Lock

APART = 2.0  # s between two presses that count as two


class PressLimit:
    """Remembers the last press of each camera, in this process."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        self._lock = Lock()

    def allows(self, camera: int, now: float) -> bool:
        """`now` in monotonic seconds. A press that is not allowed counts as the one before it."""
        with self._lock:
            last = self._last.get(camera)
            if last is not None and now - last < APART:
                return False
            self._last[camera] = now
            return True
