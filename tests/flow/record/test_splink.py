"""Splink itself, as it is installed: match weights on the made-up register, the same in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.record.linkage.second_opinion import LEAST_WEIGHT, opinions
from tests.unit.record.linkage.world import mention, world

pytestmark = pytest.mark.slow
WANDER = "Wander"
TAUGHT = [
    (mention("Fabledale Police Department", city="Fabledale", county=WANDER), "OR0010100"),
    (mention("North Fabledale PD", city="North Fabledale", county=WANDER), "OR0010200"),
    (mention("Quillmere City Police Department", county=WANDER), "OR0010300"),
    (mention("Wander County Sheriff's Office", county=WANDER), "OR0010000"),
    (mention("Mistral County Sheriff", county="Mistral"), "OR0020000"),
    (mention("Grimbleford Town Police", city="Grimbleford", county=WANDER), "OR0010500"),
    (mention("St. Pernel PD", city="Saint Pernel", county=WANDER), "OR0010600"),
    (mention("Fabledale Police", state="ME", city="Fabledale", county=WANDER), "ME0010100"),
]
ASKED = [
    (mention("Fabeldale PD", city="Fabledale", county=WANDER), "OR0010100"),
    (mention("N. Fabledale Police", county=WANDER), "OR0010200"),
    (mention("Mistral Sheriff's Dept", county="Mistral"), "OR0020000"),
    (mention("Quilmere Police", county=WANDER), "OR0010300"),
    (mention("Fabledale PD", state="ME", county=WANDER), "ME0010100"),
    (mention("Atlantis PD", county="Nowhere"), None),
]


def test_it_ranks_the_right_agency_first_and_never_another_states(tmp_path: Path) -> None:
    """With slips in the name, a namesake beside it and one in another state; where nothing is alike it says nothing."""
    linker, _ = world(tmp_path)
    found = opinions(linker, [one for one, _ in ASKED], TAUGHT)
    assert {number: one.agency for number, one in found.items()} == {
        number: truth for number, (_, truth) in enumerate(ASKED) if truth
    }
    assert all(one.weight >= LEAST_WEIGHT and one.lead > 0 for one in found.values())
    assert opinions(linker, [one for one, _ in ASKED], TAUGHT) == found
