"""Each entry of the list once, and a death before, after, or not to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fanlight.record.deaths.death import Death, Partnership
from fanlight.record.deaths.partnerships import Relation, earliest, relation
from fanlight.record.linkage.verdict import Tier, Verdict
from fanlight.record.pipeline import read_facts
from fanlight.record.sources.rows import Mention
from tests.unit.record.made_up import data_folder

MENTION = Mention("ring", 1, 0, 1, "Fabledale Police Department", "OR")
VERDICT = Verdict(MENTION, Tier.EXACT, "OR0010100")
DEATH = Death("mpv", "mpv", 1, "1", "", date(2020, 2, 14), 2020, "OR", "", "", None, False, True, "")


@pytest.mark.parametrize(
    ("on", "year", "start", "month_only", "said"),
    [
        (date(2020, 2, 14), 2020, date(2020, 2, 13), False, Relation.AFTER),
        (date(2020, 2, 14), 2020, date(2020, 2, 14), False, Relation.AFTER),
        (date(2020, 2, 13), 2020, date(2020, 2, 14), False, Relation.BEFORE),
        (date(2020, 2, 14), 2020, date(2020, 2, 1), True, Relation.UNKNOWN),
        (date(2020, 1, 31), 2020, date(2020, 2, 1), True, Relation.BEFORE),
        (date(2020, 3, 1), 2020, date(2020, 2, 1), True, Relation.AFTER),
        (None, 2020, date(2020, 2, 1), False, Relation.UNKNOWN),
        (None, 2019, date(2020, 2, 1), False, Relation.BEFORE),
        (None, 2021, date(2020, 2, 1), False, Relation.AFTER),
    ],
)
def test_a_death_lies_before_or_after(
    on: date | None, year: int, start: date, month_only: bool, said: Relation
) -> None:
    """The first day counts as after; where only a month or a year is known and both fall in it, nobody can tell."""
    assert relation(replace(DEATH, on=on, year=year), Partnership(VERDICT, start, month_only, "")) is said


def test_an_entry_that_stands_twice_counts_once(tmp_path: Path) -> None:
    """By name, city and state; its first start is the one that counts."""
    found = read_facts(data_folder(tmp_path / "data")).partnerships
    assert [(one.verdict.mention.text, one.start, one.month_only) for one in found] == [
        ("Fabledale Police Department", date(2019, 8, 1), False),
        ("Wander County Sheriff's Office", date(2020, 2, 1), True),
        ("Nowhere Police Department", date(2020, 5, 5), False),
        ("Quillmere Police Department", date(2020, 9, 1), True),
    ]


def test_partners_on_a_day_are_those_that_had_begun() -> None:
    """A list cut at a day leaves out what began later; an unlinked entry is nobody."""
    early = Partnership(VERDICT, date(2019, 1, 1), False, "")
    late = Partnership(replace(VERDICT, agency="OR0010200"), date(2020, 9, 1), False, "")
    nobody = Partnership(replace(VERDICT, agency=None, tier=Tier.UNLINKED), date(2019, 1, 1), False, "")
    assert set(earliest([late, early, nobody], by=date(2020, 6, 30))) == {"OR0010100"}
    assert set(earliest([late, early, nobody])) == {"OR0010100", "OR0010200"}
