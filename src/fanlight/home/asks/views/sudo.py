"""Sudo mode: whoever releases footage or sees the archive's key has shown within minutes that it is them (allauth)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from allauth.account.decorators import reauthentication_required

View = TypeVar("View", bound=Callable[..., Any])


def sudo(view: View) -> View:
    """Asks for password or passkey once more unless that was lately."""
    return cast(View, reauthentication_required(view))
