"""A process loads what it needs: no video library where nobody looks at a picture."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

HEAVY = ("cv2", "numpy", "av", "apprise", "scipy", "ai_edge_litert")


@pytest.mark.parametrize(
    ("settings", "module"),
    [
        ("home", "fanlight.project.tending"),
        ("commons", "fanlight.project.commons_tend"),
        ("commons", "fanlight.project.urls.commons"),
    ],
)
def test_it_is_light(tmp_path_factory: pytest.TempPathFactory, settings: str, module: str) -> None:
    """60 MB instead of 140, on a computer that has one or two thousand."""
    code = (
        f"import sys\nfrom fanlight.project.django_ready import ready\nready('fanlight.project.settings.{settings}')\n"
        f"import {module}\nprint(*[one for one in {HEAVY!r} if one in sys.modules])"
    )
    environment = {"FANLIGHT_DATA": str(tmp_path_factory.mktemp("data")), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
