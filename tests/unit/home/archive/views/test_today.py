"""Today answers one question, and says it in words where there is nothing to show."""

from __future__ import annotations

import re

from fanlight.ground.clock import micros
from fanlight.home.archive import spoken
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.recorder.mending import Mending

MINUTES = 60


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_without_cameras_it_says_what_to_do(mara):
    """An empty home leads to adding a camera, not to an empty page."""
    Camera.objects.all().delete()
    page = text(mara.get("/"))
    assert "No camera yet" in page


def test_a_quiet_day_is_a_sentence(mara, day):
    """Nothing moved: words, not an empty list."""
    page = text(mara.get("/"))
    assert "Nothing has moved since" in page and "0 events" in page


def test_a_camera_without_picture_keeps_its_place_and_says_since_when(mara, day):
    """Its tile stays, with words; the page says first what needs somebody."""
    Camera.objects.filter(pk=day.drive.pk).update(state="unreachable", state_since_us=micros(day.now) - 1)
    answer = mara.get("/")
    page = text(answer)
    assert "Drive has sent no picture since" in page and "No picture since" in page
    assert b'class="tile dark"' in answer.content


def test_a_number_that_no_camera_has_is_a_dull_404(mara):
    """Also one that is longer than any integer of the database."""
    assert mara.get("/live/?camera=" + "9" * 5000).status_code in (200, 404)
    assert mara.get("/live?camera=" + "9" * 5000 + "-main").status_code == 404
    assert mara.get("/kept/?page=" + "9" * 30 + ".9").status_code == 200


def test_filters_show_what_they_say(mara, day):
    """Bell shows presses only, Not seen leaves out what was watched; an unknown filter is All."""
    press, seen = day.event(kind="press", ago=2), day.event(ago=3, seen=True)
    ids = {
        name: set(re.findall(r'data-event="(\d+)"', mara.get(f"/?only={name}").content.decode()))
        for name in ("", "bell", "unseen", "nonsense")
    }
    assert ids[""] == ids["nonsense"] == {str(press.pk), str(seen.pk)}
    assert ids["bell"] == ids["unseen"] == {str(press.pk)}


def test_a_long_list_has_pages_of_fifty_that_new_events_do_not_move(mara, day):
    """Older and Newer are links; an event that comes meanwhile pushes no row onto the next page."""
    events = [day.event(ago=1 + n / 100) for n in range(60)]
    first = mara.get("/").content.decode()
    shown = re.findall(r'data-event="(\d+)"', first)
    assert len(shown) == 50
    older = re.search(r'page=([^"#]+)#events"\s+rel="next"', first)
    day.event(ago=0.1)
    rest = mara.get(f"/?page={older[1]}").content.decode()
    assert re.findall(r'data-event="(\d+)"', rest) == [str(event.pk) for event in events[50:]]
    assert 'rel="prev"' in rest and 'rel="next"' not in rest


def test_a_broken_cursor_is_the_first_page(mara, day):
    """An address that somebody cut in two still shows the day."""
    event = day.event(ago=1)
    answer = mara.get("/?page=o12.x")
    assert answer.status_code == 200 and f'data-event="{event.pk}"' in answer.content.decode()


def test_no_style_and_no_script_stand_in_the_page(mara, day):
    """A strict policy forbids both; geometry is SVG attributes."""
    day.event(ago=5, kind="press")
    for path in ("/", "/timeline/", "/live/", "/kept/"):
        page = mara.get(path).content.decode()
        assert " style=" not in page and "<style" not in page, path
        assert not re.search(r"<script(?![^>]+src=)", page), path
        assert not re.search(r"\son[a-z]+=", page), path


def test_a_page_that_opens_while_the_bell_rings_hears_of_it(day):
    """Presses of the last seconds only, and never those of the demo's past."""
    now_us = micros(day.now)
    ringing = day.event(kind="press", ago=5, end_us=None)
    day.event(kind="press", ago=60)
    day.event(kind="press", ago=4, demo=True)
    day.event(kind="person", ago=3)
    assert [(one["id"], one["phase"], one["words"]) for one in spoken.ringing(now_us)] == [
        (ringing.pk, "opened", "Front door rings")
    ]


def test_a_start_that_mends_says_how_far_it_is(mara, day, settings):
    """After a crash the page counts; what cameras say meanwhile is old and is not said."""
    day.drive.state = "unreachable"
    day.drive.save()
    Mending(settings.DATA)(2, 7)
    page = mara.get("/").content.decode()
    assert "is being mended: 2 of 7." in page and "Drive has sent no picture" not in page
    Mending(settings.DATA)(7, 7)
    assert "Drive has sent no picture" in mara.get("/").content.decode()
