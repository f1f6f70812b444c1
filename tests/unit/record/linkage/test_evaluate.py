"""The evaluation hides what it is judged by, and its intervals are those of a statistics library."""

from __future__ import annotations

from pathlib import Path

import pytest
from statsmodels.stats.proportion import proportion_confint

from fanlight.record.linkage.evaluate import JUDGED, hold_out, judgements, scores, wilson
from tests.unit.record.linkage.world import mention, world


@pytest.mark.parametrize(("count", "total"), [(702, 1403), (0, 10), (10, 10), (1, 3), (9302, 9482)])
def test_intervals_are_wilsons(count: int, total: int) -> None:
    """The same numbers as statsmodels; 702 of 1,403 gives the 47.4 to 52.7 % of the research."""
    low, high = proportion_confint(count, total, method="wilson")
    assert wilson(count, total) == pytest.approx((count / total, low, high), abs=1e-12)


def test_the_code_is_hidden_from_the_linker(tmp_path: Path) -> None:
    """A wrong code is found out, a right one confirmed, and a name that only the code knew counts as missed."""
    linker, _ = world(tmp_path)
    some = [
        mention("Fabledale Police Department", oris=("OR0010100",)),
        mention("Fabledale Police Department", oris=("OR0010100",)),
        mention("North Fabledale Police Department", oris=("OR0010100",)),
        mention("The Fabledale force", oris=("OR0010100",)),
        mention("Fabledale Police Department", oris=("OR9990100",)),
        mention("Fabledale Police Department"),
    ]
    every = scores(hold_out(linker, "mpv", some))[0]
    assert (every.group, every.right, every.wrong, every.none) == ("all", 1, 1, 1)
    assert every.precision[0] == pytest.approx(1 / 2)
    assert every.recall[0] == pytest.approx(1 / 3)


def test_every_judgement_says_who_and_why() -> None:
    """What was judged of a difference is one of three answers, with a reason."""
    import csv

    with JUDGED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(judgements())
    assert all(row["right"] in ("link", "label", "open") and row["reviewer"] and row["reason"] for row in rows)
