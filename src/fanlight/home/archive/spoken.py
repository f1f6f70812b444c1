"""What open pages hear: the recorder's short frames with the words and addresses that a page shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from fanlight.home.archive import listing
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.rules.phrases import ring_words

RINGS_US = 20_000_000  # nobody waits at a door for longer without ringing again


def enriched(header: dict[str, Any]) -> dict[str, Any]:
    """An event or a camera state, ready for a page; unchanged where its row is gone."""
    number = int(header.get("id", 0))
    if header.get("what") == "event":
        event = Event.objects.select_related("camera").filter(pk=number).first()
        return {**header, **_event(event)} if event else header
    camera = Camera.objects.filter(pk=number).first()
    return {**header, "name": camera.name} if camera else header


def ringing(now_us: int) -> list[dict[str, Any]]:
    """Presses of the last seconds, for a page that was between two addresses when the bell rang."""
    rows = Event.objects.select_related("camera").filter(kind="press", start_us__gt=now_us - RINGS_US, demo=False)
    return [
        {"what": "event", "id": one.pk, "camera": one.camera_id, "kind": "press", "phase": "opened", **_event(one)}
        for one in rows.order_by("start_us")
    ]


def _event(event: Event) -> dict[str, Any]:
    camera = event.camera
    return {
        "name": camera.name,
        "title": listing.title_of(event),
        "words": ring_words(camera.name) if event.kind == "press" else listing.title_of(event),
        "picture": reverse("picture", args=[event.pk]) if event.picture else reverse("camera-now", args=[camera.pk]),
        "live": f"{reverse('live')}?camera={camera.pk}",
        "clip": reverse("clip", args=[event.pk]),
        "demo": event.demo,
    }
