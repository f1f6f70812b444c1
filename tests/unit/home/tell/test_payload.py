"""The payload: one length for all, the picture within its limit, read by a browser that knows Declarative Web Push."""

from __future__ import annotations

import base64
import json

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.ground.web_push.payload import PICTURE_LIMIT, PLAIN, Message, PayloadTooLong, padded
from fanlight.home.tell.picture import HEIGHT, WIDTH, shrunk


def _message(title: str = "Bell", body: str = "", picture: bytes = b"") -> Message:
    return Message(title, body, "press", "event:1", "http://localhost:8080/clips/1/", 0, picture, True)


@given(st.text(max_size=120), st.text(max_size=240), st.binary(max_size=PICTURE_LIMIT))
def test_every_payload_has_the_same_length(title: str, body: str, picture: bytes) -> None:
    """Whatever is said in whatever script, or it is refused, never sent longer."""
    plain = padded(_message(title, body, picture))
    assert len(plain) == PLAIN
    said = json.loads(plain)["notification"]
    assert (said["title"], said["body"]) == (title, body)


def test_the_largest_picture_fits_beside_usual_words() -> None:
    """A long camera name in Latin script does not cost the picture."""
    plain = padded(
        _message("Somebody at the front door of the garden house", "Front door · 14:21", b"x" * PICTURE_LIMIT)
    )
    assert len(base64.b64decode(json.loads(plain)["notification"]["data"]["picture"])) == PICTURE_LIMIT


def test_a_picture_gives_way_to_words() -> None:
    """What happened matters more than what it looks like."""
    plain = padded(_message("漢" * 120, "漢" * 240, b"x" * PICTURE_LIMIT))
    assert "picture" not in json.loads(plain)["notification"]["data"]


def test_what_cannot_fit_is_refused() -> None:
    """Control characters take six bytes each in JSON."""
    with pytest.raises(PayloadTooLong):
        padded(_message("\x00" * 700))


def test_it_is_a_declarative_push_message() -> None:
    """W3C Push API: `web_push` is 8030, title and an absolute `navigate` are there."""
    members = json.loads(padded(_message()))
    assert members["web_push"] == 8030
    assert members["notification"]["navigate"].startswith("http://")


def _jpeg(image: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", image)[1].tobytes()


@pytest.mark.parametrize("shape", [(540, 960), (320, 180), (90, 160), (8, 2000), (1, 1), (2000, 3)])
def test_every_picture_fits_however_wild_it_is(shape: tuple[int, int]) -> None:
    """Noise is the worst that WebP can be given; long and thin pictures do not break it."""
    noise = np.random.default_rng(7).integers(0, 255, (*shape, 3), np.uint8)
    webp = shrunk(_jpeg(noise))
    assert 0 < len(webp) <= PICTURE_LIMIT
    small = cv2.imdecode(np.frombuffer(webp, np.uint8), cv2.IMREAD_COLOR)
    assert small.shape[0] <= HEIGHT and small.shape[1] <= WIDTH


def test_a_calm_picture_keeps_its_size() -> None:
    """A usual scene is 160 x 90."""
    ramp = np.tile(np.linspace(40, 200, 960, dtype=np.uint8)[None, :, None], (540, 1, 3))
    small = cv2.imdecode(np.frombuffer(shrunk(_jpeg(ramp)), np.uint8), cv2.IMREAD_COLOR)
    assert small.shape[:2] == (HEIGHT, WIDTH)


def test_what_is_no_picture_is_none() -> None:
    """A file cut short by a full disk costs the picture, not the notification."""
    assert shrunk(b"") == b"" and shrunk(b"\xff\xd8\xff not a jpeg") == b""
