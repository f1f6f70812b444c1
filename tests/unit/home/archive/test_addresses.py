"""Addresses of cameras: what is stored never holds a password, and what cannot be a camera is refused in words."""

from __future__ import annotations

import pytest

from fanlight.home.archive.rules.addresses import WrongAddress, address, is_private


@pytest.mark.parametrize(
    ("given", "url", "username", "password"),
    [
        ("rtsp://192.168.1.40:554/main", "rtsp://192.168.1.40:554/main", "", ""),
        (" rtsp://admin:pa%40ss@cam/live?ch=1 ", "rtsp://cam/live?ch=1", "admin", "pa@ss"),
        ("rtsp://admin:a@b:c@cam:8554/x", "rtsp://cam:8554/x", "admin", "a@b:c"),
        ("rtsps://admin@[fd00::1]:322/x", "rtsps://[fd00::1]:322/x", "admin", ""),
        ("RTSP://Cam/Main", "rtsp://Cam/Main", "", ""),
    ],
)
def test_credentials_are_taken_out(given, url, username, password):
    """A pasted password is split off; the rest of the address stays."""
    found = address(given)
    assert (found.url, found.username, found.password) == (url, username, password)
    assert not password or password not in repr(found)


@pytest.mark.parametrize(
    "untrusted",
    [
        "", "   ", "camera", "http://cam/x", "file:///etc/passwd", "rtsp://", "rtsp:///x", "rtsp://cam:99999/",
        "rtsp://cam:x/", "rtsp://cam/a\nb", "rtsp://cam/a b", "rtsp://cam/\x7f", "rtsp://" + "a" * 500, "rtsp://[::1/",
        "concat:rtsp://cam", "-i", "rtsp://u:geheim@/x", "tcp://u:geheim@cam",
    ],
)  # fmt: skip
def test_others_are_refused(untrusted):
    """Other schemes, line breaks, missing hosts and wrong ports are refused, and no password is repeated."""
    with pytest.raises(WrongAddress) as caught:
        address(untrusted)
    assert caught.value.remedy
    assert "geheim" not in caught.value.words()


def test_found_cameras_must_be_private():
    """What answered a search must lie in a private network; what a resident pasted may lie anywhere."""
    assert address("rtsp://10.0.0.7/x", discovered=True).url == "rtsp://10.0.0.7/x"
    assert address("rtsp://8.8.8.8/x").url == "rtsp://8.8.8.8/x"
    for outside in ("rtsp://8.8.8.8/x", "rtsp://example.org/x"):
        with pytest.raises(WrongAddress, match="does not lie in this house"):
            address(outside, discovered=True)
    assert is_private("fe80::1")
