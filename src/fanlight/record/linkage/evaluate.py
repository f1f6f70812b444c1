"""Hold-out evaluation: codes that rows carry are hidden, and the linker's verdicts by name are held against them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fanlight.record.linkage.tiers import Linker
from fanlight.record.linkage.verdict import Verdict
from fanlight.record.sources.rows import Mention
from fanlight.trust.agency.spelling import spelled

JUDGED = Path(__file__).parent / "judged.csv"
Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mention whose row carries a code of the register, and the verdict without that code."""

    source: str
    kind: str
    truth: str
    verdict: Verdict
    judged: str = ""  # link, label or open, where judged.csv has the difference

    @property
    def outcome(self) -> str:
        """right, wrong or none; a difference whose label judged.csv calls wrong counts as right."""
        if self.verdict.agency is None:
            return "none"
        return "right" if self.verdict.agency == self.truth or self.judged == "link" else "wrong"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one group, with precision and recall."""

    group: str
    right: int
    wrong: int
    none: int

    @property
    def precision(self) -> tuple[float, float, float]:
        """Share of the links that are right, with its 95 % interval."""
        return wilson(self.right, self.right + self.wrong)

    @property
    def recall(self) -> tuple[float, float, float]:
        """Share of the labelled mentions that are linked right, with its 95 % interval."""
        return wilson(self.right, self.right + self.wrong + self.none)


def wilson(count: int, total: int) -> tuple[float, float, float]:
    """A share with its 95 % Wilson score interval (Wilson 1927); all zero for an empty group."""
    if not total:
        return 0.0, 0.0, 0.0
    share, square = count / total, Z * Z / total
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / total + square / total / 4) / (1 + square)
    return share, max(0.0, middle - half), min(1.0, middle + half)


def judgements(path: Path = JUDGED) -> dict[tuple[str, str, str, str, str], str]:
    """What was judged of each difference: (source, name, state, city, label) to link, label or open."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            (line["source"], spelled(line["name"]), line["state"], spelled(line["city"]), line["label"]): line["right"]
            for line in csv.DictReader(lines)
        }


def labels(linker: Linker, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, str]]:
    """Each distinct mention whose codes mean exactly one agency; where codes cannot be laid to names, none."""
    seen: set[tuple[str, str, str, str]] = set()
    codes = linker.index.codes
    for mention in mentions:
        found = {codes[ori] for ori in mention.oris if ori in codes}
        if len(found) != 1 or (mention.of > 1 and len(mention.oris) > 1):
            continue
        truth = found.pop()
        key = mention.text, mention.state, mention.city, truth
        if key not in seen:
            seen.add(key)
            yield mention, truth


def hold_out(linker: Linker, source: str, mentions: Iterable[Mention]) -> list[Labelled]:
    """The verdict of every labelled mention with its code hidden."""
    judged, found = judgements(), []
    for mention, truth in labels(linker, mentions):
        key = source, spelled(mention.text), mention.state, spelled(mention.city), truth
        kind = linker.index.entries[truth].agency.kind.value
        verdict = linker.verdict(replace(mention, oris=()))
        found.append(Labelled(source, kind, truth, verdict, judged.get(key, "")))
    return found


def scores(found: Sequence[Labelled]) -> list[Score]:
    """Counts of all, by source, and by source and kind."""
    groups: dict[str, list[str]] = {}
    for one in found:
        for group in ("all", one.source, f"{one.source}, {one.kind}"):
            groups.setdefault(group, []).append(one.outcome)
    return [
        Score(group, some.count("right"), some.count("wrong"), some.count("none"))
        for group, some in sorted(groups.items(), key=lambda item: (item[0] != "all", item[0]))
    ]
