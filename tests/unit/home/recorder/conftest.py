"""The footage directory that tests of storage work on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.home.recorder.disk import Disk, disk


@pytest.fixture
def footage(tmp_path: Path) -> Iterator[Disk]:
    """A new directory with its index in memory, the pair made."""
    with disk(tmp_path / "footage") as made:
        yield made
