"""Writing and checking the private log: each line's hash covers the one before, so that none can go unnoticed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fanlight.ground import canonical
from fanlight.ground.clock import from_micros, micros
from fanlight.home.asks.models.lines import LogLine
from fanlight.people.models import Person

FIRST = "0" * 64
CONTEXT = b"fanlight/private-log/v1\0"


def write(*, what: str, now: datetime, who: Person | None = None, request: str = "", words: str = "") -> LogLine:
    """One line after the newest; caller may stand in a transaction of its own."""
    with transaction.atomic():
        last = LogLine.objects.order_by("-number").first()
        line = LogLine(
            number=last.number + 1 if last else 0,
            at_us=micros(now),
            what=what,
            who=who.username if who else "",
            request=request,
            words=words[:400],
        )
        line.hash = _hash(line, last.hash if last else FIRST)
        line.save(force_insert=True)
    return line


@dataclass(frozen=True, slots=True)
class Unbroken:
    """What a walk through the whole log found."""

    lines: int
    since: datetime | None
    broken_at: int | None  # number of the first line that does not fit


def check() -> Unbroken:
    """Walk from the first line to the last."""
    before, count, since = FIRST, 0, None
    for line in LogLine.objects.order_by("number").iterator():
        if line.number != count or _hash(line, before) != line.hash:
            return Unbroken(count, since, count)
        since = since or from_micros(line.at_us)
        before, count = line.hash, count + 1
    return Unbroken(count, since, None)


def _hash(line: LogLine, before: str) -> str:
    text = canonical.dumps(
        {
            "at_us": str(line.at_us),  # microseconds outgrow the integers of canonical JSON some day
            "number": line.number,
            "request": line.request,
            "what": line.what,
            "who": line.who,
            "words": line.words,
        }
    )
    return hashlib.sha256(CONTEXT + bytes.fromhex(before) + text).hexdigest()
