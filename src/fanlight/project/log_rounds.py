"""The commons' rounds over its log: cosign what is new, anchor it, cosign anew what is old."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from fanlight.commons.log.actions import go_round
from fanlight.commons.log.operated import NotFounded, OperatedLog, operated_log
from fanlight.commons.log.rules import LogState

LOOK = 2.0  # s between looks: a new entry is public within seconds

_log = logging.getLogger(__name__)


class LogRounds:
    """Remembers the last round, so that witnesses that are away are not called without a pause."""

    def __init__(self, data: Path) -> None:
        self._data = data
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
        done, self._tried = go_round(log=log, now=now, tried=self._tried)
        if done.silent and not self._complained:
            _log.warning("%s", " ".join(done.silent))
        if done.published or done.silent:
            self._complained = bool(done.silent)
