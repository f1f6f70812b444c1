"""Cells have names that read back, and a drawing shows what was chosen with what lies round it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.commons.agencies.rules.area import (
    Sheet,
    area_words,
    drawing,
    letters,
    names_of,
    number_of,
    read_names,
    sheet_of,
)
from fanlight.trust.policy.cells import around, cell

MIDDLE = cell(40_000, 50_000)
SHEET = sheet_of(around(MIDDLE, 15))


def test_names_read_back() -> None:
    """Every cell of a sheet has one name, and the name leads to it."""
    cells = around(MIDDLE, 15)
    assert len({SHEET.name(one) for one in cells}) == len(cells) == 31 * 31
    assert all(SHEET.named(SHEET.name(one)) == one for one in cells)
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert all(number_of(letters(at)) == at for at in range(2_000))


@pytest.mark.parametrize("name", ["", "A", "0", "A0", "A32", "AF1", "ZZZ1", "A-1", "A1;", "Ä1", "A1" * 40])
def test_what_is_no_cell_of_the_sheet(name: str) -> None:
    assert SHEET.named(name) is None


def test_a_text_names_cells_and_rectangles() -> None:
    """In any order of corners; what is wrong is handed back, shortened."""
    cells, wrong = read_names("c4, C5 e6-D5\n nowhere C4-ZZZ9", SHEET)
    assert {SHEET.name(one) for one in cells} == {"C4", "C5", "D5", "E5", "D6", "E6"}
    assert wrong == ["nowhere", "C4-ZZZ9"]


def test_a_drawing_has_the_cells_and_a_margin_inside_the_sheet() -> None:
    """49 squares round nine; at the sheet's corner fewer."""
    chosen = around(MIDDLE, 1)
    made = drawing(chosen, {MIDDLE: 50}, SHEET)
    assert len(made.squares) == 49 and sum(one.chosen for one in made.squares) == 9
    assert (made.width, made.height) == (280, 280)
    assert next(one for one in made.squares if one.homes).shade == "many"
    assert len(drawing([SHEET.cell(0, 0)], {}, SHEET).squares) == 9
    assert area_words(chosen, {MIDDLE: 50}).startswith("9 cells, ")
    assert area_words([], {}) == "no cell"


@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1))
def test_names_of_blocks_are_read_back(places: set[tuple[int, int]]) -> None:
    """Blocks say the same cells, and a rectangle is one block."""
    sheet = Sheet(40_000, 50_000, 13, 13)
    cells = {sheet.cell(x, y) for x, y in places}
    names = names_of(cells, sheet)
    assert read_names(" ".join(names), sheet) == (sorted(cells), [])
    whole = [sheet.cell(x, y) for x in range(2, 6) for y in range(3, 9)]
    assert names_of(whole, sheet) == ["C4-F9"]
