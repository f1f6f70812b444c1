"""Yesterday judged anew: a real memory of looks, with zones that count it, ignore it, or are less keen."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from fanlight.home.archive.actions.zones import Outline
from fanlight.home.archive.foresight import marks_between, watched
from fanlight.home.archive.rules.days import Day
from fanlight.home.archive.rules.told import foretold
from fanlight.home.recorder.watch.preview import CALLED, MOVED, History

DAY = Day(date(2026, 11, 23), ZoneInfo("Europe/Berlin"))
NOON = DAY.at(12) / 1e6
LEFT = ((0, 0), (5000, 0), (5000, 10000), (0, 10000))
RIGHT = ((5000, 0), (10000, 0), (10000, 10000), (5000, 10000))


def walked(history: History, at_s: float, strength: float, *, column: int) -> None:
    """Somebody crosses: a key frame calls, then the picture moves for two seconds."""
    grid = np.zeros((18, 32), np.float32)
    grid[8:11, column : column + 2] = strength
    history.add(at_s, grid, CALLED)
    for step in range(1, 9):
        history.add(at_s + step * 0.25, grid, MOVED)


def a_day() -> History:
    """Somebody plain on the left at noon, something faint on the right an hour later."""
    history = History()
    walked(history, NOON, 6.0, column=4)
    walked(history, NOON + 3600, 0.8, column=25)
    return History.from_bytes([history.to_bytes()])


def said(zones: list[Outline], whole: int = 50) -> tuple[str, str]:
    words = foretold("Yesterday", marks_between(a_day(), watched(zones, whole), DAY))
    return words["words"], words["more"]


def test_the_whole_picture_at_the_usual_setting() -> None:
    """The plain one is told, the faint one stays quiet and is shown as smaller."""
    assert said([]) == ("Yesterday this would have told you once.", "1 smaller movement stays quiet.")
    plain, faint = marks_between(a_day(), watched([], 50), DAY)
    assert plain.told and not faint.told and plain.strength > faint.strength
    assert (plain.at, faint.at) == (50.0, 54.17)


def test_a_keener_setting_tells_more() -> None:
    """The same day, the slider at its end."""
    assert said([], whole=100) == ("Yesterday this would have told you 2 times.", "")


def test_zones_decide_what_counts() -> None:
    """A watch zone elsewhere tells nothing of it; an ignored part takes it away."""
    assert said([Outline("Lawn", "watch", RIGHT, 50)])[0] == "Yesterday this would not have told you once."
    assert said([Outline("Street", "ignore", LEFT)])[0] == "Yesterday this would not have told you once."
    assert said([Outline("Path", "watch", LEFT, 50)]) == ("Yesterday this would have told you once.", "")
