"""What residents do with cameras, zones and events: taken, refused in words, and undone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.http import Http404
from django.test import override_settings

from fanlight.ground.clock import micros
from fanlight.home.archive import access, plans
from fanlight.home.archive.actions import cameras, events, zones
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Segment
from fanlight.home.archive.rules.addresses import WrongAddress
from fanlight.people.models import Person

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
START = micros(NOON)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(tmp_path):
    with override_settings(DATA=tmp_path):
        yield tmp_path


def add(name: str = "Front door", url: str = "rtsp://192.168.1.40/main", **facts) -> Camera:
    return cameras.add(name=name, url=url, now=NOON, **facts)


def plan(camera: Camera):
    return plans.plan(Camera.objects.get(pk=camera.pk))


def test_a_pasted_password_is_not_stored_in_the_address():
    """Credentials inside a URL are sealed; no column holds the password."""
    row = add(url="rtsp://admin:s3cret@192.168.1.40:554/main", sub_url="rtsp://admin:s3cret@192.168.1.40:554/sub")
    row.refresh_from_db()
    assert (row.url, row.sub_url) == ("rtsp://192.168.1.40:554/main", "rtsp://192.168.1.40:554/sub")
    assert (plan(row).username, plan(row).password) == ("admin", "s3cret")
    assert not any("s3cret" in str(value) or b"s3cret" in bytes(row.credentials) for value in vars(row).values())


def test_given_credentials_go_before_those_in_the_address():
    """What was typed beside the address counts."""
    row = add(url="rtsp://old:old@192.168.1.40/", username="admin", password="new")
    assert (plan(row).username, plan(row).password) == ("admin", "new")


def test_a_new_camera_is_last_and_connecting():
    """It is put at the end of the residents' order and says nothing about itself yet."""
    first, second = add("One"), add("Two")
    assert list(Camera.objects.all()) == [first, second]
    assert (second.state, second.state_since_us) == ("connecting", START)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"name": " "}, cameras.WrongCamera),
        ({"name": "x" * 61}, cameras.WrongCamera),
        ({"name": "a\x00b"}, cameras.WrongCamera),
        ({"url": "http://192.168.1.40/"}, WrongAddress),
        ({"sub_url": "file:///etc/passwd"}, WrongAddress),
        ({"recording": "sometimes"}, cameras.WrongCamera),
        ({"transport": "carrier"}, cameras.WrongCamera),
        ({"sensitivity": 101}, cameras.WrongCamera),
        ({"place": "x" * 61}, cameras.WrongCamera),
    ],
)
def test_wrong_settings_leave_nothing(facts, error):
    """A refused camera is not half there."""
    with pytest.raises(error):
        add(**{"name": "Front door", **facts})
    assert not Camera.objects.exists()


def test_a_name_is_taken_once_but_free_after_removal():
    """Two cameras of the house never share a name; a removed one keeps its own for its footage."""
    first = add()
    with pytest.raises(cameras.WrongCamera, match="already"):
        add()
    cameras.remove(camera=first, now=NOON)
    add()
    assert Camera.objects.filter(name="Front door").count() == 2
    with pytest.raises(IntegrityError):
        Camera.objects.create(name="Front door", url="rtsp://h/")


def test_a_removed_camera_forgets_its_password_and_keeps_its_footage():
    """Its row and segments stay until retention takes them; nothing is left to sign in with."""
    row = add(username="admin", password="s3cret")
    Segment.objects.create(
        camera=row, run=b"r", path="x", start_us=1, end_us=2, head=b"", first_head=b"", mime="", width=1, height=1
    )
    cameras.remove(camera=row, now=NOON)
    row.refresh_from_db()
    assert (row.removed_us, bytes(row.credentials)) == (START, b"")
    assert Segment.objects.count() == 1
    assert plans.all_plans() == []


def test_changes():
    """A new address or name keeps the password; a new password replaces it; both empty forget it."""
    row = add(username="admin", password="one")
    cameras.change(camera=row, name="Door", url="rtsp://192.168.1.41/x", sensitivity=70)
    assert (plan(row).name, plan(row).url, plan(row).password) == ("Door", "rtsp://192.168.1.41/x", "one")
    cameras.change(camera=row, username="admin", password="")
    assert plan(row).password == "one"
    cameras.change(camera=row, username="root", password="two")
    assert (plan(row).username, plan(row).password) == ("root", "two")
    cameras.change(camera=row, url="rtsp://me:three@192.168.1.41/x")
    assert (plan(row).username, plan(row).password) == ("me", "three")
    cameras.change(camera=row, username="", password="")
    assert (plan(row).username, plan(row).password) == ("", "")


def test_order():
    """Cameras take the given order; those not named follow."""
    one, two, three = add("One"), add("Two"), add("Three")
    cameras.order(cameras=[three.pk, one.pk, 999, three.pk])
    assert [row.pk for row in Camera.objects.all()] == [three.pk, one.pk, two.pk]


def test_press_token_is_kept_as_a_hash():
    """A token is shown once; a new one makes the old one worthless."""
    row = add()
    first, second = cameras.renew_press_token(camera=row), cameras.renew_press_token(camera=row)
    row.refresh_from_db()
    assert row.press_token == cameras.press_hash(second) != cameras.press_hash(first)
    assert second not in row.press_token


SQUARE = ((0, 0), (5000, 0), (5000, 5000), (0, 5000))


def test_zones_are_set_as_a_whole_and_undone():
    """Zones that are not in the new set go; what is returned brings them back."""
    row = add()
    first = [zones.Outline("Path", "watch", SQUARE, 60), zones.Outline("Tree", "ignore", SQUARE)]
    assert zones.set_zones(camera=row, zones=first) == []
    number = row.zones.get(name="Path").pk
    before = zones.set_zones(camera=row, zones=[zones.Outline("Path", "private", SQUARE)])
    assert before == first
    assert row.zones.get().pk == number
    zones.set_zones(camera=row, zones=before)
    assert zones.zones_of(camera=row) == first
    assert plan(row).zones[0].sensitivity == 60


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        (zones.Outline("", "watch", SQUARE), "name"),
        (zones.Outline("Path", "look", SQUARE), "purpose"),
        (zones.Outline("Path", "watch", ((0, 0), (10_001, 0), (0, 9))), "outside the picture"),
        (zones.Outline("Path", "watch", SQUARE, 101), "Sensitivity"),
        (zones.Outline("street", "watch", SQUARE), "Two zones"),
    ],
)
def test_a_wrong_zone_leaves_the_others_as_they_were(outline, words):
    """One zone that is refused changes nothing of the set."""
    row = add()
    zones.set_zones(camera=row, zones=[zones.Outline("Street", "watch", SQUARE)])
    with pytest.raises(zones.WrongZone, match=words):
        zones.set_zones(camera=row, zones=[zones.Outline("Street", "ignore", SQUARE), outline])
    assert row.zones.get().purpose == "watch"


def made(camera: Camera, count: int) -> list[Event]:
    return Event.objects.bulk_create(
        Event(camera=camera, kind="movement", start_us=START + n // 3, confirmed_us=START, last_us=START, end_us=START)
        for n in range(count)
    )


def test_cursor_pages_meet_without_loss(django_assert_num_queries):
    """Going older to the end and back newer shows every event once, also those of the same microsecond."""
    made(add(), 25)
    seen, cursor = [], ""
    while True:
        with django_assert_num_queries(1):
            page = events.list_page(cursor=cursor, size=10)
        seen.append([row.pk for row in page.events])
        if not page.older:
            break
        cursor = page.older
    assert [len(part) for part in seen] == [10, 10, 5]
    assert [number for part in seen for number in part] == list(Event.objects.values_list("pk", flat=True))
    back = events.list_page(cursor=page.newer, size=10)
    assert [row.pk for row in back.events] == seen[1]
    first = events.list_page(cursor=back.newer, size=10)
    assert [row.pk for row in first.events] == seen[0]
    assert not first.newer


@pytest.mark.parametrize("cursor", ["x", "o", "o1", "o1.x", "n-1.2", "o1.2.3", "o" + "9" * 50 + ".1", "o١.1"])
def test_a_broken_cursor_is_refused(cursor):
    """An address that was cut or changed is no page."""
    with pytest.raises(events.WrongCursor):
        events.list_page(cursor=cursor)


def test_note_and_seen():
    """A note is bounded and can be undone; seen can be taken back."""
    [row] = made(add(), 1)
    assert events.note(event=row, text=" parcel ") == ""
    assert events.note(event=row, text="two parcels") == "parcel"
    with pytest.raises(events.NoteTooLong):
        events.note(event=row, text="x" * 501)
    events.mark_seen(events=[row])
    row.refresh_from_db()
    assert (row.note, row.seen) == ("two parcels", True)
    events.mark_seen(events=[row], seen=False)
    row.refresh_from_db()
    assert not row.seen


def test_absent_and_forbidden_look_the_same():
    """Somebody who is not signed in, a removed camera and a number that never was all get the one 404."""
    camera = add()
    [event] = made(camera, 1)
    resident = Person.objects.create(username="ana")
    assert access.camera_for(resident, camera.pk) == camera
    assert access.event_for(resident, event.pk) == event
    for person, number in ((AnonymousUser(), camera.pk), (resident, 99), (resident, 0), (resident, 1 << 70)):
        with pytest.raises(Http404) as caught:
            access.camera_for(person, number)
        assert str(caught.value) == ""
    resident.is_active = False
    with pytest.raises(Http404):
        access.event_for(resident, event.pk)
    cameras.remove(camera=camera, now=NOON)
    resident.is_active = True
    with pytest.raises(Http404):
        access.camera_for(resident, camera.pk)
    assert access.any_camera_for(resident, camera.pk) == camera
