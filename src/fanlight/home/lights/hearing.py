"""What the lights hear from the archive, in the recorder's process."""

from __future__ import annotations

from datetime import datetime

from fanlight.home.lights.actions.switching import follow_event


def on_event(event: int, now: datetime) -> None:
    """An event has its kind: lights whose rule it meets are wanted on."""
    follow_event(event=event, now=now)
