"""Faults of cameras: their words, their pauses, and nothing secret in them."""

from __future__ import annotations

import av.error
import pytest

from fanlight.home.recorder.connection import Address, open_camera, open_trouble
from fanlight.home.recorder.probe import candidates
from fanlight.home.recorder.trouble import CameraTrouble, NoSuchStream, NoVideo, Refused

ADDRESS = Address("rtsp://127.0.0.1:1/x", "cam", "s e/cr@t")


def every(kind: type[CameraTrouble]) -> list[type[CameraTrouble]]:
    return [kind, *(found for one in kind.__subclasses__() for found in every(one))]


@pytest.mark.parametrize("kind", every(CameraTrouble))
def test_words(kind: type[CameraTrouble]) -> None:
    """Each says what, plainly; pauses never shrink."""
    words = kind().words()
    assert words.endswith(".") and "!" not in words and "please" not in words.lower()
    assert list(kind.pauses) == sorted(kind.pauses)


def test_a_refused_password_waits_long_enough() -> None:
    """Fewer than five tries in the half hour for which cameras lock."""
    tries, passed = 1, 0.0
    for pause in Refused.pauses:
        passed += pause * 0.8
        tries += passed < 1800
    assert tries < 5


def test_credentials_are_only_in_the_address_for_ffmpeg() -> None:
    """Special characters are escaped there, and nowhere else is the password."""
    assert ADDRESS.with_credentials() == "rtsp://cam:s%20e%2Fcr%40t@127.0.0.1:1/x"
    assert "s e/cr@t" not in repr(ADDRESS)
    error = av.error.HTTPNotFoundError(1, "not found", ADDRESS.with_credentials())
    trouble = open_trouble(error, ADDRESS)
    assert isinstance(trouble, NoSuchStream) and "cr" not in trouble.words().replace("record", "")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "rtsp:///x", "rtmp://127.0.0.1/", ""])
def test_only_rtsp_is_opened(url: str) -> None:
    """Whatever else an address names is refused before FFmpeg sees it."""
    with pytest.raises(NoVideo):
        open_camera(Address(url))


def test_a_bare_address_is_tried_at_the_usual_paths() -> None:
    """Port 554 is added, a whole address is tried alone, its sub stream is proposed where it is known."""
    found = candidates("192.168.1.40")
    assert found[0] == ("rtsp://192.168.1.40:554/", None) and len(found) > 4
    whole = candidates("rtsp://u:p@192.168.1.40:8554/Streaming/Channels/101")
    assert whole == [
        ("rtsp://192.168.1.40:8554/Streaming/Channels/101", "rtsp://192.168.1.40:8554/Streaming/Channels/102")
    ]


@pytest.mark.parametrize("typed", ["http://192.168.1.40", "rtsp://[::1", "rtsp://x:99999/", "://", " "])
def test_what_is_no_address(typed: str) -> None:
    """Typed nonsense is said to be that."""
    with pytest.raises(NoVideo):
        candidates(typed)
