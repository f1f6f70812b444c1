"""What all tests share: the real clips beside the checkout, and skips that say by name what a machine lacks."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgresql

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("fanlight", deadline=None)  # a slow machine is no counterexample
settings.load_profile("fanlight")


@cache
def lacks_camera_server() -> str:
    """Why the GStreamer test camera cannot run here; empty where it can."""
    if not shutil.which("ffmpeg"):
        return "Debian's ffmpeg is not installed (make test-packages)"
    code = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"
    if subprocess.run(["/usr/bin/python3", "-c", code], capture_output=True).returncode:
        return "Debian's gir1.2-gst-rtsp-server-1.0 is not installed (make test-packages)"
    return ""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nothing-skipped", action="store_true", help="a skipped test is a failure: for CI")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test that could not run counts as one that failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if session.config.getoption("--nothing-skipped") and skipped:
        reporter.write_line(f"{len(skipped)} skipped where nothing may be skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser") and not shutil.which("chromium"):
            item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed (make test-packages)"))
        if item.get_closest_marker("camera") and lacks_camera_server():
            item.add_marker(pytest.mark.skip(reason=lacks_camera_server()))
        if item.get_closest_marker("postgresql") and postgresql.lacks():
            item.add_marker(pytest.mark.skip(reason=postgresql.lacks()))
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="../shared with the real clips is not beside this checkout"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real clips, data and tools; only for tests marked `shared`."""
    return SHARED
