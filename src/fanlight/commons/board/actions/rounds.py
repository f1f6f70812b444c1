"""What comes round for forwarding: endings that a killed process left, what has waited long enough."""

from __future__ import annotations

from datetime import datetime

from fanlight.commons.board.actions.ending import finish_endings
from fanlight.commons.board.actions.forwarding import send_due


def go_round(*, now: datetime) -> None:
    """Endings first: nothing leaves in the round that finishes one."""
    finish_endings(now=now)
    send_due(now=now)
