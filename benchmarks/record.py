"""`make bench-record`: linkage quality and time against Splink 5 and the naive join, in one run, on the real files.

Each gets the same labelled mentions with their codes hidden; Splink learns m from a fixed 200 of them, which nobody is
scored on. "As the codes stand": no difference is corrected by hand. Prints a table; --data DIR.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from fanlight.record.deaths.series import file_mentions
from fanlight.record.linkage.evaluate import labels, wilson
from fanlight.record.linkage.link import linker_for
from fanlight.record.linkage.second_opinion import NoSplink, opinions
from fanlight.record.linkage.tiers import Linker
from fanlight.record.register.build import build_register
from fanlight.record.sources.folder import read_folder
from fanlight.record.sources.rows import Mention

TAUGHT = 200
Answers = list[str | None]
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def naive(linker: Linker, mentions: list[Mention]) -> Answers:
    """Lower-cased name and state, as most scripts join."""
    known: dict[tuple[str, str], str] = {}
    for entry in linker.index.entries.values():
        known.setdefault((entry.agency.state, entry.agency.name.lower()), entry.agency.id)
    return [known.get((one.state, one.text.lower())) for one in mentions]


def fuzzy(linker: Linker, mentions: list[Mention]) -> Answers:
    """The whole name by token_sort_ratio >= 80 within the state."""
    pools: dict[str, tuple[list[str], list[str]]] = {}
    for entry in linker.index.entries.values():
        ids, names = pools.setdefault(entry.agency.state, ([], []))
        ids.append(entry.agency.id)
        names.append(entry.agency.name.lower())
    answers: Answers = []
    for one in mentions:
        ids, names = pools.get(one.state, ([], []))
        hit = process.extractOne(one.text.lower(), names, scorer=fuzz.token_sort_ratio, score_cutoff=80)
        answers.append(ids[hit[2]] if hit else None)
    return answers


def ours(linker: Linker, mentions: list[Mention]) -> Answers:
    return [linker.verdict(one).agency for one in mentions]


def report(name: str, truth: list[str], run: Callable[[], Answers]) -> None:
    begun = time.perf_counter()
    answers = run()
    took = time.perf_counter() - begun
    right = sum(a == b for a, b in zip(answers, truth, strict=True))
    links = sum(a is not None for a in answers)
    precision, recall = wilson(right, links), wilson(right, len(truth))
    print(
        f"{name:34} {links:6} {links - right:6} {precision[0]:9.4f} ({precision[1]:.4f}–{precision[2]:.4f})"
        f" {recall[0]:8.4f} ({recall[1]:.4f}–{recall[2]:.4f}) {took:7.2f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    data = parser.parse_args().data
    begun = time.perf_counter()
    folder = read_folder(data)
    register = build_register(folder)
    linker = linker_for(folder, register)
    print(f"{len(register)} agencies, read and laid out in {time.perf_counter() - begun:.2f} s")
    some: dict[tuple[str, str, str, str], tuple[Mention, str]] = {}
    for shape in ("mpv", "wapo"):
        every = [one for table in folder.of(shape) for one in file_mentions(folder, table)]
        for mention, truth in labels(linker, every):
            if not linker.index.entries[truth].name.body:  # bodies with an id of ours are no pairs for a join
                some.setdefault((mention.text, mention.state, mention.city, truth), (replace(mention, oris=()), truth))
    pairs = list(some.values())
    random.Random(7).shuffle(pairs)
    taught, scored = pairs[:TAUGHT], pairs[TAUGHT:]
    mentions, truth = [one for one, _ in scored], [label for _, label in scored]
    print(f"{len(scored)} labelled mentions, codes hidden, {TAUGHT} more to learn from\n")
    print(f"{'':34} {'links':>6} {'wrong':>6} {'precision (95 %)':>27} {'recall (95 %)':>26} {'time':>8}")
    report("name and state, lower-cased", truth, lambda: naive(linker, mentions))
    report("whole name, token_sort >= 80", truth, lambda: fuzzy(linker, mentions))
    report("the tiers", truth, lambda: ours(linker, mentions))
    try:
        begun = time.perf_counter()
        opinion = opinions(linker, mentions, taught)
        took = time.perf_counter() - begun
    except NoSplink as absent:
        print(f"Splink 5: {absent.words()}")
        return
    for least in (0.0, 4.0, 8.0):
        answers: Answers = [
            opinion[i].agency if i in opinion and opinion[i].weight >= least else None for i in range(len(mentions))
        ]
        report(f"Splink 5, m from labels, w >= {least:g}", truth, lambda answers=answers: answers)  # type: ignore[misc]
    print(f"{'Splink 5, training and prediction':34} {took:101.2f} s")


if __name__ == "__main__":
    main()
