"""When entries stood in the log, by the witnesses: the first anchor that covers an entry gives it its time.

docs/reference/formats/entries.md, Time; C2SP tlog-cosignature.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from fanlight.trust.ledger.cosignature import witness_time
from fanlight.trust.ledger.faults import BadTree
from fanlight.trust.ledger.head import Trust, check_quorum, read_head
from fanlight.trust.papers.entry import parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.unsigned import Witnessed

_MARK = b'"kind":"log:witnessed"'


@dataclass
class Anchors:
    """Sizes that anchors cover, rising, with the time of each and the anchor's own index."""

    sizes: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)

    def add(self, size: int, time: int, index: int) -> None:
        """An anchor that covers no more than an earlier one says nothing new."""
        if not self.sizes or size > self.sizes[-1]:
            self.sizes.append(size)
            self.times.append(time)
            self.indexes.append(index)

    def time(self, index: int) -> int | None:
        """Seconds, or None while no anchor covers this entry."""
        at = bisect_right(self.sizes, index)
        return self.times[at] if at < len(self.sizes) else None


def read_anchors(entries: Iterable[tuple[int, bytes]], trust: Trust) -> Anchors:
    """All anchors that the quorum cosigned and that cover only what stands before them; the rest is passed over."""
    found = Anchors()
    for index, content in entries:
        if _MARK not in content:
            continue
        try:
            entry = parse_entry(content)
            if entry.kind != "log:witnessed":
                continue
            head = read_head(Witnessed.read(entry.pub, "pub").checkpoint.encode(), trust)
            check_quorum(head, trust)
        except (PaperError, BadTree):
            continue
        if head.checkpoint.size <= index:
            found.add(head.checkpoint.size, witness_time(head.cosignatures), index)
    return found
