"""The one writer thread: all calls to the index, in order; they wait in memory while the database is busy."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from fanlight.home.recorder.index import Index, IndexUnavailable

log = logging.getLogger(__name__)

Result = TypeVar("Result")

WAITING = 20_000
"""Calls that may wait: an hour of eight cameras, some megabytes. Beyond it the least important are let go."""
AGAIN_S = (0.05, 0.2, 0.5, 1.0)
"""Between tries while the database is busy; the last one again and again: rows wait as long as it takes."""


class WriterFull(IndexUnavailable):
    """The database has not answered for so long that no more rows can wait in memory."""


class Writer:
    """Owns the index; made by the factory in its own thread, because a database connection belongs to one thread."""

    def __init__(self, factory: Callable[[], Index]) -> None:
        self._factory = factory
        self._calls: queue.Queue[tuple[Callable[[Index], Any], Future[Any]] | None] = queue.Queue(WAITING)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Calls that have not been made yet."""
        return self._calls.qsize()

    def submit(self, call: Callable[[Index], Result]) -> Future[Result]:
        """Made later, in order; raises WriterFull instead of waiting."""
        answer: Future[Result] = Future()
        try:
            self._calls.put_nowait((call, answer))
        except queue.Full:
            raise WriterFull from None
        return answer

    def tell(self, call: Callable[[Index], object]) -> None:
        """For rows that may be let go when too many wait."""
        try:
            self.submit(call)
        except WriterFull:
            log.error("a row was let go: the database has not answered for too long")

    def ask(self, call: Callable[[Index], Result], timeout: float | None = None) -> Result:
        """Waits for the answer; never from a capture thread."""
        return self.submit(call).result(timeout)

    def stop(self, timeout: float) -> None:
        """Makes what still waits, as far as the time allows."""
        self._calls.put(None)
        self._thread.join(timeout)
        self._ending.set()

    def _run(self) -> None:
        try:
            index = self._factory()
        except Exception as error:
            log.exception("the index cannot be opened")
            self._refuse(error)
            return
        while (item := self._calls.get()) is not None:
            call, answer = item
            if not answer.set_running_or_notify_cancel():
                continue
            try:
                answer.set_result(self._made(index, call))
            except Exception as error:
                log.exception("a row could not be written")
                answer.set_exception(error)

    def _refuse(self, error: Exception) -> None:
        """Nobody may wait for an index that is not there."""
        while (item := self._calls.get()) is not None:
            item[1].set_exception(error)

    def _made(self, index: Index, call: Callable[[Index], Any]) -> Any:
        tries = 0
        while True:
            try:
                return call(index)
            except IndexUnavailable:
                if self._ending.wait(AGAIN_S[min(tries, len(AGAIN_S) - 1)]):
                    raise
                tries += 1
                if tries == len(AGAIN_S):
                    log.warning("the database is busy; %d rows wait", self.waiting)
