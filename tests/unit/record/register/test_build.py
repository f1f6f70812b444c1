"""The register has every body once, by one id, and refuses two that are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.record.register.build import Register, RegisterCollision, build_register
from fanlight.record.register.spine import tidy_name
from fanlight.record.sources.folder import read_folder
from fanlight.trust.agency.kind import AgencyKind as Kind
from tests.unit.record.made_up import CROSSWALK, FBI, data_folder, write


@pytest.fixture
def register(tmp_path: Path) -> Register:
    folder = data_folder(tmp_path / "data")
    write(folder, "crosswalk.csv", CROSSWALK)
    return build_register(read_folder(folder))


def test_kinds_come_from_list_and_name(register: Register) -> None:
    """The list's type and the name together say what a body is."""
    assert register["OR0010100"].kind is Kind.MUNICIPAL
    assert register["OR0010000"].kind is Kind.SHERIFF
    assert register["OR0020100"].kind is Kind.COUNTY_POLICE
    assert register["OR0010700"].kind is Kind.CAMPUS


def test_state_police_is_one_body(register: Register) -> None:
    """Posts are members; the body has an id of ours and no ORI."""
    body = register["state:OR"]
    assert (body.name, body.ori, body.members) == ("Oregon State Police", "", ("OR001SP00", "OR002SP00"))
    assert "OR001SP00" not in register


def test_federal_bodies_lie_in_no_state(register: Register) -> None:
    """They are there without any list naming them."""
    assert (register["us:dea"].state, register["us:dea"].kind) == ("US", Kind.FEDERAL)


def test_what_only_the_crosswalk_knows_is_marked(register: Register) -> None:
    """It joins with its mark; a former code of a body of the spine becomes its member."""
    assert register["OR0019900"].from_crosswalk
    assert register["OR0019900"].counties == ("WANDER",)
    assert not register["OR0010100"].from_crosswalk
    assert register["OR0010100"].members == ("OR0019800",)


def test_residents_only_where_one_place_matches_alone(register: Register) -> None:
    """A town that the Census knows once has its residents; townships have none."""
    assert register["OR0010100"].population == 12_000
    assert register["OR0020200"].population is None
    assert register["OR0010500"].population is None


def test_two_bodies_of_one_key_are_refused(tmp_path: Path) -> None:
    """Same state, kind, place and county under two codes: every link would be a guess."""
    twin = ["OR0019100", "Fabledale Police Dept", *FBI[1][2:]]
    with pytest.raises(RegisterCollision) as raised:
        build_register(read_folder(data_folder(tmp_path / "data", fbi=[*FBI, twin])))
    assert "OR0010100" in str(raised.value)
    assert "OR0019100" in str(raised.value)


@pytest.mark.parametrize(
    ("name", "state", "tidy"),
    [
        ("Acadia County Sheriff's Office", "LA", "Acadia Parish Sheriff's Office"),
        ("Kauai Police Department County Sheriff's Office", "HI", "Kauai Police Department"),
        (
            "Las Vegas Metropolitan Police Department Police Department",
            "NV",
            "Las Vegas Metropolitan Police Department",
        ),
        ("Comanche  County Sheriff's Office", "KS", "Comanche County Sheriff's Office"),
    ],
)
def test_the_lists_doublings_are_tidied(name: str, state: str, tidy: str) -> None:
    """Quirks of the FBI list do not reach a page."""
    assert tidy_name(name, state) == tidy
