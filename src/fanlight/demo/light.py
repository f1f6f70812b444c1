"""When the drawn scenes are bright and when they are dark."""

from __future__ import annotations

from datetime import datetime, tzinfo

DAY_FROM, DAY_TO = 7, 19
"""Hours of the household's local time in which the drawn scenes are bright."""


def light_at(moment: datetime, zone: tzinfo | None = None) -> str:
    """The version of the scenes for a moment; without a zone by this machine's."""
    return "day" if DAY_FROM <= moment.astimezone(zone).hour < DAY_TO else "night"
