"""One package for the tests that only read it."""

from __future__ import annotations

import pytest

from tests.unit.trust.papers.package.making import Made, made


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A package with its community and log."""
    return made(tmp_path_factory.mktemp("package") / "log")
