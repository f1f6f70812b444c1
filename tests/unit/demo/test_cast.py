"""The demo's cameras and their password."""

from __future__ import annotations

import stat

from fanlight.demo import cast


def test_four_cameras_one_of_them_a_doorbell():
    """Names as the pages show them."""
    assert [camera.name for camera in cast.DEMO_CAMERAS] == ["Front door", "Drive", "Side gate", "Garden"]
    assert [camera.key for camera in cast.DEMO_CAMERAS if camera.doorbell] == ["front-door"]


def test_password_belongs_to_the_data_directory(tmp_path):
    """Made once, different elsewhere, readable by its owner alone, never in an address or a repr."""
    first, again = cast.access(tmp_path / "a", 554), cast.access(tmp_path / "a", 554)
    other = cast.access(tmp_path / "b", 554)
    assert first == again
    assert first.password != other.password
    assert first.password not in first.url(cast.DEMO_CAMERAS[0], "sub") + repr(first)
    file = tmp_path / "a" / "demo" / "camera-password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first.url(cast.DEMO_CAMERAS[0], "sub") == "rtsp://127.0.0.1:554/front-door-sub"
