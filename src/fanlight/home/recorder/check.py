"""Says whether the listed footage is there, of its size, and unchanged; opens nothing for writing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from fanlight.home.recorder.boxes.proof import PROOF_SIZE, chain_initialisation
from fanlight.home.recorder.faults import BadFootage, FootageMissing
from fanlight.home.recorder.index import Fragment
from fanlight.home.recorder.store import Footage, read_exactly
from fanlight.home.recorder.survey import MOST_OPENING, read_fragment

Verdict = Literal["good", "missing", "wrong_size", "wrong_hash"]


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """What the database says of one segment that is not garbage."""

    id: int
    path: str
    is_open: bool
    size: int  # synced length of the file
    first_head: bytes
    head: bytes
    fragments: tuple[Fragment, ...]


Again = Callable[[int], SegmentFacts | None]
"""Reads one row anew; None where it is gone or has become garbage."""


def check(store: Footage, rows: Iterable[SegmentFacts], again: Again | None = None) -> dict[str, int]:
    """The counts that `fanlight check` prints. `again` settles rows that changed while they were checked."""
    counts = {"segments": 0, "open": 0, "missing": 0, "wrong_size": 0, "wrong_hash": 0}
    for row in rows:
        facts, verdict = _settled(store, row, again)
        if facts is None:
            continue
        counts["open"] += facts.is_open
        counts["segments"] += bool(facts.fragments)
        if verdict != "good":
            counts[verdict] += 1
    return {**counts, "quarantined": store.quarantined()}


def _settled(store: Footage, row: SegmentFacts, again: Again | None) -> tuple[SegmentFacts | None, Verdict]:
    """A bad verdict on a row that has changed meanwhile (closed, deleted) is no verdict."""
    facts: SegmentFacts | None = row
    while facts is not None:
        verdict = judge(store, facts)
        if verdict == "good" or again is None:
            return facts, verdict
        before, facts = facts, again(facts.id)
        if facts == before:
            return facts, verdict
    return None, "good"


def judge(store: Footage, facts: SegmentFacts) -> Verdict:
    """One segment by its listed part."""
    if not facts.fragments:
        return "good"  # nothing is listed, so nothing can be lost
    try:
        handle = store.open(facts.path)
    except FootageMissing:
        return "missing"
    try:
        size = os.fstat(handle).st_size
        if size < facts.size:
            return "wrong_size"
        if not _fits(handle, facts):
            return "wrong_hash"
        return "good" if size == facts.size or facts.is_open else "wrong_size"
    finally:
        os.close(handle)


def _fits(handle: int, facts: SegmentFacts) -> bool:
    """Whether initialisation, fragments, proofs and chain are what the database lists."""
    at = facts.fragments[0].offset
    if at > MOST_OPENING:
        return False
    try:
        head = chain_initialisation(facts.first_head, read_exactly(handle, 0, at))
        for listed in facts.fragments:
            found, head = read_fragment(handle, at, listed.number, head)
            if found != listed:
                return False
            at += found.length + PROOF_SIZE
    except (BadFootage, FootageMissing):
        return False
    return head == facts.head and at == facts.size
