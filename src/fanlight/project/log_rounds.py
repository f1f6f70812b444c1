"""The commons' rounds over its log: cosign what is new or old, anchor what is new; by the demo's clock there."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from fanlight.commons.log.actions import go_round
from fanlight.commons.log.operated import NotFounded, OperatedLog, operated_log
from fanlight.commons.log.rules import LogState
from fanlight.ground.moved_clock import ahead, is_made_up

LOOK = 2.0  # s between looks: a new entry is public within seconds

_log = logging.getLogger(__name__)


class LogRounds:
    """Remembers the last round, so that witnesses that are away are not called without a pause."""

    def __init__(self, data: Path, moved_clock: Path | None = None) -> None:
        self._data = data
        self._moved_clock = moved_clock
        self._operated: OperatedLog | None = None
        self._tried: LogState | None = None
        self._complained = False

    def look(self, now: datetime) -> None:
        try:
            log = self._operated or operated_log(self._data, self._data / "log")
        except NotFounded:
            return
        if self._operated is None:
            with log.store.locked():
                log.store.sweep()
            self._operated = log
        done, self._tried = go_round(log=log, now=now + self._ahead(log), tried=self._tried)
        if done.silent and not self._complained:
            _log.warning("%s", " ".join(done.silent))
        if done.published or done.silent:
            self._complained = bool(done.silent)

    def _ahead(self, log: OperatedLog) -> timedelta:
        if self._moved_clock is None or not is_made_up(log.key.name):
            return timedelta()
        return timedelta(seconds=ahead(self._moved_clock))
