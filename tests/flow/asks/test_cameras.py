"""What is said of a single camera: its own place decides what fits, its printed text is filled in what would leave."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import av
import pytest
from django.test import Client

from fanlight.demo.community.founding import LATITUDE, LONGITUDE
from fanlight.home.asks import cover_files, keeping
from fanlight.home.asks.actions import deciding, lookouts
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.household.house import forget
from fanlight.home.household.house import house as house_row
from fanlight.people.models import Person
from tests.flow.asks.house import House

pytestmark = pytest.mark.slow
AWAY = (LATITUDE + 0.2, LONGITUDE)
FILL = 60  # luma, docs/design/redaction.md


@pytest.fixture
def mara(house: House, client: Client, monkeypatch) -> Person:
    monkeypatch.setattr("fanlight.home.asks.access.clock", lambda _: house.home.clock)
    person = house.resident()
    client.force_login(person)
    return person


def test_a_camera_at_the_back_lane_fits_where_the_house_does_not(house: House, client: Client, mara: Person) -> None:
    """The house stands elsewhere; one camera has a place of its own in the area: its clips fit, the other's do not."""
    house.settle(place=AWAY)
    front, back = house.film(name="Front door"), house.film(name="Back lane")
    house.join()
    ask = house.opened()
    assert ask.fits.count() == 0
    assert "No camera of this house stands in the area" in client.get(f"/requests/{ask.pk}/").content.decode()
    place = f"{LATITUDE}, {LONGITUDE}"
    answer = client.post(f"/cameras/{back.pk}/place/", {"where": "own", "place": place})
    assert answer.status_code == 302, answer.content.decode()
    assert {fit.camera_id for fit in ask.fits.all()} == {back.pk}
    assert "It has a place of its own" in client.get(f"/cameras/{back.pk}/").content.decode()
    assert "where the house stands" in client.get(f"/cameras/{front.pk}/").content.decode()
    client.post(f"/cameras/{back.pk}/place/", {"where": "house", "place": ""})
    assert ask.fits.count() == 0


def test_a_place_of_its_own_wants_two_numbers(house: House, client: Client, mara: Person) -> None:
    """Rounded or missing numbers are refused, and nothing changes."""
    camera = house.film()
    house.join()
    for place in ("", "40.0, -45.0", "north"):
        answer = client.post(f"/cameras/{camera.pk}/place/", {"where": "own", "place": place})
        assert answer.status_code == 400 and b"There is a problem" in answer.content
    assert not lookouts.has_own_place(camera)


def test_a_home_that_follows_no_commons_has_no_such_pages(house: House, client: Client, mara: Person) -> None:
    """Neither the lines on the camera's page nor the addresses."""
    camera = house.film()
    assert "For requests" not in client.get(f"/cameras/{camera.pk}/").content.decode()
    for path in ("place", "printed"):
        assert client.get(f"/cameras/{camera.pk}/{path}/").status_code == 404


def test_a_camera_whose_clock_is_five_minutes_off(house: House, client: Client, mara: Person) -> None:
    """Its printed time is five minutes ahead: what lies five minutes beside the hours fits too, and the page says so;
    a camera that is right offers nothing of it."""
    house.settle()
    right, ahead = house.film(name="Front door"), house.film(name="Back lane")
    ahead.clock_off_ms = 300_000
    ahead.save()
    house.join()
    noon = int(house.noon.timestamp())
    ask = house.opened(since=noon - 3600, until=noon - 240)
    assert {fit.camera_id for fit in ask.fits.all()} == {ahead.pk} != {right.pk}
    text = " ".join(client.get(f"/requests/{ask.pk}/").content.decode().split())
    assert "The clock of Back lane is about 5 min ahead; the times here are this house’s." in text
    assert "about 5 min ahead" in client.get(f"/cameras/{ahead.pk}/").content.decode()
    assert "does not tell its own clock" in client.get(f"/cameras/{right.pk}/").content.decode()


def test_hours_over_a_clock_change_fit_by_the_second(house: House, client: Client, mara: Person) -> None:
    """The night in which clocks go back has an hour twice: the hours of the request are those of its paper, and the
    page says how long they are. Footage of the second such hour fits, an hour later does not."""
    house.noon = datetime(2026, 11, 1, 6, 10, tzinfo=UTC)  # 01:10 for the second time in New York
    house.now = house.noon + timedelta(hours=12)
    house.home.clock.at, house.commons.clock = house.now, int(house.now.timestamp())
    house.commons.publish()
    row = house_row()
    row.time_zone = "America/New_York"
    row.save()
    forget()
    house.settle()
    house.film(name="Front door")
    house.join()
    since = int(datetime(2026, 11, 1, 4, 30, tzinfo=UTC).timestamp())
    ask = house.opened(since=since, until=since + 7200)
    assert ask.fits.count() == 1
    assert "00:30 to 01:30 (120 min in all" in client.get(f"/requests/{ask.pk}/").content.decode()
    other = house.opened(name="later", since=since + 10_800, until=since + 14_400, case="26-0000099")
    assert other.fits.count() == 0


def luma(film: object, box: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Least and greatest luma inside the box, of each frame."""
    x0, y0, x1, y1 = box
    found = []
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            part = frame.to_ndarray(format="yuv420p")[: frame.height, : frame.width][y0 + 4 : y1 - 4, x0 + 4 : x1 - 4]
            found.append((int(part.min()), int(part.max())))
    return found


def film_of(row: Disclosure) -> object:
    return keeping.disclosure(row.identity) / cover_files.FILM


def test_printed_text_is_filled_in_every_frame_that_would_leave(house: House, client: Client, mara: Person) -> None:
    """A strip at the top is accepted: the film has one colour there from the first frame to the last, and the report
    names it as text."""
    house.settle()
    camera = house.film(size=(320, 180))
    house.join()
    ask = house.opened()
    assert client.post(f"/cameras/{camera.pk}/printed/", {"strips": "top"}).status_code == 302
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=mara, now=house.now)
    house.cover()
    row.refresh_from_db()
    frames = luma(film_of(row), (0, 0, 320, 16))
    assert len(frames) > 50
    assert all(abs(low - FILL) <= 2 and abs(high - FILL) <= 2 for low, high in frames), frames[:5]
    below = luma(film_of(row), (160, 60, 320, 170))
    assert any(low > FILL + 4 for low, _ in below), "the rest of the picture is the ground's grey, not the fill's"
    report = json.loads((keeping.disclosure(row.identity) / cover_files.REPORT).read_bytes())
    assert [zone["kind"] for zone in report["zones"]] == ["text"]
    assert "Printed text" in client.get(f"/left/{row.pk}/cover/").content.decode()


def test_what_is_drawn_after_covering_makes_the_film_anew(house: House, client: Client, mara: Person) -> None:
    """The film that was made before cannot be confirmed; covered anew it has the fill, and must be watched anew."""
    house.settle()
    camera = house.film(size=(320, 180))
    house.join()
    ask = house.opened()
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=mara, now=house.now)
    house.cover()
    row.refresh_from_db()
    house.watch(row)
    assert "Nobody has said" in client.get(f"/left/{row.pk}/cover/").content.decode()
    drawn = [[[0, 9000], [10000, 9000], [10000, 10000], [0, 10000]]]
    assert client.post(f"/cameras/{camera.pk}/printed/", {"outlines": json.dumps(drawn)}).json()["words"] == "Saved."
    with pytest.raises(deciding.DrawnSince):
        deciding.confirm(row=row, by=mara, following=house.row, now=house.now)
    text = client.get(f"/left/{row.pk}/cover/").content.decode()
    assert "Cover it anew" in text and "does not have it filled yet" in text and "data-go-on" not in text
    client.post(f"/left/{row.pk}/cover/anew/")
    house.cover()
    row.refresh_from_db()
    assert row.state == "covered" and row.watched == []
    assert all(abs(low - FILL) <= 2 and abs(high - FILL) <= 2 for low, high in luma(film_of(row), (0, 162, 320, 180)))
    house.watch(row)
    deciding.confirm(row=row, by=mara, following=house.row, now=house.now)


def test_what_is_no_outline_is_refused(house: House, client: Client, mara: Person) -> None:
    """Crossing, tiny, outside, too many, no JSON: refused in words, and what was said before stays."""
    camera = house.film()
    house.join()
    client.post(f"/cameras/{camera.pk}/printed/", {"strips": "none"})
    square = [[0, 0], [5000, 0], [5000, 5000], [0, 5000]]
    for wrong in (
        [[[0, 0], [1, 1]]],
        [[[0, 0], [5000, 5000], [5000, 0], [0, 5000]]],
        [[[0, 0], [20000, 0], [20000, 5000]]],
        [square] * 9,
        {"a": 1},
        [[["x", 0]]],
    ):
        answer = client.post(f"/cameras/{camera.pk}/printed/", {"outlines": json.dumps(wrong)})
        assert answer.status_code == 400 and answer.json()["words"], wrong
    assert client.post(f"/cameras/{camera.pk}/printed/", {"outlines": "]"}).status_code == 400
    assert client.post(f"/cameras/{camera.pk}/printed/", {}).status_code == 400
    assert lookouts.printed_of(camera) == []


def test_the_original_is_for_residents_while_they_decide(house: House, client: Client, mara: Person) -> None:
    """To compare: frame for frame the film's, not kept by the browser, for nobody who is signed out, and gone after
    consent."""
    house.settle()
    house.film()
    house.join()
    ask = house.opened()
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=mara, now=house.now)
    house.cover()
    row.refresh_from_db()
    answer = client.get(f"/left/{row.pk}/original/")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    content = b"".join(answer.streaming_content)
    assert content == (keeping.disclosure(row.identity) / cover_files.CLIP).read_bytes()
    assert times(film_of(row)) == times(keeping.disclosure(row.identity) / cover_files.CLIP)
    assert Client().get(f"/left/{row.pk}/original/").status_code in (302, 403, 404)
    assert client.get(f"/left/{row.pk + 1}/original/").status_code == 404
    house.watch(row)
    deciding.confirm(row=row, by=mara, following=house.row, now=house.now)
    assert client.get(f"/left/{row.pk}/original/").status_code == 404


def times(film: object) -> list[int]:
    """Milliseconds of each frame from the first."""
    with av.open(str(film)) as container:
        found = [round(float(frame.time) * 1000) for frame in container.decode(video=0)]
    return [at - found[0] for at in found]
