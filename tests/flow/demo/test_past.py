"""The demo's past, from films to rows, files and pictures."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from fanlight.demo import footage, past
from fanlight.demo.cast import DEMO_CAMERAS, demo_folder
from fanlight.demo.happenings import TODAY, YESTERDAY, happenings
from fanlight.demo.scenes.programme import ROUND, SCENES
from fanlight.demo.scenes.shoot import QUALITY, file_of, scene_folder
from fanlight.ground.clock import micros
from fanlight.home.archive import checking, places, spans
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Gap, Segment
from fanlight.home.recorder import check
from fanlight.home.recorder.states import NOT_ANSWERING
from fanlight.home.recorder.store import Footage
from tests.contract.demo_rtsp.film import film

EVENING = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
SECOND = 1_000_000


class Standing:
    """A clock that stands."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at = at

    def now(self):
        return self.at

    def monotonic(self):
        return 0.0


@pytest.fixture(scope="session")
def round_of_film(tmp_path_factory):
    """As long as a drawn round, and quicker to make."""
    return film(tmp_path_factory.mktemp("round") / "round.mp4", seconds=ROUND, size=(160, 120))


@pytest.fixture
def home(tmp_path, round_of_film, db):
    """A data directory with the demo's cameras and films."""
    folder = scene_folder(demo_folder(tmp_path))
    for camera, versions in SCENES.items():
        for version in versions:
            for stream in QUALITY:
                shutil.copy(round_of_film, file_of(folder, camera, version, stream))
    for camera in DEMO_CAMERAS:
        Camera.objects.create(name=camera.name, url=f"rtsp://127.0.0.1:8554/{camera.key}", demo=True)
    with override_settings(DATA=tmp_path):
        yield tmp_path


def write(home, at: datetime = EVENING) -> int:
    return past.write_past(home, Standing(at), lambda _: None, ZoneInfo("UTC"))


def test_two_days(home):
    """Every happening is an event of the demo with its kind, its graph and both pictures; presses lie beside them."""
    told = happenings(EVENING, ZoneInfo("UTC"))
    presses = [one for one in told if one.press]
    assert write(home) == len(told) + len(presses) == Event.objects.count()
    assert len(told) == len(YESTERDAY) + len(TODAY)
    assert {event.kind for event in Event.objects.all()} == {"movement", "person", "vehicle", "animal", "press"}
    for event in Event.objects.all():
        assert event.demo and event.named and event.end_us > event.start_us
        assert any(event.scores) or event.kind == "press"
        assert places.picture(event.pk).is_file() and places.picture(event.pk, small=True).is_file()
    assert Event.objects.filter(seen=False).count() == past.NOT_SEEN


def test_footage_covers_events(home):
    """From five seconds before to ten seconds after each event there is footage without a hole."""
    write(home)
    for event in Event.objects.exclude(kind="press"):
        start, end = event.start_us - 5 * SECOND, event.end_us + 10 * SECOND
        rows = spans.segments_in(event.camera_id, start, end)
        assert min(row.start_us for row in rows) <= start
        assert max(row.end_us for row in rows) >= end
        for before, after in pairwise(rows):
            assert after.start_us == before.end_us
    assert all(row.demo and row.status == Segment.CLOSED for row in Segment.objects.all())


def test_every_byte_is_proven(home):
    """The check of the disk finds nothing amiss: the past is written as the recorder writes."""
    write(home)
    with Footage(places.footage()) as store:
        found = check.check(store, checking.segment_facts(), checking.facts_again)
    assert found.pop("segments") == Segment.objects.count() > 0
    assert not any(found.values())


def test_outage(home):
    """One camera did not answer for a while; nothing was recorded then."""
    write(home)
    gap = Gap.objects.get()
    assert (gap.reason, gap.words, gap.demo) == ("camera", NOT_ANSWERING, True)
    assert not Segment.objects.filter(camera=gap.camera, start_us__lt=gap.end_us, end_us__gt=gap.start_us).exists()


def test_once(home):
    """A later start writes nothing, whatever the time."""
    write(home)
    before = Event.objects.count(), Segment.objects.count()
    assert write(home, EVENING + timedelta(days=3)) == 0
    assert (Event.objects.count(), Segment.objects.count()) == before


def test_interrupted(home, monkeypatch):
    """A past that was broken off is written on at the next start, as if nothing had been: no event twice, none lost."""
    calls = []

    def broken(*args):
        calls.append(args)
        if len(calls) == 6:
            raise OSError("the disk is gone")
        return footage.write_clip(*args)

    monkeypatch.setattr(past, "write_clip", broken)
    with pytest.raises(OSError, match="gone"):
        write(home)
    monkeypatch.undo()
    write(home, EVENING + timedelta(minutes=3))
    starts = list(Event.objects.exclude(kind="press").values_list("camera__name", "start_us"))
    told = happenings(EVENING, ZoneInfo("UTC"))
    names = {camera.key: camera.name for camera in DEMO_CAMERAS}
    assert sorted(starts) == sorted((names[one.camera], micros(one.start)) for one in told)
    assert Gap.objects.count() == 1


def test_removed_camera(home):
    """A demo camera that the owner removed gets no past."""
    Camera.objects.filter(name="Garden").update(removed_us=1)
    write(home)
    assert not Event.objects.filter(camera__name="Garden").exists()
    assert Event.objects.exists()


@pytest.mark.parametrize("hour", range(0, 24, 3))
@pytest.mark.parametrize("zone", ["UTC", "America/Chicago", "Asia/Tokyo"])
def test_nothing_in_the_future(hour, zone):
    """At any hour of any zone: yesterday's events, at most 25, all of them over, none overlapping."""
    now = datetime(2026, 11, 24, hour, 7, tzinfo=UTC)
    told = happenings(now, ZoneInfo(zone))
    assert len(YESTERDAY) <= len(told) <= 25
    assert all(one.end + timedelta(seconds=40) <= now for one in told)
    for camera in SCENES:
        own = [one for one in told if one.camera == camera]
        assert all(before.end + timedelta(seconds=15) < after.start for before, after in pairwise(own))
