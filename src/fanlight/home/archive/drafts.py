"""A camera that was looked at but not added yet: its address and password, sealed, in the session of whoever looked."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field

from django.contrib.sessions.backends.base import SessionBase

from fanlight.ground.keys import SealBroken, seal, secret_bytes, unseal
from fanlight.home.archive import places

KEY = "camera_draft"
CONTEXT = b"fanlight camera draft"
LONGEST_PICTURE = 600_000  # bytes of JPEG that a session holds; a picture of 960 by 540 has 100,000


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was typed and seen."""

    url: str
    sub_url: str
    username: str
    password: str = field(repr=False)
    words: str  # what the camera sends
    hint: str = ""  # what could be better
    sub_words: str = ""
    picture: str = ""  # JPEG, base64


def keep(session: SessionBase, draft: Draft) -> None:
    """Only sealed bytes lie in the session's row."""
    sealed = seal(secret_bytes(places.camera_key()), json.dumps(asdict(draft)).encode(), CONTEXT)
    session[KEY] = base64.b64encode(sealed).decode()


def kept(session: SessionBase) -> Draft | None:
    """The draft, or None where there is none or it cannot be read any more."""
    try:
        plain = unseal(secret_bytes(places.camera_key()), base64.b64decode(session.get(KEY, "")), CONTEXT)
        return Draft(**json.loads(plain))
    except (SealBroken, ValueError, TypeError):
        return None


def forget(session: SessionBase) -> None:
    session.pop(KEY, None)


def as_text(picture: bytes) -> str:
    """A picture for a draft; empty where it is too large to keep."""
    return base64.b64encode(picture).decode() if len(picture) <= LONGEST_PICTURE else ""


def as_bytes(text: str) -> bytes:
    """The other way round."""
    return base64.b64decode(text)
