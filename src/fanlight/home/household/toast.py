"""Words after a deed, on the next page, with the address that undoes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """`undo` takes a POST without fields; the page draws an Undo button for ten seconds."""
    messages.success(request, words, extra_tags=f"undo:{undo}" if undo else "")
