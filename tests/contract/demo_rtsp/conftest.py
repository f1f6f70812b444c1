"""The clips that the tests of the made-up camera share."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.demo.rtsp.clip import Clip, read_clip
from tests.contract.demo_rtsp.film import film


@pytest.fixture(scope="session")
def reels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reels")


@pytest.fixture(scope="session")
def h264(reels: Path) -> Clip:
    return read_clip(film(reels / "h264.mp4"))


@pytest.fixture(scope="session")
def small(reels: Path) -> Clip:
    return read_clip(film(reels / "small.mp4", size=(160, 120)))


@pytest.fixture(scope="session")
def hevc(reels: Path) -> Clip:
    return read_clip(film(reels / "hevc.mp4", codec="hevc"))


@pytest.fixture(scope="session")
def with_aac(reels: Path) -> Clip:
    return read_clip(film(reels / "aac.mp4", sound="aac", seconds=64 / 15))
