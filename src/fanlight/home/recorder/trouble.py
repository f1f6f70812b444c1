"""What can be wrong with a camera, each with its state, its words and the pauses before the next try."""

from __future__ import annotations

from typing import ClassVar

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.index import CameraState

SOON = (0.5, 1.0, 2.0, 3.0)
"""Seconds between tries: a camera that restarts is recorded again within 5 s of coming back."""
SELDOM = (5.0, 10.0, 10.0)
"""For what a person has to change at the camera; a try costs the camera a connection."""
LOCKING = (60.0, 600.0, 1800.0)
"""After a refused password: some cameras lock for half an hour after five wrong tries."""


class CameraTrouble(FanlightError):
    """The camera gives no video."""

    code: ClassVar[str] = "trouble"
    state: ClassVar[CameraState] = "unreachable"
    pauses: ClassVar[tuple[float, ...]] = SOON


class Refused(CameraTrouble):
    """The camera refuses this password."""

    remedy = "Check it in the camera's own app. After 5 wrong tries some cameras lock for 30 minutes."
    code = "refused"
    state = "refused"
    pauses = LOCKING


class Unreachable(CameraTrouble):
    """The camera does not answer."""

    remedy = "Check that it has power and that its address is right."
    code = "unreachable"


class NoSuchStream(CameraTrouble):
    """The camera answers, but has no stream at this path."""

    remedy = "Look up the path of the video stream in the camera's own app or manual."
    code = "path"
    pauses = SELDOM


class NoVideo(CameraTrouble):
    """This address answers, but not with video."""

    remedy = "Most cameras want port 554."
    code = "no-video"


class SoundOnly(CameraTrouble):
    """The camera sends sound only."""

    remedy = "Choose the address of its video stream."
    code = "sound-only"
    state = "silent"
    pauses = SELDOM


class WrongCodec(CameraTrouble):
    """The camera sends a kind of video that Fanlight does not record."""

    remedy = "Set it to H.264 or H.265 in the camera's own app."
    code = "codec"
    state = "silent"
    pauses = SELDOM


class Silent(CameraTrouble):
    """The camera is connected but sends nothing."""

    remedy = "If this lasts, restart the camera."
    code = "silent"
    state = "silent"


class HungUp(CameraTrouble):
    """The camera ended the connection."""

    code = "hung-up"


class KeyMissing(CameraTrouble):
    """The camera sends video, but no key frame to begin with."""

    remedy = "Set its key frame interval (GOP, I-frame interval) to 2 seconds."
    code = "no-key"
    state = "silent"
