"""The count of what yesterday would have told."""

from __future__ import annotations

from fanlight.home.archive.actions.zones import Outline
from fanlight.home.archive.foresight import WHOLE, watched
from fanlight.home.archive.rules.told import Mark, foretold, marks_of

DAY = (1_000_000.0, 1_086_400.0)


def test_each_movement_once_and_as_strong_as_the_weakest_setting_that_tells_it() -> None:
    """A movement that even the weakest setting tells is highest; one that only the keenest tells is lowest."""
    plain, faint = (1_043_200.0, 1_043_210.0), (1_064_800.0, 1_064_801.0)
    by_level = {10: [plain], 50: [(plain[0] - 1, plain[1] + 1)], 100: [(plain[0] - 2, plain[1] + 2), faint]}
    marks = marks_of([plain], by_level, *DAY)
    assert marks == [Mark(50.0, 1.0, True), Mark(75.0, 0.1, False)]


def test_what_is_told_is_never_left_out() -> None:
    """Also where the keenest setting joins or misses it."""
    lone = (1_000_100.0, 1_000_101.0)
    assert [mark.told for mark in marks_of([lone], {10: [], 100: []}, *DAY)] == [True]
    assert marks_of([], {10: [], 100: []}, *DAY) == []


def test_the_sentence_counts() -> None:
    """None, one, several; and what stays quiet."""
    told, quiet = Mark(1, 1, True), Mark(2, 0.1, False)
    assert foretold("Yesterday", []) == {"words": "Yesterday this would not have told you once.", "more": ""}
    assert foretold("Yesterday", [told])["words"] == "Yesterday this would have told you once."
    both = foretold("Today so far", [told, told, quiet])
    assert both == {
        "words": "Today so far this would have told you 2 times.",
        "more": "1 smaller movement stays quiet.",
    }
    assert foretold("Yesterday", [quiet, quiet])["more"] == "2 smaller movements stay quiet."


def test_without_a_watch_zone_the_whole_picture_counts() -> None:
    """With the camera's own sensitivity; ignored parts stay ignored."""
    corner = ((0, 0), (900, 0), (0, 900))
    (ignored, whole) = watched([Outline("Street", "ignore", corner)], 70)
    assert (ignored.purpose, whole.points, whole.sensitivity) == ("ignore", WHOLE, 70)
    assert [zone.name for zone in watched([Outline("Path", "watch", corner, 30)], 70)] == ["Path"]
