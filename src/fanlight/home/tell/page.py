"""What the notifications page says: headline, a sentence a rule, devices, what was told. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fanlight.ground.clock import micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.tell import rules
from fanlight.home.tell.models.outbox import Notification, Sending
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.home.tell.models.wishes import Choice, Snooze
from fanlight.home.tell.sentences import headline, listed, sentence
from fanlight.people.models import Person

RECENT = 30  # notifications on the page; more than a busy day has
RECENT_UNTOLD = 5  # where nothing takes them they only show what one would hear


@dataclass(frozen=True, slots=True)
class Box:
    """One kind at one camera."""

    name: str
    kind: str
    word: str
    on: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One camera with its boxes."""

    camera: Camera
    boxes: list[Box]


WORDS: Mapping[str, str] = {
    "press": "Bell", "person": "People", "vehicle": "Vehicles", "animal": "Animals", "movement": "Movement",
}  # fmt: skip


def cameras() -> list[Camera]:
    """Those that are there."""
    return list(Camera.objects.filter(removed_us=None))


def _kinds(camera: Camera) -> Sequence[str]:
    return rules.KINDS if camera.doorbell or camera.press_token else rules.KINDS[1:]


def lines(person: Person, found: Sequence[Camera]) -> list[Line]:
    """All boxes with what is chosen now."""
    chosen = {(row.camera_id, row.kind): row.on for row in Choice.objects.filter(person=person)}
    return [
        Line(
            camera,
            [
                Box(f"{camera.pk}-{kind}", kind, WORDS[kind], chosen.get((camera.pk, kind), rules.DEFAULTS[kind]))
                for kind in _kinds(camera)
            ],
        )
        for camera in found
    ]


def sentences(found: Sequence[Line]) -> list[tuple[str, str]]:
    """(kind, sentence) for each kind that some camera has."""
    said = []
    for kind in rules.KINDS:
        boxes = [(line.camera.name, box.on) for line in found for box in line.boxes if box.kind == kind]
        if boxes:
            said.append((kind, sentence(kind, [name for name, on in boxes if on], len(boxes))))
    return said


def context(person: Person, now: datetime) -> dict[str, object]:
    """All that the template draws."""
    at = micros(now)
    present = cameras()
    found = lines(person, present)
    devices = list(Device.objects.filter(person=person))
    channel = Channel.objects.filter(person=person).first()
    snoozes = list(Snooze.objects.filter(person=person, until_us__gt=at).select_related("camera").order_by("until_us"))
    ways = [*devices, *([channel] if channel else [])]
    failing = [str(way) for way in ways if way.failing_since_us is not None]
    everywhere = any(row.camera_id is None for row in snoozes)
    most = RECENT if ways else RECENT_UNTOLD
    recent = Notification.objects.filter(person=person).prefetch_related("sendings")[:most]
    return {
        "answer": headline([str(way) for way in ways], failing, everywhere),
        "sentences": sentences(found),
        "lines": found,
        "devices": devices,
        "channel": channel,
        "snoozes": [(row, quiet_where(row)) for row in snoozes],
        "recent": [(row, outcomes(row.sendings.all())) for row in recent],
        "cameras": present,
    }


def quiet_where(row: Snooze) -> str:
    """Where it is quiet, as a sentence begins: "Path at Front door", "Front door", "Everything but the bell"."""
    if row.camera is None:
        return "Everything but the bell"
    return f"{row.zone} at {row.camera.name}" if row.zone else row.camera.name


def outcomes(rows: Iterable[Sending]) -> str:
    """What became of all ways: those that took it by name, then what is to be known of the others."""
    taken = [row.way for row in rows if row.state == Sending.SENT]
    rest = [outcome(row) for row in rows if row.state != Sending.SENT]
    return " · ".join([f"Taken by {listed(taken)}", *rest] if taken else rest)


def outcome(row: Sending) -> str:
    """What became of one way, in words."""
    if row.state == Sending.SENT:
        return f"{row.way}: taken"
    if row.state == Sending.WAITING:
        return f"{row.way}: {row.words or 'on its way'}{' Tried again.' if row.attempts > 1 and row.words else ''}"
    said = {
        Sending.EXPIRED: "not in time, given up",
        Sending.GONE: "gone, removed",
        Sending.FAILED: "refused",
    }[row.state]
    return f"{row.way}: {said}{'. ' + row.words if row.words else ''}"
