"""A process loads what it needs: no video library where nobody looks at a picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_the_recorder_holds_no_model(tmp_path: Path) -> None:
    """The model's 65 MB lie in a process of their own, also while something moves; nothing else heavy is loaded."""
    (tmp_path / "models").symlink_to(ROOT / "build" / "models")
    code = """if True:
        import sys
        from pathlib import Path
        from fanlight.project.django_ready import ready
        ready()
        import numpy as np
        from fanlight.home.archive.index import ArchiveIndex
        from fanlight.home.recorder import process
        from fanlight.home.recorder.apart.kinds import KindsProcess
        from fanlight.home.recorder.watch.kinds import Crop
        from fanlight.project.environ import environ
        from fanlight.project.wiring import kind_detector

        def anonymous_mb():
            rows = Path("/proc/self/smaps_rollup").read_text().splitlines()
            return next(int(row.split()[1]) / 1000 for row in rows if row.startswith("Anonymous"))

        before, kinds = anonymous_mb(), KindsProcess()
        detector = kind_detector(environ(), kinds)
        assert len(detector.scores(Crop(np.zeros((300, 300, 3), np.uint8), (0.2, 0.2, 0.8, 0.8)))) == 3
        kinds.end()
        assert anonymous_mb() - before < 15
        print(*[one for one in ("apprise", "scipy", "ai_edge_litert", "granian", "PIL") if one in sys.modules])
    """
    environment = {"FANLIGHT_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
