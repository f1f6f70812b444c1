"""Looks at a camera before it is saved: in a child process that is killed after 15 s, whatever the camera does."""

from __future__ import annotations

import base64
import binascii
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.rules.camera_words import format_words

KILLED_AFTER_S = 15
PASSWORD_CODES = ("refused",)  # of recorder/trouble.py: the words belong to the password, not to the address
LONG_GOP_S = 4.0  # a longer key frame interval makes the thrifty watch late


class LookFailed(FanlightError):
    """The camera gave no picture."""

    is_about_password = False


class LookTooLong(LookFailed):
    """The camera answered, but gave no picture within 15 s."""

    remedy = "Look at its address once more; if that is right, restart the camera."


@dataclass(frozen=True, slots=True)
class Look:
    """What a camera shows of itself."""

    url: str  # the address that worked
    sub_url: str  # where cameras of this make have their small stream; not looked at yet; may be empty
    picture: bytes  # JPEG
    words: str  # what it sends
    hint: str  # what could be better, and how; may be empty


def look(*, url: str, username: str, password: str, transport: str = "auto") -> Look:
    """The camera's picture and facts, or LookFailed in words."""
    request = {"url": url, "username": username, "password": password, "transport": transport}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "fanlight.home.recorder.probe"],
            input=json.dumps(request),  # by stdin: a password in the arguments would stand in the process list
            capture_output=True,
            text=True,
            timeout=KILLED_AFTER_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise LookTooLong from None
    try:
        return _read(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError, binascii.Error):
        words = "The camera sent something that made the look end."
        raise LookFailed(words, remedy="Look again; if it ends again, the log of Fanlight says why.") from None


def _read(answer: Mapping[str, Any]) -> Look:
    if not answer["ok"]:
        failed = LookFailed(str(answer["words"]))
        failed.is_about_password = answer.get("code") in PASSWORD_CODES
        raise failed
    facts = {**answer["format"], "rate": answer.get("rate")}
    sound = answer.get("sound") or {}
    if sound.get("codec"):
        facts["audio"] = {"codec": sound["codec"]}
    return Look(
        url=str(answer["url"]),
        sub_url=str(answer.get("sub") or ""),
        picture=base64.b64decode(answer["picture"]),
        words=format_words(facts),
        hint=" ".join(part for part in (_gop_words(answer.get("gop_seconds")), str(sound.get("words") or "")) if part),
    )


def _gop_words(seconds: float | None) -> str:
    if seconds is None or seconds <= LONG_GOP_S:
        return ""
    return (
        f"It sends a key frame every {seconds:.0f} s only, so events are noticed late. "
        "Set the key frame interval (GOP, I-frame interval) to 2 s in the camera's own app."
    )
