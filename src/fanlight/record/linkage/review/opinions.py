"""Splink's weights laid to the doubts that wait, so that what is likely comes first among equals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fanlight.record.linkage.evaluate import labels
from fanlight.record.linkage.review.queue import Doubt, ranked
from fanlight.record.linkage.second_opinion import opinions
from fanlight.record.linkage.tiers import Linker
from fanlight.record.linkage.verdict import Verdict
from fanlight.record.sources.rows import Mention

TAUGHT = 2_000  # labelled mentions to learn m from: rare levels are seen, and it takes a second


def with_opinions(linker: Linker, queue: Sequence[Doubt], verdicts: Mapping[str, Iterable[Verdict]]) -> list[Doubt]:
    """The queue ranked anew, each doubt with the second opinion on it."""
    every = [verdict.mention for some in verdicts.values() for verdict in some]
    bodies = {id for id, entry in linker.index.entries.items() if entry.name.body}
    taught = [(one, truth) for one, truth in labels(linker, every) if truth not in bodies][:TAUGHT]
    asked = [Mention("", 0, 0, 1, one.name, one.state, one.city or next(iter(one.cities), "")) for one in queue]
    found = opinions(linker, asked, taught)
    return ranked(replace(doubt, opinion=found.get(number)) for number, doubt in enumerate(queue))
