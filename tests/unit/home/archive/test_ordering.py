"""The order of cameras as a form names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.home.archive.rules.ordering import moved, read_order


@pytest.mark.parametrize(
    ("untrusted", "read"),
    [("3,1,2", [3, 1, 2]), ("", []), ("1,,2", []), ("1,-2", []), ("1,x", []), ("١,2", []), ("9" * 13, [])],
)
def test_only_plain_numbers_are_an_order(untrusted, read):
    """What is not numbers and commas is no order at all, not half of one."""
    assert read_order(untrusted) == read


@given(some.text())
def test_nothing_that_is_sent_breaks_it(untrusted):
    """Any text is read as an order or as none."""
    assert all(0 <= number < 10**12 for number in read_order(untrusted))
    assert sorted(moved([1, 2, 3], up=untrusted, down=untrusted)) == [1, 2, 3]


def test_one_place_at_a_time_and_no_further_than_the_ends():
    """Up is one earlier, down one later; the first stays first, who is not there moves nobody."""
    assert moved([1, 2, 3], up="3", down="") == [1, 3, 2]
    assert moved([1, 2, 3], up="", down="1") == [2, 1, 3]
    assert moved([1, 2, 3], up="1", down="") == [1, 2, 3] == moved([1, 2, 3], up="", down="3")
    assert moved([1, 2, 3], up="9", down="") == [1, 2, 3]
