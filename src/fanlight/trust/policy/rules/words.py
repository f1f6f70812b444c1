"""Numbers as a person reads them in a refusal."""

from __future__ import annotations

from fanlight.trust.policy.limits import DAY, HOUR


def span(seconds: int) -> str:
    """Days, hours, minutes and seconds, those that are not nought."""
    if seconds < 0:
        return f"minus {span(-seconds)}"
    left, parts = seconds, []
    for size, name in ((DAY, "day"), (HOUR, "hour"), (60, "minute"), (1, "second")):
        count, left = divmod(left, size)
        if count:
            parts.append(counted(count, name))
    return " ".join(parts) or "nothing"


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
