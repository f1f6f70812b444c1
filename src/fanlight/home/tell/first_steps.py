"""The first run as five steps, five panes of the fanlight: you, camera, zone, this phone, walk past it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from fanlight.home.archive.models.cameras import Camera, Zone
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.pictured import front_door
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.people.models import Person

ZONE = (
    "The whole picture counts. Draw the path, and the street rings no more.",
    "A zone says what counts, and what is private.",
)
PHONE = ("Allow messages, and send a test that arrives.", "A message has arrived.")
WALK = ("Walk past the camera. Within seconds it stands on Today.", "Something has moved and was seen.")
COUNTS = ("No", "One", "Two", "Three", "Four", "Five")


@dataclass(frozen=True, slots=True)
class Step:
    """One pane."""

    name: str
    is_done: bool
    words: str  # what was done, or what is to be done
    href: str
    deed: str
    icon: str
    camera: Camera | None = None  # for which a path is proposed


def steps(person: Person) -> list[Step]:
    """In the order in which they make sense; each leads to the page where it is done."""
    cameras = list(Camera.objects.filter(removed_us=None))
    door = front_door(cameras)
    zones = Zone.objects.filter(camera__in=cameras, purpose="watch").exists()
    told = any(kind.objects.filter(person=person, last_success_us__gt=0).exists() for kind in (Device, Channel))
    seen = Event.objects.filter(camera__in=cameras, demo=False).exists()
    to_zones = reverse("zones", args=[door.pk]) if door else ""
    return [
        Step("You", True, f"You are {person.username}.", reverse("account"), "How you sign in", "user"),
        Step("A camera", bool(cameras), _camera_words(cameras), reverse("camera-add"), "Add a camera", "video"),
        Step("What counts", zones, ZONE[zones], to_zones, "Draw a zone", "pentagon", None if zones else door),
        Step("This phone", told, PHONE[told], reverse("notifications"), "Be told", "smartphone"),
        Step("Walk past it", seen, WALK[seen], reverse("today"), "To Today", "person-standing"),
    ]


def _camera_words(cameras: list[Camera]) -> str:
    if not cameras:
        return "Give the address of one in your network. You see its picture before anything is saved."
    if all(camera.demo for camera in cameras):
        return "The demo's cameras work. Add one of your own beside them."
    return f"{cameras[0].name} works." if len(cameras) == 1 else f"{len(cameras)} cameras are here."


def answer(found: list[Step]) -> str:
    """The page's heading."""
    left = sum(not step.is_done for step in found)
    if not left:
        return "All five panes are lit"
    return "One step is left" if left == 1 else f"{COUNTS[left]} steps are left"
