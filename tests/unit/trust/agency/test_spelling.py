"""One spelling for one name, states by code and name, ORIs by shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.agency.spelling import fold, one_edit, spelled
from fanlight.trust.agency.states import NAMES, is_ori, seven, state_code, state_of


@given(st.text(max_size=60))
def test_spelling_twice_changes_nothing(text: str) -> None:
    """A folded name folded again is itself, so that keys made at different times agree."""
    assert fold(fold(text)) == fold(text)


def test_marks_and_quotes_fold_away() -> None:
    """Okina, curly and straight quotes and accents of one name are one."""
    assert fold("Hawaiʻi") == fold("Hawai'i") == fold("Hawai’i") == "hawaii"
    assert fold("Doña Ana") == "dona ana"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("polcie", "police", True),
        ("polic", "police", True),
        ("sheriff", "sheriff", False),
        ("county", "country", True),
        ("office", "offer", False),
        ("ab", "ba", True),
        ("", "a", True),
    ],
)
def test_one_slip_is_seen(one: str, other: str, near: bool) -> None:
    """One letter more, less, changed or swapped; equal words are no slip."""
    assert one_edit(one, other) is near


def test_a_head_word_with_a_slip_is_read() -> None:
    """Polcie Departmnt is the police; Paris is no parish and country no county."""
    assert spelled("Oak Polcie Departmnt") == "oak police department"
    assert spelled("Paris Country") == "paris country"


def test_the_two_codes_that_oris_write_differently() -> None:
    """Nebraska is NB and Guam GM in an ORI."""
    assert (state_of("NB0710100"), state_of("GM0010000"), state_of("ZZ0000000")) == ("NE", "GU", "")
    assert state_code("NB") == "NE"


def test_states_are_known_by_code_and_name() -> None:
    """Every state is found by its code in any case and by its name."""
    for code, name in NAMES.items():
        assert state_code(code.lower()) == state_code(name.title()) == code


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("TXDPD0000", True), ("TX01001", True), ("US Marshals", False), ("FBI", False), ("QQ0010000", False), ("", False)],
)
def test_an_ori_has_a_shape(text: str, is_one: bool) -> None:
    """Words that stand among codes are no codes; seven characters of nine are the UCR form."""
    assert is_ori(text) is is_one
    assert not is_one or len(seven(text)) == 7
