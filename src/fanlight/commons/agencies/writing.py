"""Into the log: entries are appended, tend is woken to have them cosigned."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from fanlight.commons.agencies.standing import log_folder
from fanlight.commons.log.actions import Written, append
from fanlight.ground.wake import wake_tend
from fanlight.trust.papers.signing import Sealed


def write(sealed: Sealed, *, now: datetime) -> int:
    """The entry's index; durable on return, seen by readers once the witnesses cosigned."""
    indexes = append(folder=log_folder(), entries=[Written(sealed.entry, sealed.body)], now=now)
    wake_tend(Path(settings.DATA))
    return indexes[0]
