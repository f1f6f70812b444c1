"""A day's timeline with a year of rows behind it: at most 200 ms (home.md, figures)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, timedelta

import pytest
from django.test import Client, override_settings

from fanlight.ground.clock import micros
from fanlight.home.archive import clips, daybook
from fanlight.home.archive.actions import retention
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Segment
from fanlight.home.archive.rules.days import Day
from fanlight.people.models import Person
from tests.flow.home import year

LIMIT = 0.2  # s
ROUNDS = 5  # the best counts: other tests share the machine
DAYS = [date(2026, 11, 24), date(2026, 5, 1)]  # recorded always; on events, partly deleted


@pytest.fixture
def filled(db, tmp_path):
    with override_settings(DATA=tmp_path):
        year.fill()
        yield


def best(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


@pytest.mark.slow
def test_a_day_out_of_a_year_is_quick(filled, django_assert_max_num_queries):
    """Pages and queries of a day stay under 200 ms, however much lies before and behind it."""
    assert Event.objects.count() == year.CAMERAS * year.DAYS * year.EVENTS
    assert Segment.objects.count() > 100_000
    client = Client()
    client.force_login(Person.objects.create(username="ana"))
    now_us = micros(year.LAST_DAY + timedelta(hours=23))
    took = {}
    for shown in DAYS:
        day = Day(shown, UTC)
        with django_assert_max_num_queries(40):
            page = client.get(f"/timeline/{shown}/")
        assert page.status_code == 200
        took[f"page {shown}"] = best(lambda shown=shown: client.get(f"/timeline/{shown}/"))
        took[f"marks {shown}"] = best(lambda shown=shown: client.get(f"/timeline/{shown}/marks.json"))
        took[f"footage {shown}"] = best(lambda day=day: daybook.footage_of(day, now_us))
    took["year of days"] = best(lambda: daybook.cells(date(2026, 1, 1), DAYS[0], Day(DAYS[0], UTC)))
    event = Event.objects.select_related("camera").first()
    took["clip"] = best(lambda: clips.playlist(clips.clip_of(event)))
    took["listed bytes"] = best(retention._listed_bytes)
    slow = {name: f"{seconds * 1000:.0f} ms" for name, seconds in took.items() if seconds > LIMIT}
    assert not slow
    print({name: f"{seconds * 1000:.1f} ms" for name, seconds in took.items()})


@pytest.mark.slow
def test_a_day_is_drawn_from_the_index_alone(filled):
    """The query for a day's footage reads no row of a segment, only their index."""
    rows = Segment.objects.filter(camera__in=[1], stream="main", start_us__lt=9, start_us__gt=1)
    plan = rows.exclude(status=Segment.GARBAGE).values_list("camera_id", "start_us", "end_us").explain()
    assert "COVERING INDEX segment_camera_span" in plan
