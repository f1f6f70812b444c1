"""Takes deleted footage off the disk: the order of delete, steps 2 to 4 (docs/reference/formats/footage.md)."""

from __future__ import annotations

from typing import Protocol

from fanlight.home.recorder.store import Footage


class GarbageIndex(Protocol):
    """What this module needs of the index."""

    def garbage(self) -> list[tuple[int, str]]: ...

    def forget_garbage(self, segment: int) -> None: ...


def empty_garbage(store: Footage, index: GarbageIndex) -> int:
    """Unlink what rows call garbage, make that durable, drop the rows; how many went. The pair has been compared."""
    rows = index.garbage()
    for segment, path in rows:
        if path:
            store.remove(path)
        index.forget_garbage(segment)
    return len(rows)
