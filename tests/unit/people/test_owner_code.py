"""The first owner's code: once, for a day, and only its hash on disk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from fanlight.people import owner_code

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def test_a_fresh_code_fits() -> None:
    """What was printed opens the page."""
    assert owner_code.fits(owner_code.make(NOW), NOW + timedelta(hours=23))


def test_the_code_is_not_on_disk(tmp_path: Path) -> None:
    """Who reads the file cannot become owner; nobody but its owner reads it."""
    code = owner_code.make(NOW)
    kept = tmp_path / "keys" / "first-owner.json"
    assert code not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("wrong", ["", "x", "0" * 22])
def test_another_code_does_not_fit(wrong: str) -> None:
    """Only the code itself."""
    owner_code.make(NOW)
    assert not owner_code.fits(wrong, NOW)


def test_its_time_ends_and_a_newer_one_replaces_it() -> None:
    """After a day, after another start and once spent it is worth nothing."""
    old = owner_code.make(NOW)
    assert not owner_code.fits(old, NOW + owner_code.GOOD_FOR)
    new = owner_code.make(NOW)
    assert not owner_code.fits(old, NOW) and owner_code.fits(new, NOW)
    owner_code.spend()
    assert not owner_code.fits(new, NOW)


@pytest.mark.parametrize("damaged", ["", "{}", "[]", '{"sha256": 3, "until": "soon"}', '{"until": null}'])
def test_a_damaged_file_opens_nothing(damaged: str, tmp_path: Path) -> None:
    """Whatever the file holds, the answer is no."""
    owner_code.make(NOW)
    (tmp_path / "keys" / "first-owner.json").write_text(damaged)
    assert not owner_code.fits("x", NOW)
