"""Signatures while the page's worker and tend are killed: none lost, none doubled, on both databases.

The small form of `make bench-petition`: a real commons, a real mail server, real signers.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.petition import KILLS, measure

from tests import postgresql

SIGNATURES = 240
LONGEST = 100.0  # s; it takes ten


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    with postgresql.server() as url, postgresql.own_database(url) as own:
        yield own


@pytest.mark.slow
def test_killed_in_the_middle_none_is_lost_and_none_doubled(database: str) -> None:
    """Each mailbox once, however it was spelled, sent and pressed; receipts hold."""
    told = measure("", database, SIGNATURES, LONGEST)
    assert told["killed"] == [role for role, _ in KILLS], told
    assert (told["confirmed"], told["counted"]) == (SIGNATURES, SIGNATURES), told
    assert (told["lost"], told["doubled"]) == (0, 0), told
    assert told["sent"] > SIGNATURES and told["pressed_twice"] > 0, told  # type: ignore[operator]
    assert told["receipts_held"] == "100 of 100", told
