"""The timeline without scripts: days, hours and times are links; gaps and deletions are words."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from fanlight.ground.clock import micros
from fanlight.home.archive.models.footage import Deletion, Gap
from fanlight.home.household.house import describe_house, forget


def test_a_typed_time_opens_its_second(mara, day):
    """14:21 and 14:21:36 lead to that second of the day shown; what is no time leads to the day."""
    answer = mara.get("/timeline/?time=14:21:36&date=2026-11-20&camera=1")
    assert unquote(answer["Location"]) == "/timeline/2026-11-20/?at=2026-11-20T14:21:36&camera=1"
    assert unquote(mara.get("/timeline/?time=9.05&date=2026-11-20")["Location"]).endswith("at=2026-11-20T09:05:00")
    for wrong in ("25:00", "soon", "14:21:99"):
        assert mara.get(f"/timeline/?time={wrong}&date=2026-11-20")["Location"] == "/timeline/2026-11-20/"
    assert mara.get("/timeline/?time=14:21&date=2026-02-30").status_code == 302


def test_a_date_that_does_not_exist_is_no_address(mara):
    """30 February is a 404, not an error."""
    assert mara.get("/timeline/2026-02-30/").status_code == 404


@pytest.mark.parametrize("end", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_days(mara, day, end):
    """The day before the first and after the last cannot be counted; such an address is absent, such a time is none."""
    assert mara.get(f"/timeline/{end}/").status_code == 404
    assert mara.get(f"/timeline/{end}/marks.json").status_code == 404
    for query in (f"at={end}T12:00:00", f"month={end[:7]}"):
        assert mara.get(f"/timeline/?{query}").status_code == 200
    assert mara.get(f"/timeline/?time=12:00&date={end}").status_code == 302


def test_gaps_say_their_reason(mara, day):
    """A gap is a line in words: which camera, from when to when, why."""
    start = micros(day.now - timedelta(minutes=2))
    Gap.objects.create(
        camera=day.drive, start_us=start, end_us=start + 30_000_000, reason="camera", words="Camera did not answer."
    )
    page = mara.get("/timeline/").content.decode()
    assert re.search(r"Drive, \d\d:\d\d–\d\d:\d\d: Camera did not answer\.", page)


def test_a_deleted_day_says_why(mara, day):
    """A day whose footage was deleted says so once, not once a segment."""
    noon = micros(day.now - timedelta(days=40))
    for minute in range(30):
        start = noon + minute * 60_000_000
        Deletion.objects.create(
            camera=day.door, start_us=start, end_us=start + 60_000_000, size=1, reason="days", at_us=micros(day.now)
        )
    date = (day.now - timedelta(days=40)).date()
    page = mara.get(f"/timeline/{date}/").content.decode()
    assert page.count("<li>Front door,") <= 2 and "older than" in page  # two where the half hour spans midnight


def test_hours_with_events_are_links(mara, day):
    """Without scripts each hour with events can be opened."""
    event = day.event(ago=1)
    page = mara.get("/timeline/").content.decode()
    assert f'data-event="{event.pk}"' in page
    assert re.search(r'role="slider" tabindex="0" aria-label="[^"]+"[^>]+aria-valuetext="\d\d:\d\d:\d\d"', page)


def test_marks_tell_the_strip_everything(mara, day):
    """Events with camera and kind, footage and silences by camera."""
    day.event(ago=1, kind="press")
    answer = mara.get(f"/timeline/{day.now.date()}/marks.json").json()
    assert answer["events"][0]["press"] is True and answer["events"][0]["camera"] == day.door.pk


def test_months_end_where_the_days_kept_end(mara, day):
    """No link leads to a month before the oldest day or after this one."""
    day.event(ago=40 * 86_400)
    page = mara.get("/timeline/").content.decode()
    assert 'aria-label="Month before"' in page and 'aria-label="Month after"' not in page
    long_ago = mara.get("/timeline/?month=1999-01").content.decode()
    assert 'aria-label="Month before"' not in long_ago
    assert mara.get("/timeline/?month=nonsense").status_code == 200


def test_live_pages_hold_nine(mara, day):
    """More than nine cameras are pages; a camera that is not there is a 404; the past leads to the timeline."""
    for number in range(10):
        day.camera(f"Camera {number}", "in the yard")
    first, second = mara.get("/live/").content.decode(), mara.get("/live/?page=2").content.decode()
    assert first.count("data-live=") == 9 and second.count("data-live=") == 3
    assert mara.get("/live/?camera=999").status_code == 404
    assert mara.get("/live/?camera=1&at=2026-11-24T14:21:36")["Location"].startswith("/timeline/?camera=1")


def test_a_live_page_with_a_nonsense_number_is_the_first(mara, day):
    """Addresses that somebody typed do not break the page."""
    assert mara.get("/live/?page=99999999999999").status_code == 200
    assert mara.get("/live/?camera=x").status_code == 200


@pytest.mark.parametrize(("where", "shaded"), [((52.5, 13.4), True), (None, False)])
def test_the_dark_of_the_day_is_shaded_where_the_houses_place_is_known(mara, day, where, shaded):
    """Strip and lanes lie on the night; nobody who has not said where the house stands gets a night of nowhere."""
    if where:
        describe_house(place=where)
    page = mara.get("/timeline/2026-11-24/").content.decode()
    assert page.count('class="night"') == (6 if shaded else 0)  # two ends of the day: strip, lanes, lanes by camera
    forget()
