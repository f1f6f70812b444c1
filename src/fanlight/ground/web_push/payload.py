"""What travels in a push: always the same number of bytes, so that its length says nothing of what happened.

The form is Declarative Web Push's (W3C Push API, section "Declarative push messages"): an iPhone shows it without the
service worker; elsewhere the service worker reads the same members and shows the picture from `data`.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from fanlight.ground.errors import FanlightError

PLAIN = 3900  # bytes; sealed they are 4003, and a push service need not take more than 4096 (RFC 8030 section 7.2)
PICTURE_LIMIT = 2500  # bytes of WebP; base64 makes 3336 of them, which leaves 560 for words and ids


class PayloadTooLong(FanlightError):
    """Words and ids of this notification do not fit into a push."""


@dataclass(frozen=True, slots=True)
class Message:
    """All that one device is told."""

    title: str
    body: str
    kind: str
    subject: str
    url: str  # where a tap leads, with the origin that this device knows
    at_ms: int  # when it happened, milliseconds since 1970
    picture: bytes  # WebP, or nothing
    show_picture: bool  # the resident wants it on this device's lock screen


def padded(message: Message) -> bytes:
    """JSON of exactly PLAIN bytes; a picture that does not fit beside long words stays away."""
    for picture in (message.picture, b""):
        text = json.dumps(_members(message, picture), ensure_ascii=False, separators=(",", ":")).encode()
        if len(text) <= PLAIN:
            return text.ljust(PLAIN)
    raise PayloadTooLong


def _members(message: Message, picture: bytes) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": message.kind, "show": message.show_picture}
    if picture:
        data["picture"] = base64.b64encode(picture).decode()
    return {
        "web_push": 8030,
        "notification": {
            "title": message.title,
            "body": message.body,
            "navigate": message.url,
            "tag": message.subject,
            "timestamp": message.at_ms,
            "data": data,
        },
    }
