"""The models that `make test-env` puts under build/, and the command as others call it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fanlight.home.asks.redact import getting
from tests.conftest import ROOT

MODELS = ROOT / "build" / "models"
SLOW_S = 300
"""Both cores may belong to other tests."""
Redact = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def models() -> Path:
    """Skips, and so fails in CI, where the set-up step has not run."""
    if not getting.is_there(MODELS):
        pytest.skip("the models are not in build/models (make test-env)")
    return MODELS


@pytest.fixture
def redact(models: Path, tmp_path: Path) -> Redact:
    """`fanlight redact` with the models in a home's data directory."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(models)

    def run(*arguments: object, data: Path = data) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [Path(sys.executable).parent / "fanlight", "redact", *map(str, arguments)],
            capture_output=True, text=True, check=False, timeout=SLOW_S,
            env={**os.environ, "FANLIGHT_DATA": str(data)},
        )  # fmt: skip

    return run
