"""The reference pages are what the code would write today."""

from __future__ import annotations

import pytest

from tests.house.reference import PAGES, REFERENCE


@pytest.mark.parametrize("name", sorted(PAGES))
def test_reference_pages_are_fresh(name: str) -> None:
    """`make docs` changes nothing."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name](), "run make docs"
