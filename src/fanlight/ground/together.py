"""Group commit: jobs that wait at the same time are done in one go by whoever comes first.

A commit costs a write that must reach the disk; sixty signatures in one commit cost one. Nobody is answered before the
go that holds their job is over, so an answer still means that it is durable. No thread of its own: where one caller is
alone, it does its own job at once.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")

MOST = 64  # jobs in one go: the last of them waits for all


@dataclass(slots=True)
class _Waiting(Generic[Job, Outcome]):
    job: Job
    is_over: bool = False
    outcome: Outcome | BaseException | None = None


class Together(Generic[Job, Outcome]):
    """`do` gets jobs in the order of their coming and returns an outcome for each; an exception is raised for its job.

    What `do` itself raises is raised for every job of that go: then none of them was done.
    """

    def __init__(self, do: Callable[[Sequence[Job]], Sequence[Outcome | BaseException]], most: int = MOST) -> None:
        self._do = do
        self._most = most
        self._waiting: deque[_Waiting[Job, Outcome]] = deque()
        self._turn = threading.Lock()

    def __call__(self, job: Job) -> Outcome:
        mine: _Waiting[Job, Outcome] = _Waiting(job)
        self._waiting.append(mine)
        while not mine.is_over:
            with self._turn:
                if not mine.is_over:
                    self._go()
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        return mine.outcome  # type: ignore[return-value]  # it is over, so `do` said what came of it

    def _go(self) -> None:
        taken = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
        try:
            outcomes: Sequence[Outcome | BaseException] = self._do([one.job for one in taken])
        except BaseException as error:
            outcomes = [error] * len(taken)
        for one, outcome in zip(taken, outcomes, strict=True):
            one.outcome, one.is_over = outcome, True
