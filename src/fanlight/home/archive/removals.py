"""Undo of a removed camera: what its row forgets at once waits, still sealed, in the session of whoever removed it."""

from __future__ import annotations

import base64
import binascii

from django.contrib.sessions.backends.base import SessionBase

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.actions import cameras as actions
from fanlight.home.archive.models.cameras import Camera

KEY = "removed_camera"


class CannotComeBack(FanlightError):
    """This removal cannot be undone any more."""

    remedy = "Add the camera again; its footage is still there."


def remember(session: SessionBase, row: Camera) -> None:
    """Only the last removal; an older one is forgotten."""
    session[KEY] = [row.pk, base64.b64encode(bytes(row.credentials)).decode(), row.press_token]


def restore(session: SessionBase, row: Camera) -> None:
    """Back in the house as it was."""
    number, sealed, press_token = session.pop(KEY, [0, "", ""])
    if number != row.pk:
        raise CannotComeBack
    try:
        credentials = base64.b64decode(sealed)
    except binascii.Error:
        raise CannotComeBack from None
    actions.restore(camera=row, credentials=credentials, press_token=press_token)
