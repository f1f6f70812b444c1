"""What waits for a reviewer, and what an answer does to the alias file and to the next build."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fanlight.record.linkage.aliases import read_aliases
from fanlight.record.linkage.review.answers import Answers, NoSuchCandidate
from fanlight.record.linkage.review.queue import doubts
from fanlight.record.linkage.verdict import Tier, Verdict
from tests.unit.record.linkage.world import HEADER, mention, world

TODAY = date(2026, 11, 24)


def sitting(path: Path) -> Answers:
    path.write_text(HEADER)
    return Answers(path, "A. Reviewer", TODAY)


def test_what_waits_is_grouped_and_the_list_of_partners_comes_first(tmp_path: Path) -> None:
    """One answer settles all mentions of a name; twins wait for each city alone; what is decided does not wait."""
    linker, _ = world(tmp_path)
    texts = [("Fabeldale PD", "Otterby"), ("Fabeldale PD", "Quillmere"), ("Fabledale PD", "Fabledale")]
    texts += [("Otterby Township PD", city) for city in ("Far", "Farther")]
    found = [linker.verdict(mention(text, city=city, row=row)) for row, (text, city) in enumerate(texts)]
    queue = doubts({"mpv": found, "ring": found[3:4]}, lists=frozenset({"ring"}))
    assert [(one.name, one.city, one.count, one.partner) for one in queue] == [
        ("Otterby Township PD", "Far", 2, True),
        ("Fabeldale PD", "", 2, False),
        ("Otterby Township PD", "Farther", 1, False),
    ]
    assert queue[1].rows == ["mpv:0", "mpv:1"]


def test_an_answer_is_a_line_that_the_next_build_reads(tmp_path: Path) -> None:
    """Name, state, where needed city, reviewer, day, reason and rows; then the name links as an alias."""
    linker, _ = world(tmp_path)
    waiting = linker.verdict(mention("Fabeldale PD", city="Otterby"))
    (doubt,) = doubts({"mpv": [waiting]})
    answers = sitting(tmp_path / "aliases.csv")
    answers.give(doubt, "OR0010100", "a slip")
    (alias,) = read_aliases(answers.path)
    assert (alias.agency, alias.reviewer, alias.on, alias.reason) == ("OR0010100", "A. Reviewer", TODAY, "a slip")
    again, _ = world(tmp_path / "next", (tmp_path / "aliases.csv").read_text().splitlines()[1])
    assert again.verdict(waiting.mention).tier is Tier.ALIAS


def test_undo_takes_back_in_reverse_and_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Lines of others stay; nothing of this sitting is left."""
    answers = sitting(tmp_path / "aliases.csv")
    old = "Old Fable Watch,OR,,OR0010100,,,B. Reviewer,2026-01-01,renamed,a law\n"
    answers.path.write_text(HEADER + old)
    some = [Verdict(mention(text), Tier.REVIEW, None, candidates=("OR0010100",)) for text in ("A PD", "B PD")]
    queue = doubts({"mpv": some})
    for doubt in queue:
        answers.give(doubt, "none", "")
    assert len(read_aliases(answers.path)) == 3
    assert [answers.take_back(), answers.take_back(), answers.take_back()] == [queue[1], queue[0], None]
    assert answers.path.read_text() == HEADER + old


def test_nobody_outside_the_candidates_can_be_chosen(tmp_path: Path) -> None:
    """A made-up id does not reach the file."""
    answers = sitting(tmp_path / "aliases.csv")
    (doubt,) = doubts({"mpv": [Verdict(mention("A PD"), Tier.REVIEW, None, candidates=("OR0010100",))]})
    with pytest.raises(NoSuchCandidate):
        answers.give(doubt, "OR9999900", "")
    assert answers.path.read_text() == HEADER
