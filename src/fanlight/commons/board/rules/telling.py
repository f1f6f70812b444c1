"""What a notification of the board says, and how long it is worth sending. Pure.

It names the area and nothing finer, and none of the post's words: a lock screen is read by whoever picks the phone up,
and what a steward removes must not stay on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from fanlight.ground.web_push.payload import Message, padded
from fanlight.ground.web_push.push import Urgency

SECOND = 1_000_000  # microseconds
LIFETIMES = {"alert": 3600, "digest": 6 * 3600, "test": 120}  # s: an alert is about danger now
LEASE_US = 30 * SECOND  # longer than the longest attempt at a push service, 10 s
KEPT_US = 7 * 86_400 * SECOND  # how long one's own page says what was sent
DIGEST_FROM = time(18, 0)  # when people are home; in the community's zone


@dataclass(frozen=True, slots=True)
class Words:
    """Title and line below, as a lock screen shows them."""

    title: str
    body: str


def of_alert(area: str, written: datetime) -> Words:
    """`written` in the community's zone."""
    return Words(f"Alert: {area}", f"A neighbour wrote it at {written:%H:%M}. Open it to read what happened.")


def of_digest(areas: Iterable[str]) -> Words | None:
    """One area for each post of the day; None where nobody wrote."""
    counts = Counter(areas)
    total = sum(counts.values())
    if not total:
        return None
    by_area = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    return Words(f"{total} post{'s' if total > 1 else ''} since yesterday", by_area[:200])


def of_test() -> Words:
    return Words("This is a test", "An alert arrives like this: the area and the time, none of its words.")


def lifetime_us(kind: str) -> int:
    return LIFETIMES[kind] * SECOND


def urgency(kind: str) -> Urgency:
    """A phone that dozes is only woken by `high`."""
    return "normal" if kind == "digest" else "high"


def digest_is_due(local_now: datetime, last: date | None) -> bool:
    """Once a day, from the hour on."""
    return local_now.time() >= DIGEST_FROM and (last is None or last < local_now.date())


def sealed_size_payload(said: Words, *, kind: str, tag: str, url: str, made_us: int) -> bytes:
    """Always the same number of bytes, so that the wire does not tell alert, digest and test apart."""
    return padded(Message(said.title, said.body, kind, tag, url, made_us // 1000, b"", False))
