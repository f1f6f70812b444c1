"""Retention deletes the oldest unheld footage, never what is held, and leaves a reason for everything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fanlight.ground.clock import micros
from fanlight.home.archive import places
from fanlight.home.archive.actions import holds, retention
from fanlight.home.archive.models.events import Event, Hold
from fanlight.home.archive.models.footage import ChainHead, Deletion, Retention, SeenDay, Segment
from fanlight.home.recorder.faults import ReadOnlyStore
from tests.flow.home.conftest import NOON, NOON_US

DAY = timedelta(days=1)
DAY_US = 86_400_000_000
MUCH = 1 << 50  # free bytes


@pytest.fixture
def aged(home):
    """Footage of the last ten days, one segment a day at noon, on a box that saw all of them pass."""
    camera = home.camera()
    numbers = [home.film(camera, NOON_US - (10 - day) * DAY_US, 3) for day in range(10)]
    for day in range(40):
        SeenDay.objects.create(day=(NOON - day * DAY).date())
    Retention.objects.create(pk=1, days=30, last_seen_us=NOON_US - 60_000_000)
    return home, camera, numbers


def tend(home, now=NOON, **facts):
    facts.setdefault("free_bytes", MUCH)
    return retention.tend_retention(now=now, store=home.store, **facts)


def left(numbers) -> list[int]:
    there = set(Segment.objects.values_list("pk", flat=True))
    return [numbers.index(number) for number in numbers if number in there]


def files(home) -> int:
    return len(list(home.store.paths()))


def test_days(aged):
    """What is older than the limit goes, file and row; its reason and the chain's head stay."""
    home, camera, numbers = aged
    retention.set_limits(days=6, bytes=None)
    heads = list(ChainHead.objects.values_list("head", flat=True))
    outcome = tend(home, NOON + timedelta(minutes=1))
    assert left(numbers) == [5, 6, 7, 8, 9]
    assert files(home) == 5
    assert outcome.reasons == {"days": 5}
    rows = Deletion.objects.order_by("start_us")
    assert [(row.reason, row.days, row.camera_id) for row in rows] == [("days", 6, camera.pk)]
    assert (rows[0].start_us, rows[0].end_us) == (NOON_US - 10 * DAY_US, NOON_US - 6 * DAY_US + 3_000_000)
    assert rows[0].size == outcome.size
    assert list(ChainHead.objects.values_list("head", flat=True)) == heads
    assert tend(home, NOON + timedelta(minutes=2)).segments == 0


def test_bytes(aged):
    """The oldest go until what is listed fits into the room that was given."""
    home, _, numbers = aged
    one = Segment.objects.first().size
    retention.set_limits(days=None, bytes=one * 7 + one // 2)
    assert tend(home).reasons == {"bytes": 3}
    assert left(numbers) == [3, 4, 5, 6, 7, 8, 9]


def test_floor(aged):
    """Too little free space makes room for two minutes of all streams, and no more than that."""
    home, _, numbers = aged
    size = Segment.objects.first().size
    needed = retention.rules.floor(rates=[0.0], database=0)
    outcome = tend(home, free_bytes=needed - size - 1)
    assert outcome.reasons == {"floor": 2}
    assert left(numbers) == [2, 3, 4, 5, 6, 7, 8, 9]
    assert not outcome.only_held


def test_held_footage_stays(aged):
    """A hold keeps its span through every rule; the deletion rows leave it out."""
    home, camera, numbers = aged
    hold = holds.keep_span(
        camera=camera,
        start_us=NOON_US - 9 * DAY_US,
        end_us=NOON_US - 9 * DAY_US + 1,
        by=None,
        now=NOON,
        reason="case 12",
    )
    retention.set_limits(days=6, bytes=0)
    tend(home, free_bytes=0)
    assert left(numbers) == [1]
    kept = Segment.objects.get()
    assert not Deletion.objects.filter(start_us__lt=kept.end_us, end_us__gt=kept.start_us).exists()
    holds.release(hold=hold)
    tend(home, NOON + timedelta(minutes=1))
    assert left(numbers) == []


def test_an_expired_hold_keeps_nothing(aged):
    """A hold until a day ends with that day."""
    home, camera, numbers = aged
    holds.keep_span(
        camera=camera, start_us=0, end_us=NOON_US, by=None, now=NOON - 2 * DAY, until=NOON - timedelta(seconds=1)
    )
    retention.set_limits(days=None, bytes=0)
    tend(home)
    assert left(numbers) == []


def test_only_held_footage_is_an_alarm(aged):
    """When room is needed and everything is held, nothing goes and the owner is told what to do."""
    home, camera, numbers = aged
    holds.keep_span(camera=camera, start_us=0, end_us=NOON_US, by=None, now=NOON)
    outcome = tend(home, free_bytes=0)
    assert outcome.only_held
    assert len(left(numbers)) == 10
    assert "Only kept footage is left" in retention.limits().words
    tend(home, free_bytes=MUCH)
    assert retention.limits().words == ""


def test_open_segments_are_not_deleted(home):
    """What is being written stays, however little room there is."""
    camera = home.camera()
    home.film(camera, NOON_US, 5, close=False)
    outcome = tend(home, free_bytes=0)
    assert Segment.objects.count() == 1
    assert not outcome.only_held


@pytest.mark.parametrize("step", [timedelta(days=3650), timedelta(hours=2), -DAY])
def test_a_stepped_clock_deletes_nothing_by_age(aged, step):
    """After a step of more than an hour nothing is old, and a long jump makes nothing old later either."""
    home, _, numbers = aged
    retention.set_limits(days=12, bytes=None)
    for minutes in range(0, 180, 5):
        tend(home, NOON + step + timedelta(minutes=minutes))
    assert len(left(numbers)) == 10


def test_nothing_by_age_before_the_clock_is_set(aged):
    """A clock that nobody has set since boot deletes nothing by age, says so, and sees no day."""
    home, _, numbers = aged
    retention.set_limits(days=6, bytes=None)
    SeenDay.objects.filter(day=NOON.date()).delete()
    tend(home, clock_set=False)
    assert len(left(numbers)) == 10
    assert "nothing is deleted for its age" in retention.limits().words
    assert not SeenDay.objects.filter(day=NOON.date()).exists()


def test_a_box_that_was_off_keeps_its_footage(aged):
    """Days without power make nothing older."""
    home, _, numbers = aged
    retention.set_limits(days=12, bytes=None)
    later = NOON + 20 * DAY
    for minutes in range(0, 130, 5):
        tend(home, later + timedelta(minutes=minutes))
    assert len(left(numbers)) == 10


def test_garbage_of_an_interrupted_turn_is_finished(aged):
    """A power cut between mark and unlink is made good by the next turn."""
    home, _, numbers = aged
    Segment.objects.filter(pk__in=numbers[:2]).update(status=Segment.GARBAGE)
    (home.data / "footage" / Segment.objects.get(pk=numbers[0]).path).unlink()
    tend(home)
    assert files(home) == 8
    assert left(numbers) == [2, 3, 4, 5, 6, 7, 8, 9]


def test_a_hold_made_in_time_wins(aged, monkeypatch):
    """The holds are looked at in the transaction that marks: one that was made a moment before counts."""
    home, camera, numbers = aged
    looked = retention._listed_bytes

    def hold_then_look() -> int:
        holds.keep_span(camera=camera, start_us=0, end_us=NOON_US, by=None, now=NOON)
        return looked()

    monkeypatch.setattr(retention, "_listed_bytes", hold_then_look)
    retention.set_limits(days=None, bytes=0)
    tend(home)
    assert len(left(numbers)) == 10


def test_pictures_and_previews(aged):
    """Large picture and sprite sheet go with the footage; event, note, small picture and held things stay."""
    home, camera, _ = aged
    kept = []
    for day in (10, 9, 1):
        at = NOON_US - day * DAY_US
        row = Event.objects.create(
            camera=camera, kind="person", start_us=at + 1_000_000, confirmed_us=at, last_us=at, end_us=at + 2_000_000,
            picture=True, note="mine",
        )  # fmt: skip
        kept.append(row)
        places.write_whole(places.picture(row.pk), b"large")
        places.write_whole(places.picture(row.pk, small=True), b"small")
        for minutes in ("1200", "1210"):
            places.write_whole(places.previews(camera.pk) / f"{NOON - day * DAY:%Y%m%d}-{minutes}.jpg", b"sheet")
    holds.keep_event(event=kept[1], by=None, now=NOON)
    retention.set_limits(days=6, bytes=None)
    tend(home, NOON + timedelta(minutes=1))
    assert [places.picture(row.pk).exists() for row in kept] == [False, True, True]
    assert all(places.picture(row.pk, small=True).exists() for row in kept)
    assert set(Event.objects.values_list("note", flat=True)) == {"mine"}
    sheets = sorted(path.name for path in places.previews(camera.pk).iterdir())
    day9, day1 = f"{NOON - 9 * DAY:%Y%m%d}", f"{NOON - DAY:%Y%m%d}"
    assert sheets == [f"{day9}-1200.jpg", f"{day1}-1200.jpg", f"{day1}-1210.jpg"]


def test_keeping_an_open_event_keeps_its_end(home):
    """Who keeps an event while it goes on has kept the whole clip."""
    camera = home.camera()
    number = home.index.open_event(camera.pk, "person", NOON_US, NOON_US, None, 0.5)
    row = Event.objects.select_related("camera").get(pk=number)
    holds.keep_event(event=row, by=None, now=NOON)
    home.index.close_event(number, NOON_US + 300_000_000)
    assert Hold.objects.get().end_us == NOON_US + 310_000_000


def test_hold_and_undo(home):
    """Keeping twice is one hold; releasing and taking that back gives the same hold again."""
    camera = home.camera()
    row = Event.objects.create(camera=camera, kind="press", start_us=NOON_US, confirmed_us=NOON_US, last_us=NOON_US)
    first = holds.keep_event(event=row, by=None, now=NOON, reason="parcel")
    assert holds.keep_event(event=row, by=None, now=NOON + DAY).pk == first.pk
    span = (first.start_us, first.end_us, first.made_us)
    holds.release(hold=first)
    assert not Hold.objects.exists()
    again = holds.keep_again(hold=first)
    assert (again.start_us, again.end_us, again.made_us, again.reason) == (*span, "parcel")


def test_a_strange_directory_is_not_touched(aged):
    """Where pair and database do not fit, a turn deletes nothing."""
    home, _, numbers = aged
    retention.set_limits(days=None, bytes=0)
    pair = home.data / "footage" / "pair"
    text = home.pair.directory.hex()
    pair.write_text(f"Fanlight footage 1\ndatabase {home.pair.database.hex()}\ndirectory {text[::-1]}\n")
    with pytest.raises(ReadOnlyStore):
        retention.turn(NOON)
    assert len(left(numbers)) == 10
    assert files(home) == 10


def test_a_turn_on_the_real_disk(aged):
    """The turn that tend makes measures the disk and the clock itself."""
    _, _, numbers = aged
    one = Segment.objects.first().size
    retention.set_limits(days=None, bytes=one * 2)
    outcome = retention.turn(NOON)
    assert outcome.reasons["bytes"] == 8
    assert left(numbers) == [8, 9]
    assert micros(NOON) == retention.limits().last_seen_us
