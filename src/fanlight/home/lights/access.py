"""Fetch and authorise in one call: every resident switches the house's lights; the rest is one dull 404."""

from __future__ import annotations

from hmac import compare_digest

from django.http import Http404

from fanlight.home.archive.access import LARGEST, Asking, may_see
from fanlight.home.archive.actions.cameras import press_hash
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.lights.models.lights import Light, LightRule

NO_HASH = "0" * 64  # compared with where there is no camera, so that both take the same time


def require(asking: Asking) -> None:
    """Whoever may see may switch."""
    if not may_see(asking):
        raise Http404


def light_for(asking: Asking, number: int) -> Light:
    """A light."""
    row = Light.objects.filter(pk=number).first() if may_see(asking) and 0 < number <= LARGEST else None
    if row is None:
        raise Http404
    return row


def rule_for(asking: Asking, number: int) -> LightRule:
    """A rule with its light."""
    rows = LightRule.objects.select_related("light", "camera")
    row = rows.filter(pk=number).first() if may_see(asking) and 0 < number <= LARGEST else None
    if row is None:
        raise Http404
    return row


def bell_for(number: int, untrusted_token: str) -> Camera:
    """The camera whose bell this token rings. Nobody is signed in here: the token is the right."""
    row = (
        Camera.objects.filter(pk=number, removed_us=None).exclude(press_token="").first() if number <= LARGEST else None
    )
    right = compare_digest(press_hash(untrusted_token), row.press_token if row else NO_HASH)
    if row is None or not right:
        raise Http404
    return row
