"""What the web process does before its first answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_what_an_earlier_web_process_was_making_is_cleared_away(tmp_path: Path) -> None:
    """Files made for download, whole or half, are known to the process that made them alone: a new one removes them."""
    made = tmp_path / "downloads"
    made.mkdir()
    (made / "7-1.mp4").write_bytes(b"whole")
    (made / ".8-1.mp4.0a1b2c3d.part").write_bytes(b"half")
    done = subprocess.run(
        [sys.executable, "-c", "import fanlight.project.asgi"],
        env={"PATH": os.environ["PATH"], "FANLIGHT_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert list(made.iterdir()) == []
