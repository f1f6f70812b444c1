"""A folder of somebody's own clips."""

from __future__ import annotations

import shutil

import av
import numpy as np
import pytest

from fanlight.demo.own_clips import read_folder
from tests.contract.demo_rtsp.film import film


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("clips")
    film(made / "Back yard.mp4")
    film(made / "Back yard-sub.mp4", size=(160, 120))
    film(made / "hall_2.mov", codec="hevc")
    (made / "notes.mp4").write_text("not a video")
    (made / "list.txt").write_text("not a video")
    film(made / "sound.mp4", codec=None, sound="aac")
    with av.open(str(made / "old.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=15)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((120, 160, 3), np.uint8), format="rgb24")))
        container.mux(stream.encode(None))
    return made


def test_clips_become_cameras(folder):
    """Each H.264 or H.265 file is a camera named after it; a file that ends in -sub is the sub stream of its like."""
    found = read_folder(folder)
    assert [(one.key, one.name, one.has_sub) for one in found.cameras] == [
        ("back-yard", "Back yard", True),
        ("hall-2", "Hall 2", False),
    ]
    assert set(found.clips) == {"back-yard", "back-yard-sub", "hall-2"}


def test_what_is_left_out_is_said_by_name(folder):
    """A file that cannot be played is named with the reason."""
    reasons = read_folder(folder).left_out
    assert set(reasons) == {"notes.mp4", "list.txt", "old.mp4", "sound.mp4"}
    assert "not a video" in reasons["notes.mp4"]
    assert "mpeg4" in reasons["old.mp4"]
    assert "no pictures" in reasons["sound.mp4"]


def test_two_files_of_one_name(tmp_path, folder):
    """Only one of them can have the address."""
    shutil.copy(folder / "Back yard.mp4", tmp_path / "a b.mp4")
    shutil.copy(folder / "Back yard.mp4", tmp_path / "a_b.mp4")
    found = read_folder(tmp_path)
    assert len(found.cameras) == 1
    assert len(found.left_out) == 1
