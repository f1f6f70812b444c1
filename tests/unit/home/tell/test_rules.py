"""Who is told of what, and until when; and how that is said."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from fanlight.ground.retry import LONGEST_WAIT, wait_after
from fanlight.ground.web_push.device_name import device_name
from fanlight.home.tell import words
from fanlight.home.tell.rules import DEFAULTS, KINDS, Quiet, lifetime, tomorrow_morning, urgency, wanted
from fanlight.home.tell.sentences import headline, sentence

BERLIN = timezone(timedelta(hours=1))


def test_the_defaults_are_those_of_a_door() -> None:
    """Bell, people, movement; what is known to be a vehicle or an animal only on wish."""
    assert {kind for kind in KINDS if wanted(kind, 1, {}, [], 0)} == {"press", "person", "movement"}
    assert set(DEFAULTS) == set(KINDS)


def test_a_choice_is_of_one_kind_at_one_camera() -> None:
    """And of no other."""
    chosen = {(1, "person"): False, (1, "animal"): True}
    assert not wanted("person", 1, chosen, [], 0) and wanted("person", 2, chosen, [], 0)
    assert wanted("animal", 1, chosen, [], 0) and not wanted("animal", 2, chosen, [], 0)


@pytest.mark.parametrize(("camera", "quiet"), [(1, True), (2, False)])
def test_a_snooze_of_a_camera_is_of_that_camera(camera: int, quiet: bool) -> None:
    """Until its end, and not a moment longer."""
    snooze = [Quiet(1, 100)]
    assert wanted("person", camera, {}, snooze, 99) is not quiet
    assert wanted("person", camera, {}, snooze, 100)


@pytest.mark.parametrize(
    ("camera", "zone", "quiet"), [(1, "Path", True), (1, "Street", False), (1, "", False), (2, "Path", False)]
)
def test_a_snooze_of_a_zone_is_of_that_zone(camera: int, zone: str, quiet: bool) -> None:
    """A zone of the same name at another camera is another one; the whole camera's snooze covers all of its zones."""
    assert wanted("person", camera, {}, [Quiet(1, 100, "Path")], 0, zone) is not quiet
    assert wanted("person", camera, {}, [Quiet(1, 100)], 0, zone) is (camera != 1)


def test_the_bell_rings_through_every_snooze_unless_it_was_switched_off() -> None:
    """A press always beats."""
    assert wanted("press", 1, {}, [Quiet(None, 100)], 0)
    assert not wanted("press", 1, {(1, "press"): False}, [], 0)


def test_a_kind_that_nobody_knows_is_not_told() -> None:
    """Kinds of a later version do not ring phones unasked."""
    assert not wanted("drone", 1, {}, [], 0)


def test_the_bell_is_short_lived_and_the_house_is_not() -> None:
    """Nobody opens to a ring of an hour ago; a dead camera is still news in the morning."""
    assert lifetime("press") < lifetime("person") < lifetime("house")
    assert urgency("press") == urgency("movement") == "high" and urgency("house") == "normal"


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2026, 11, 24, 22, 0, tzinfo=BERLIN), datetime(2026, 11, 25, 7, 0, tzinfo=BERLIN)),
        (datetime(2026, 11, 24, 8, 0, tzinfo=BERLIN), datetime(2026, 11, 25, 7, 0, tzinfo=BERLIN)),
        (datetime(2026, 11, 25, 1, 30, tzinfo=BERLIN), datetime(2026, 11, 25, 7, 0, tzinfo=BERLIN)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=BERLIN), datetime(2027, 1, 1, 7, 0, tzinfo=BERLIN)),
    ],
)
def test_until_tomorrow_is_the_next_time_one_gets_up(now: datetime, until: datetime) -> None:
    """Who snoozes at half past one at night means the same night."""
    assert tomorrow_morning(now) == until


def test_waits_double_and_are_bounded() -> None:
    """And a service's own wish wins, but not for ever."""
    assert [wait_after(n, None, 0.5) for n in (1, 2, 3)] == [1, 2, 4]
    assert wait_after(1000, None, 1.0) <= LONGEST_WAIT * 1.25
    assert wait_after(1, 90.0, 0.0) == 90 and wait_after(1, 1e9, 0.0) == 3600 and wait_after(1, 0.0, 0.0) == 1


@pytest.mark.parametrize(
    ("kind", "place", "zone", "said"),
    [
        ("person", "on the path", "", "Somebody on the path"),
        ("vehicle", "on the drive", "", "A vehicle on the drive"),
        ("movement", "", "", "Movement at the front door"),
        ("press", "on the path", "", "Bell, front door"),
    ],
)
def test_notifications_say_what_and_where(kind: str, place: str, zone: str, said: str) -> None:
    """What, never who."""
    assert words.of_event(kind, "Front door", place, zone, "14:21").title == said


@pytest.mark.parametrize(
    ("name", "said"), [("NVR 2", "Bell, NVR 2"), ("Opa’s door", "Bell, Opa’s door"), ("Tür", "Bell, tür")]
)
def test_names_keep_capitals_that_are_theirs(name: str, said: str) -> None:
    """Only an ordinary word loses its capital inside a sentence."""
    assert words.of_event("press", name, "", "", "").title == said


def test_a_rule_is_one_sentence() -> None:
    """Never, always, or where."""
    assert sentence("press", ["Front door"], 1) == "The bell: always."
    assert sentence("person", ["A", "B"], 2) == "Somebody: at every camera."
    assert sentence("animal", [], 3) == "An animal: never."
    assert sentence("vehicle", ["Drive", "Garden", "Gate"], 4) == "A vehicle: at Drive, Garden and Gate."


def test_the_heading_is_the_answer() -> None:
    """What does not work comes before what is quiet."""
    assert headline([], [], False) == "Nothing tells you yet"
    assert headline(["Phone"], [], False) == "You are told by Phone"
    assert headline(["Phone", "Desk", "ntfy"], [], False) == "You are told in 3 ways"
    assert headline(["Phone", "Desk"], ["Desk"], True) == "You are told, but not by Desk"
    assert headline(["Phone"], ["Phone"], False) == "Phone cannot be reached"
    assert headline(["Phone"], [], True) == "Only the bell, for now"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) Version/18.4 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko Firefox/145.0", "Firefox on Linux"),
        ("", "Browser"),
    ],
)
def test_a_device_is_named_by_its_browser(agent: str, name: str) -> None:
    """So that one knows which is which."""
    assert device_name(agent) == name
