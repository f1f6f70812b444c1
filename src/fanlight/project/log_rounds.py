"""The commons' rounds over its log: cosign what is new or old, anchor what is new; by the demo's clock there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from fanlight.commons.log.actions import closed_at, go_round
from fanlight.commons.log.operated import NotFounded, OperatedLog, operated_log
from fanlight.commons.log.rules import LogState
from fanlight.ground.moved_clock import ahead, is_made_up
from fanlight.trust.papers.members import Witness

InForce = Callable[[datetime], Iterable[Witness]]
LOOK = 2.0  # s between looks: a new entry is public within seconds

_log = logging.getLogger(__name__)


def witnesses_in_force(now: datetime) -> list[Witness]:
    """The founding's, and those whose 14 days are over."""
    from fanlight.commons.agencies.standing import standing

    at = int(now.timestamp())
    return [term.witness for term in standing().copy.state.witnesses if term.since <= at]


class LogRounds:
    """Remembers the last round, so that witnesses that are away are not called without a pause."""

    def __init__(self, data: Path, moved_clock: Path | None = None, in_force: InForce | None = None) -> None:
        """`in_force` says which witnesses the log names at a moment; as this commons reads its log if not given."""
        self._data = data
        self._moved_clock = moved_clock
        self._in_force = in_force or witnesses_in_force
        self._operated: OperatedLog | None = None
        self._tried: LogState | None = None
        self._complained = False

    def look(self, now: datetime) -> None:
        if closed_at(self._data / "log") is not None:
            return  # without new cosignatures every home finds the head frozen, and releases nothing
        try:
            log = self._operated or operated_log(self._data, self._data / "log")
        except NotFounded:
            return
        if self._operated is None:
            with log.store.locked():
                log.store.sweep()
            self._operated = log
        there = now + self._ahead(log)
        log = log.with_added(self._in_force(there))
        done, self._tried = go_round(log=log, now=there, tried=self._tried)
        if done.silent and not self._complained:
            _log.warning("%s", " ".join(done.silent))
        if done.published or done.silent:
            self._complained = bool(done.silent)

    def _ahead(self, log: OperatedLog) -> timedelta:
        if self._moved_clock is None or not is_made_up(log.key.name):
            return timedelta()
        return timedelta(seconds=ahead(self._moved_clock))
