"""The answer on top of Today is written from data, and says no more than is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fanlight.home.archive.rules.headline import CameraFact, Happening, headline
from fanlight.home.archive.rules.titles import event_title, place_words

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def cameras(*states: str) -> list[CameraFact]:
    names = ["Front door", "Drive", "Garden"]
    return [CameraFact(name, state, MORNING) for name, state in zip(names, states, strict=False)]


def happening(kind: str, minutes_ago: float, *, is_open: bool = False, place: str = "on the path") -> Happening:
    return Happening(kind, NOW - timedelta(minutes=minutes_ago), is_open, "Front door", place)


def said(*happenings: Happening, states: tuple[str, ...] = ("recording", "watching"), zone=UTC) -> str:
    found = headline(now=NOW, zone=zone, happenings=happenings, cameras=cameras(*states), since=MORNING)
    return f"{found.text} {found.lead}".strip()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("press", "Quiet since the bell at 14:21"),
        ("person", "Quiet since somebody on the path at 14:21"),
        ("vehicle", "Quiet since a vehicle on the path at 14:21"),
        ("animal", "Quiet since an animal on the path at 14:21"),
        ("movement", "Quiet since movement on the path at 14:21"),
    ],
)
def test_quiet_since(kind, words):
    """After the last event the heading says what it was and when."""
    assert said(happening(kind, 99)).startswith(words)


def test_the_newest_event_counts_and_time_is_the_homes():
    """Of several events the newest is named, at the time of the home's zone."""
    words = said(happening("press", 99), happening("person", 300), zone=ZoneInfo("Europe/Berlin"))
    assert words.startswith("Quiet since the bell at 15:21")


@pytest.mark.parametrize(
    ("ago", "when"),
    [
        (timedelta(days=1), "yesterday 16:00"),
        (timedelta(days=21), "3 Nov 16:00"),
        (timedelta(days=400), "20 Oct 2025 16:00"),
    ],
)
def test_days_are_named_when_it_was_not_today(ago, when):
    """Today goes without a date; other days have one."""
    assert said(Happening("press", NOW - ago, False, "Front door")).startswith(f"Quiet since the bell {when}")


def test_now_beats_before():
    """What goes on now is the answer, and a person is said before movement."""
    words = said(happening("press", 60), happening("movement", 1, is_open=True), happening("person", 2, is_open=True))
    assert words == "Somebody on the path now"


def test_a_bell_that_just_rang_is_now():
    """A press counts as ringing for half a minute, also when its event is closed."""
    assert said(happening("press", 0.2)) == "The bell rings on the path"
    assert said(happening("press", 0.6)).startswith("Quiet since the bell")


def test_nothing_moved():
    """A day without events says since when, and that the cameras do their work."""
    assert said() == "Nothing has moved since 06:00. The cameras are recording."


def test_a_missing_camera_is_said():
    """Quiet is never claimed for a camera that shows nothing."""
    assert said(states=("recording", "silent")) == "Nothing has moved since 06:00. No picture from Drive."
    assert said(states=("unreachable", "refused", "watching")).endswith("No picture from Front door and Drive.")


def test_no_camera_works():
    """Without any picture the heading says that, not that all is quiet."""
    assert said(happening("press", 99), states=("silent", "refused")) == "No camera since 06:00"
    assert said(states=("unreachable",)) == "No picture from Front door since 06:00"
    assert said(states=("connecting", "connecting")) == "Connecting to the cameras"


def test_no_camera_at_all():
    """A home without cameras is told how to get one."""
    assert said(states=()) == "No camera yet Add the first one to see what happens."


@pytest.mark.parametrize(
    ("place", "zone", "camera", "words"),
    [
        ("on the path", "", "Front door", "on the path"),
        ("on the path", "Path", "Front door", "on the path"),
        ("on the path", "Garden gate", "Front door", "at the garden gate"),
        ("", "Drive", "Front", "on the drive"),
        ("", "", "Front door", "at the front door"),
        ("", "", "NW yard", "in the NW yard"),
        ("", "", "Camera 3", "at Camera 3"),
        ("", "Left half", "Camera 3", "in Left half"),
    ],
)
def test_places(place, zone, camera, words):
    """Zone, then place, then camera name say where, with a preposition that fits."""
    assert place_words(place=place, zone=zone, camera=camera) == words


def test_titles_say_what_never_who():
    """A kind that is not known is movement."""
    assert event_title(kind="person", place="on the path") == "Somebody on the path"
    assert event_title(kind="vehicle", place="on the drive") == "A vehicle on the drive"
    assert event_title(kind="press", camera="Front door") == "Bell pressed at the front door"
    assert event_title(kind="burglar", place="on the path") == "Movement on the path"
