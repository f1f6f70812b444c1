"""Says in words that a command of the record needs the extra, before any file is read."""

from __future__ import annotations

from importlib.util import find_spec

from fanlight.ground.errors import FanlightError


class NoRecordExtra(FanlightError):
    """This command needs packages that a home does without."""

    remedy = "Install fanlight[record], or run make env EXTRAS=record."


def need_extra() -> None:
    """Raises NoRecordExtra where the linkage's own package is not installed."""
    if find_spec("rapidfuzz") is None:
        raise NoRecordExtra
