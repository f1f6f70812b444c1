"""Into the log: entries are appended, tend is woken to have them cosigned."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from fanlight.commons.agencies.standing import log_folder, standing
from fanlight.commons.log.actions import Written, append
from fanlight.ground.wake import wake_tend
from fanlight.trust.ledger.store import Store
from fanlight.trust.papers.kinds import KINDS
from fanlight.trust.papers.signing import Sealed


def write(sealed: Sealed, *, now: datetime) -> int:
    """The entry's index; durable on return, seen by readers once the witnesses cosigned."""
    indexes = append(folder=log_folder(), entries=[Written(sealed.entry, sealed.body)], now=now)
    wake_tend(Path(settings.DATA))
    return indexes[0]


def erase_body(name: str) -> None:
    """The words behind this hash, once an entry of the stewards' quorum says so; not where other entries could not."""
    held = [entry for entry in standing().copy.parsed if entry is not None and entry.body == name]
    if held and all(KINDS[entry.kind].erasable for entry in held):
        Store(log_folder()).erase_body(name)
