"""What a camera does and sends, in words; is there room for the days to come."""

from __future__ import annotations

import pytest

from fanlight.home.archive.rules.camera_words import format_words, rate_words, state_words
from fanlight.home.archive.rules.room import answer, days_words
from fanlight.home.recorder.index import CameraState
from fanlight.home.recorder.trouble import CameraTrouble

GB = 1_000_000_000


@pytest.mark.parametrize("state", [*CameraState.__args__])
def test_every_state_has_words(state: str) -> None:
    """A state that the recorder can report is never shown as not known."""
    assert state_words(state, "events") != "Not known"


def test_every_trouble_leads_to_a_state_with_words() -> None:
    """Each kind of trouble with a camera has a state that the list can say."""
    for trouble in CameraTrouble.__subclasses__():
        assert state_words(trouble.state, "events") != "Not known"


@pytest.mark.parametrize(
    ("state", "recording", "words"),
    [
        ("recording", "events", "Recording since 14:07"),
        ("watching", "events", "Watching since 14:07; records when something moves"),
        ("watching", "never", "Watching since 14:07; does not record"),
        ("refused", "always", "Refuses the password since 14:07"),
    ],
)
def test_a_state_says_since_when(state: str, recording: str, words: str) -> None:
    """And a camera that works but writes nothing says why that is right."""
    assert state_words(state, recording, "14:07") == words


def test_formats_and_rates() -> None:
    """Numbers with their units, codecs by the names that stand on boxes."""
    facts = {"codec": "hevc", "width": 1920, "height": 1080, "rate": 14.99, "audio": {"codec": "aac"}}
    assert format_words(facts) == "1920 × 1080, H.265, 15 frames a second, with sound (AAC)"
    assert format_words(None) == ""
    assert rate_words(15, 1_250_000) == "15 frames a second, 1.2 Mbit/s."
    assert rate_words(5, 40_000) == "5 frames a second, 40 kbit/s."
    assert rate_words(0, 0) == ""


@pytest.mark.parametrize(
    ("days", "words"), [(0.01, "1 hour"), (0.5, "12 hours"), (1, "1 day"), (2.4, "2 days"), (900, "2 years")]
)
def test_spans_of_days(days: float, words: str) -> None:
    """As exact as such a guess is."""
    assert days_words(days) == words


def asked(**facts: object) -> tuple[str, str]:
    usual = {"free": 500 * GB, "total": 1000 * GB, "a_day": 10 * GB, "limit_days": 30, "room": 500 * GB, "alarm": ""}
    said = answer(**{**usual, **facts})
    return said.text, said.kind


def test_the_heading_is_the_answer() -> None:
    """Fine, tight, full, or an alarm of the retention: each has its heading, and only the last three need somebody."""
    assert asked() == ("Nothing is at risk", "")
    assert asked(a_day=0) == ("Nothing is at risk", "")
    assert asked(limit_days=None) == ("Nothing is at risk", "")
    assert asked(room=20 * GB) == ("There is room for 2 days more", "clay")
    assert asked(free=GB) == ("The disk is full", "clay")
    assert asked(alarm="Only kept footage is left.") == ("Storage needs you", "clay")
