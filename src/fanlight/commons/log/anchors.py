"""Which entries still wait for a `log:witnessed`: a small file beside the log that may be lost without harm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fanlight.ground.canonical import CanonicalError, dumps, loads
from fanlight.ground.durable import write_now

FILE = "anchors"


@dataclass(frozen=True)
class Waiting:
    """`size` entries are accounted for; of them those from `first` to `last` wait since `since` (seconds)."""

    size: int = 0
    first: int | None = None
    last: int = 0
    since: int = 0

    def appended(self, indexes: range, now: int) -> Waiting:
        first = indexes.start if self.first is None else self.first
        return Waiting(indexes.stop, first, indexes.stop - 1, now if self.first is None else self.since)

    def anchored(self, covered: int, anchor: int) -> Waiting:
        """An anchor stands at index `anchor` and carries a head of `covered` entries."""
        if self.first is None or covered > self.last:
            return Waiting(anchor + 1)
        return Waiting(anchor + 1, max(self.first, covered), self.last, self.since)


def read_waiting(folder: Path, size: int) -> Waiting:
    """What is not accounted for (a lost file, a crash in between) counts as waiting since ever: an anchor too many."""
    try:
        value = loads((folder / FILE).read_bytes())
        assert isinstance(value, dict)
        numbers = [value[name] for name in ("size", "first", "last", "since")]
        assert all(number is None or type(number) is int for number in numbers)
        waiting = Waiting(**value)  # type: ignore[arg-type]
    except (OSError, CanonicalError, AssertionError, KeyError, TypeError):
        waiting = Waiting()
    if waiting.size < size:
        return Waiting(size, waiting.size if waiting.first is None else waiting.first, size - 1, 0)
    return waiting


def write_waiting(folder: Path, waiting: Waiting) -> None:
    value = {"size": waiting.size, "first": waiting.first, "last": waiting.last, "since": waiting.since}
    write_now(folder / FILE, dumps(value))
