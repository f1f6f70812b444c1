"""The check of all footage from the page: runs in the background, leaves its result in <data>/run/check.json."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from fanlight.ground.clock import Clock, micros
from fanlight.home.archive import places
from fanlight.home.archive.checking import facts_again, segment_count, segment_facts
from fanlight.home.recorder.check import SegmentFacts, check
from fanlight.home.recorder.store import Footage

_busy = threading.Lock()


@dataclass(slots=True)
class Progress:
    """How far the check is that runs now in this process."""

    done: int = 0
    of: int = 0


_progress = Progress()


@dataclass(frozen=True, slots=True)
class State:
    """For the page: a check that runs, or the last one."""

    is_running: bool
    done: int
    of: int
    at_us: int | None
    words: str
    is_good: bool


def begin(clock: Clock) -> bool:
    """Start a check; False where one runs already."""
    if not _busy.acquire(blocking=False):
        return False
    threading.Thread(target=_run, args=(clock,), name="check", daemon=True).start()
    return True


def state() -> State:
    """What there is to say."""
    last = _last()
    words, is_good = _words(last.get("counts"))
    return State(_busy.locked(), _progress.done, _progress.of, last.get("at_us"), words, is_good)


def _run(clock: Clock) -> None:
    try:
        _progress.done, _progress.of = 0, segment_count()
        with Footage(places.footage()) as store:
            counts = check(store, _counted(), facts_again)
        result = {"at_us": micros(clock.now()), "counts": counts}
        places.write_whole(_file(), json.dumps(result).encode())
    finally:
        connection.close()  # of this thread
        _busy.release()


def _counted() -> Iterator[SegmentFacts]:
    for facts in segment_facts():
        yield facts
        _progress.done += 1


def _file() -> Any:
    return places.data() / "run" / "check.json"


def _last() -> dict[str, Any]:
    try:
        read = json.loads(_file().read_text())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _words(counts: dict[str, int] | None) -> tuple[str, bool]:
    if not counts:
        return "", True
    bad = {"missing": "missing", "wrong_size": "of another size", "wrong_hash": "changed"}
    found = [f"{counts[key]} {word}" for key, word in bad.items() if counts.get(key)]
    if found:
        return f"Of {counts['segments']} minutes of footage, {', '.join(found)}.", False
    return f"All {counts['segments']} minutes of footage are there and unchanged.", True
