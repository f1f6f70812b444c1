"""What notifications say: what, never who; nothing of movement is guessed. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.home.archive.rules.titles import event_title


@dataclass(frozen=True, slots=True)
class Words:
    """Title and line below, as a lock screen shows them."""

    title: str
    body: str = ""


def of_event(kind: str, camera: str, place: str, zone: str, at: str) -> Words:
    """An event: “Somebody on the path”, with camera and time below. `place` and `zone` may be empty."""
    if kind == "press":
        return Words(f"Bell, {_lower(camera)}", at)
    return Words(event_title(kind=kind, place=place, zone=zone, camera=camera), f"{camera} · {at}")


def camera_lost(camera: str, words: str, since: str) -> Words:
    """A camera without a picture for a minute."""
    return Words(f"{camera} shows nothing", f"Since {since}. {words}".strip())


def camera_back(camera: str, since: str) -> Words:
    """The same camera, again."""
    return Words(f"{camera} is back", f"It showed nothing since {since}.")


def disk_filling(free: str, whole: str) -> Words:
    """Little room is left."""
    return Words(
        "The disk is nearly full",
        f"{free} of {whole} are free. The oldest footage is deleted next; what you keep stays.",
    )


def disk_fine(free: str) -> Words:
    """Room again."""
    return Words("The disk has room again", f"{free} are free.")


def only_kept_left() -> Words:
    """Nothing may be deleted any more."""
    return Words(
        "Recording stops when the disk is full", "Only kept footage is left on it. Release what need not stay."
    )


def room_again() -> Words:
    """The same, over."""
    return Words("Recording goes on", "There is footage that may be deleted again.")


def recorder_lost(since: str) -> Words:
    """The recorder does not answer."""
    return Words("Nothing is recorded", f"The recorder does not answer since {since}. Start Fanlight again.")


def recorder_back(since: str) -> Words:
    """The recorder answers again."""
    return Words("Recording again", f"The recorder did not answer since {since}.")


def test() -> Words:
    """What the test button sends."""
    return Words("This is a test", "The bell and what you chose arrive like this.")


def size(count: int) -> str:
    """Bytes as a person reads them."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if value >= 10 or unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def _lower(name: str) -> str:
    """A camera's name inside a sentence: “Front door” loses its capital, “NVR 2” and “Opa's door” keep theirs."""
    first, _, _ = name.partition(" ")
    return name[:1].lower() + name[1:] if first[1:].islower() and "’" not in first and "'" not in first else name
