"""What happens, told at once to all who listen on the control socket; a slow listener loses the oldest news."""

from __future__ import annotations

import queue
import threading

from fanlight.home.recorder.frames import Header

WAITING = 200
"""News that one listener may leave unread."""


class Bulletin:
    """Publishes events and camera states."""

    def __init__(self) -> None:
        self._listeners: list[queue.Queue[Header]] = []
        self._lock = threading.Lock()

    def publish(self, news: Header) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener.put_nowait(news)
            except queue.Full:
                listener.get_nowait()
                listener.put_nowait(news)

    def listen(self) -> queue.Queue[Header]:
        listener: queue.Queue[Header] = queue.Queue(WAITING)
        with self._lock:
            self._listeners.append(listener)
        return listener

    def leave(self, listener: queue.Queue[Header]) -> None:
        with self._lock:
            self._listeners.remove(listener)
