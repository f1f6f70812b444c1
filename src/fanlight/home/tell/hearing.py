"""What telling hears from the archive, in the recorder's process: rows first, then tend is woken."""

from __future__ import annotations

from datetime import datetime

from fanlight.home.tell.actions.announce import announce_event


def on_event(event: int, now: datetime) -> None:
    """An event has its kind: write what is to be sent."""
    announce_event(event=event, now=now)
