"""Files that never end, or hold no text, given to the commands: refused in words, and not read whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from fanlight.project.cli.commons import commons
from fanlight.project.cli.ledger import ledger
from fanlight.project.cli.petition import petition

HUGE = 1 << 42  # bytes: more than any machine's memory, and no block of it on the disk


@pytest.fixture
def endless(tmp_path: Path) -> str:
    with (tmp_path / "endless").open("wb") as file:
        file.truncate(HUGE)
    return str(tmp_path / "endless")


def outcome(group: object, *arguments: str) -> int:
    """The exit status; an exception that is not the command's own words is raised here."""
    from fanlight.ground.errors import FanlightError

    result = CliRunner().invoke(group, list(arguments))  # type: ignore[arg-type]
    if isinstance(result.exception, FanlightError):
        return int(getattr(result.exception, "exit_code", 2))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code


def test_a_receipt_without_end(endless: str) -> None:
    assert outcome(petition, "verify", endless, "--vkey", endless) in (1, 2)


@pytest.mark.parametrize("key", [b"\xff\xfe\x00k", b"", b"\x00" * 9_000])
def test_a_key_that_is_no_text(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "key").write_bytes(key)
    (tmp_path / "receipt").write_bytes(b"c2sp.org/tlog-proof@v1\nindex 0\n\nx\n")
    named = str(tmp_path / "key")
    assert outcome(petition, "verify", str(tmp_path / "receipt"), "--vkey", named) in (1, 2)
    assert outcome(ledger, "verify", str(tmp_path / "log"), "--vkey", named) == 2


def test_a_founding_without_end(endless: str) -> None:
    assert outcome(commons, "found", endless) == 2


def test_a_logs_key_without_end(endless: str, tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    assert outcome(ledger, "verify", str(tmp_path / "log"), "--vkey", endless) == 2
