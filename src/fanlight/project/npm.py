"""npm for set-up: from PATH, else from .tools, made from the locked requirements where those lie here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from fanlight.ground.errors import FanlightError

TOOLS = Path(".tools")
"""Tools of set-up and tests live here, beside .venv, never in it."""
TOOLS_LOCK = Path("requirements/tools.txt")


class NpmMissing(FanlightError):
    """What was asked for comes by npm, which is missing."""

    remedy = "On Debian: apt-get install npm. Everything else works without."


def npm() -> list[str]:
    """The command; raises NpmMissing."""
    found = shutil.which("npm")
    if found:
        return [found]
    own = TOOLS / "bin" / "npm"
    if not own.exists() and TOOLS_LOCK.exists():
        _make_tools()
    if own.exists():
        return [str(own.absolute())]
    raise NpmMissing


def _make_tools() -> None:
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], check=True, capture_output=True)
        subprocess.run([*pip, "--require-hashes", "-r", str(TOOLS_LOCK)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NpmMissing("npm is missing and could not be installed into .tools.") from error
