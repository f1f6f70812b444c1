"""A definition that changes is a new version: each version's words and values are held against their hash."""

from __future__ import annotations

import hashlib
import json

from fanlight.record.deaths.series import FIRST, LAST
from fanlight.record.pages.words import day
from fanlight.record.statistics.definitions import DEFINITIONS
from fanlight.record.statistics.limits import FEWEST_DEATHS, FEWEST_RESIDENTS

HASHES = {1: "df77987ed0799596db9c32bcd2c5bd356ec75cb0234fcbbbff08154023af58e0"}


def test_a_version_is_what_it_was() -> None:
    """Whoever changes a definition gives it the next number and adds its hash here; old hashes stay."""
    plain = json.dumps(DEFINITIONS.plain(), sort_keys=True).encode()
    assert HASHES[DEFINITIONS.version] == hashlib.sha256(plain).hexdigest()
    assert max(HASHES) == DEFINITIONS.version


def test_words_and_values_agree() -> None:
    """The words name the numbers that the code counts with."""
    terms = {one.key: one for one in DEFINITIONS.terms}
    assert len(terms) == len(DEFINITIONS.terms)
    assert day(FIRST) in terms["window"].words and day(LAST) in terms["window"].words
    assert f"{FEWEST_RESIDENTS:,}".replace(",", " ") in terms["rate"].words
    assert (FEWEST_RESIDENTS, FEWEST_DEATHS) == (10_000, 3) and "under three deaths" in terms["rate"].words
