"""Numbers as a person reads them in a refusal."""

from __future__ import annotations

from fanlight.trust.policy.limits import DAY, HOUR

SQUARE_MILE = 2_589_988  # whole m²


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


def miles(m2: int) -> str:
    """Square miles to a hundredth; upwards, so that what is too large never reads as the limit."""
    hundredths = -(-m2 * 100 // SQUARE_MILE)
    return f"{hundredths / 100:.2f} square miles"


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
