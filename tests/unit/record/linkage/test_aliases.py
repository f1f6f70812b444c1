"""The alias file is evidence: a line without reviewer, date or reason, or that points nowhere, stops the reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.record.linkage.aliases import COMMITTED, WrongAlias, read_aliases
from fanlight.trust.agency.states import NAMES
from tests.unit.record.linkage.world import HEADER

GOOD = "Old Fable Watch,OR,,OR0010100,,,A. Reviewer,2026-01-01,renamed,a law"


@pytest.mark.parametrize(
    "line",
    [
        GOOD.replace("A. Reviewer", ""),
        GOOD.replace("renamed", ""),
        GOOD.replace("2026-01-01", ""),
        GOOD.replace("2026-01-01", "January"),
        GOOD.replace("OR0010100", "OR9999900"),
    ],
)
def test_a_line_that_proves_nothing_is_refused(tmp_path: Path, line: str) -> None:
    """Each line names who decided, when, why, and an agency of the register."""
    path = tmp_path / "aliases.csv"
    path.write_text(HEADER + line + "\n")
    with pytest.raises(WrongAlias, match="row 1"):
        read_aliases(path, known={"OR0010100"})


def test_other_columns_are_refused(tmp_path: Path) -> None:
    """A file with other columns is no alias file."""
    path = tmp_path / "aliases.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(WrongAlias):
        read_aliases(path)


def test_the_committed_file_holds_no_name_twice() -> None:
    """One name in one state, city and time means one agency."""
    aliases = read_aliases(COMMITTED)
    keys = [(alias.state, alias.name, alias.city, alias.valid_from) for alias in aliases]
    assert len(keys) == len(set(keys)) > 50
    assert {alias.state for alias in aliases} <= set(NAMES)
    assert all(alias.evidence for alias in aliases)
