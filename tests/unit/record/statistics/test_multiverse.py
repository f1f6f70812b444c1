"""The multiverse holds the headline's own combination, and its variance shares are those of an analysis of variance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fanlight.record.deaths.headline import counted
from fanlight.record.linkage.verdict import COUNTED, LINKED, Tier
from fanlight.record.pipeline import read_facts
from fanlight.record.statistics.agency_multiverse import agency_multiverse
from fanlight.record.statistics.attribution import attributed
from fanlight.record.statistics.choices import LINKS, OURS, OURS_OF_AGENCIES
from fanlight.record.statistics.multiverse import Cell, multiverse, variance_of
from fanlight.record.statistics.window import cases, partners
from tests.unit.record.made_up import MPV, data_folder

EARLY = [
    "G. Fictional",
    "2015-01-05",
    "Fabledale",
    "OR",
    "Wander",
    "Fabledale Police Department",
    "",
    "Gunshot",
    "",
    "",
    "7",
]


def test_ours_is_the_headline(tmp_path: Path) -> None:
    """The marked combination counts what the headline counts, and every combination is there once."""
    facts = read_facts(data_folder(tmp_path / "data", mpv=[*MPV, EARLY]))
    made = multiverse(facts)
    headline = attributed(cases(facts, facts.mpv), partners(facts))
    assert made and made.ours == pytest.approx(headline.any / headline.total, abs=1e-6)
    assert len({cell.options for cell in made.cells}) == len(made.cells)
    assert made.least <= made.low <= made.median <= made.high <= made.most
    by_options = {cell.options: cell.share for cell in made.cells}
    parts = list(OURS.values())
    parts[4] = "one part each"
    assert by_options[tuple(parts)] == pytest.approx(headline.fractional / headline.total, abs=1e-6)


def test_variance_shares_are_those_of_a_regression() -> None:
    """R² of a regression on each choice's options alone (statsmodels)."""
    sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed (extra record)")
    random = np.random.Generator(np.random.PCG64(1))
    names = list(OURS)
    cells = [Cell(tuple(str(one) for one in random.integers(0, 3, len(names))), 0.0) for _ in range(300)]
    cells = [Cell(one.options, 0.3 + 0.05 * int(one.options[2]) + float(random.normal(0, 0.02))) for one in cells]
    shares = np.array([one.share for one in cells])
    made = dict(variance_of(cells))
    for position, name in enumerate(names):
        design = np.array([[one.options[position] == option for option in "012"] for one in cells], dtype=float)
        assert made[name] == pytest.approx(sm.OLS(shares, design).fit().rsquared, abs=1e-9)
    assert max(made, key=lambda name: made[name]) == names[2]


def test_ours_of_agencies_is_the_headline(tmp_path: Path) -> None:
    """Entries with a death of all entries; where unlinked ones are left out, of those that are linked."""
    facts = read_facts(data_folder(tmp_path / "data", mpv=[*MPV, EARLY]))
    made, headline = agency_multiverse(facts), counted(facts, facts.mpv)
    assert made and made.ours == pytest.approx(headline.agencies_with_death / headline.agencies, abs=1e-6)
    by_options = {cell.options: cell.share for cell in made.cells}
    assert len(by_options) == len(made.cells)
    own = list(OURS_OF_AGENCIES.values())
    linked = by_options[(*own[:-1], "left out")]
    assert linked == pytest.approx(headline.agencies_with_death / headline.linked, abs=1e-6)
    assert headline.linked < headline.agencies


@pytest.mark.parametrize("tiers", [COUNTED, LINKED])
def test_the_marked_cells_move_with_the_tiers_as_the_headline_does(tmp_path: Path, tiers: tuple[Tier, ...]) -> None:
    """The same count by the headline's own code."""
    facts = read_facts(data_folder(tmp_path / "data", mpv=[*MPV, EARLY]))
    made = agency_multiverse(facts)
    assert made
    by_options = {cell.options: cell.share for cell in made.cells}
    own = dict(OURS_OF_AGENCIES)
    own["links"] = next(name for name, some in LINKS.items() if some == frozenset(tiers))
    headline = counted(facts, facts.mpv, tiers=tiers)
    expected = headline.agencies_with_death / headline.agencies
    assert by_options[tuple(own.values())] == pytest.approx(expected, abs=1e-6)
