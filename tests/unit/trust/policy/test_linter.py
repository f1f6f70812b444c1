"""The linter advises officer and reviewer on words; it is no rule and no home runs it."""

from __future__ import annotations

import ast

import pytest

from fanlight.demo.community.papers import FACTS, SOUGHT
from fanlight.trust.policy.linter import advice
from tests.house.tree import SOURCE, python_files


def _codes(facts: str, sought: str = "A white van.") -> set[str]:
    return {one.code for one in advice(facts, sought)}


def test_a_plain_request_gets_no_advice() -> None:
    """What happened, when, and by what one would know it."""
    assert advice(FACTS, SOUGHT) == ()


@pytest.mark.parametrize("facts", ["Part of an ongoing case.", "For law enforcement purposes.", "A suspicious person."])
def test_reasons_that_fit_anything_are_vague(facts: str) -> None:
    """They could be said of every street and day."""
    assert "vague" in _codes(facts)


@pytest.mark.parametrize("words", ["Two black males.", "a Hispanic man", "White female", "dark-skinned young men"])
def test_race_alone_is_no_description(words: str) -> None:
    """With nothing else by which one could tell somebody."""
    assert "race-alone" in _codes("A shed was broken into.", words)


@pytest.mark.parametrize(
    "words",
    [
        "A white van.",
        "A black car and a black jacket.",
        "A white man in a red jacket, carrying a ladder.",
        "Black hoodie.",
    ],
)
def test_colours_and_full_descriptions_pass(words: str) -> None:
    """A white van is no person; race beside two other marks is a description."""
    assert "race-alone" not in _codes("A shed was broken into.", words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The victim Jane Doeson saw it.", "a victim's name"),
        ("It happened at 12 Larch Lane.", "a street address"),
        ("Call 555-123-4567.", "a telephone number"),
        ("Write to a.b@example.invalid.", "a mail address"),
        ("Her date of birth is known.", "a date of birth"),
    ],
)
def test_what_identifies_a_victim_is_pointed_out(words: str, found: str) -> None:
    """Everybody will read the request."""
    assert found in {one.found for one in advice(words, "A van.") if one.code == "personal"}


def test_pressure_is_pointed_out() -> None:
    """A resident may decline without a reason."""
    assert "pressure" in _codes("Failure to answer may obstruct us.")


def test_no_rule_asks_the_linter() -> None:
    """Word lists change with every release; if rules used them, an update would void old requests."""
    for path in python_files(SOURCE / "trust" / "policy"):
        if path.name == "linter.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert "linter" not in (node.module or "") and "linter" not in [name.name for name in node.names], path
