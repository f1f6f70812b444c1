"""The pages of telling, bell and lights: what they say, whom they refuse, what they never show."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from fanlight.ground.clock import micros
from fanlight.home.archive.actions.cameras import renew_press_token
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.household.house import forget
from fanlight.home.lights import bell, target
from fanlight.home.lights.actions import presses
from fanlight.home.lights.limit import PressLimit
from fanlight.home.lights.models.lights import Light, LightRule
from fanlight.home.lights.models.presses import WaitingPress
from fanlight.home.tell.actions import devices, wishes
from fanlight.home.tell.models.outbox import Sending
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.home.tell.models.wishes import Choice, Snooze
from fanlight.people.models import Person
from tests.contract.push.push_service import Browser

NOW = datetime(2026, 11, 24, 14, 21, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data directory without a recorder, and a bell that rang long ago."""
    settings.DATA = tmp_path
    monkeypatch.setattr(bell, "_limit", PressLimit())
    forget()


@pytest.fixture
def mara() -> Person:
    return Person.objects.create_user("Mara")


@pytest.fixture
def client(mara: Person) -> Client:
    signed_in = Client()
    signed_in.force_login(mara)
    return signed_in


@pytest.fixture
def door() -> Camera:
    return Camera.objects.create(name="Front door", url="rtsp://127.0.0.1/", doorbell=True)


def _subscription(at: str = "one") -> str:
    return Browser(f"https://push.example.net/{at}").subscription()


def _device(person: Person) -> Device:
    return devices.add_device(
        person=person,
        untrusted_subscription=_subscription(),
        origin="http://localhost",
        name="Phone",
        picture=False,
        now=NOW,
    )


def _light() -> Light:
    light = Light.objects.create(name="Porch", shown="http://192.168.1.9")
    made = target.Target(
        target.Call("POST", "http://192.168.1.9/secret-on"),
        target.Call("POST", "http://192.168.1.9/off"),
        "secret-token",
    )
    light.sealed = target.sealed(made, light.pk)
    light.save()
    return light


def test_an_empty_house_says_what_to_do(client: Client) -> None:
    """No camera, no device, no light: each page says so and how to go on."""
    words = client.get("/notifications/").content.decode()
    assert "Nothing tells you yet" in words and "You were told nothing yet." in words
    assert "Add to Home Screen" in words
    assert "No light yet" in client.get("/lights/").content.decode()


def test_a_browser_hands_in_its_subscription(client: Client, mara: Person) -> None:
    """Once and again: one row; the choice of the picture stays unless it is made anew."""
    body = _subscription()
    agent = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
    headers = {"X-Picture": "yes", "User-Agent": agent}
    first = client.post("/notifications/devices/", body, content_type="application/json", headers=headers)
    again = client.post("/notifications/devices/", body, content_type="application/json", headers={"User-Agent": agent})
    assert first.json() == again.json()
    device = Device.objects.get(person=mara)
    assert (device.name, device.picture, device.service) == ("Chrome on Android", True, "push.example.net")
    assert json.loads(body)["endpoint"].encode() not in bytes(device.sealed)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"null", b"[1]", b'{"endpoint": 1}', b"\xff\xfe", b"[" * 5000,
        Browser("http://192.168.1.1/x").subscription().encode(),
        Browser("https://10.0.0.1/x").subscription().encode(),
        Browser("file:///etc/passwd").subscription().encode(),
    ],
)  # fmt: skip
def test_what_is_no_subscription_is_refused_in_words(client: Client, body: bytes) -> None:
    """Nothing inside the house is ever pushed to, and no rubbish becomes a row."""
    answer = client.post("/notifications/devices/", body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["words"]
    assert not Device.objects.exists()


def test_a_test_shows_what_arrives_and_what_became_of_it(client: Client, mara: Person) -> None:
    """The page has the words of the notification, asks again while it waits, and then says the outcome."""
    device = _device(mara)
    answer = client.post(f"/notifications/devices/{device.pk}/test/", follow=True)
    words = answer.content.decode()
    assert "This is a test" in words and "On its way" in words and "hx-get" in words
    Sending.objects.update(state=Sending.FAILED, words="push.example.net does not know this home's key.")
    words = client.get(answer.redirect_chain[0][0]).content.decode()
    assert "It did not arrive" in words and "does not know this home" in words and "hx-get" not in words


def test_choices_are_kept_where_they_differ_from_the_default(client: Client, mara: Person, door: Camera) -> None:
    """And the page says each rule as one sentence."""
    client.post(
        "/notifications/choices/", {f"{door.pk}-press": "on", f"{door.pk}-animal": "on", f"{door.pk}-person": "on"}
    )
    assert set(Choice.objects.values_list("kind", "on")) == {("animal", True), ("movement", False)}
    words = client.get("/notifications/").content.decode()
    assert "The bell: always." in words and "Movement: never." in words and "An animal: always." in words


def test_a_snooze_has_an_end_and_can_be_ended(client: Client, door: Camera) -> None:
    """The heading says it, one tap ends it."""
    client.post("/notifications/snooze/", {"camera": "all", "span": "hour"})
    client.post("/notifications/snooze/", {"camera": str(door.pk), "span": "morning"})
    assert Snooze.objects.count() == 2
    for row in Snooze.objects.all():
        client.post(f"/notifications/snooze/{row.pk}/end/")
    assert not Snooze.objects.exists()


@pytest.mark.parametrize(
    ("asked", "led"),
    [("/cameras/1/", "/cameras/1/"), ("https://elsewhere.example/", None), ("//elsewhere.example/", None), ("", None)],
)
def test_a_snooze_leads_back_to_the_page_of_this_home_that_asked(client: Client, asked: str, led: str | None) -> None:
    """And nowhere else."""
    answer = client.post("/notifications/snooze/", {"camera": "all", "span": "hour", "next": asked})
    assert answer.headers["Location"] == (led or "/notifications/")


def test_a_row_snoozes_where_it_happened_and_undo_ends_it(client: Client, door: Camera) -> None:
    """By a script or a form; the zone where there is one, else the camera; and the event is not marked as seen."""
    at = micros(NOW)
    row = Event.objects.create(camera=door, kind="person", start_us=at, confirmed_us=at, last_us=at, zone="Path")
    json_please = {"Accept": "application/json"}
    answer = client.post(f"/notifications/snooze/event/{row.pk}/", headers=json_please).json()
    assert answer["words"].startswith("Path at Front door is quiet until")
    assert Snooze.objects.get().zone == "Path"
    page = client.get("/notifications/").content.decode()
    assert "Path at Front door is quiet until" in page
    assert client.post(answer["undo"], headers=json_please).json()["words"] == "You are told again."
    assert not Snooze.objects.exists()
    plain = client.post(f"/notifications/snooze/event/{row.pk}/", {"next": "/timeline/?camera=1"})
    assert plain.headers["Location"] == "/timeline/?camera=1"
    assert not Event.objects.get(pk=row.pk).seen


def test_another_service_is_checked_sealed_and_shown_by_its_host_only(client: Client, mara: Person) -> None:
    """The address carries a password."""
    for refused in (
        "file:///etc/passwd",
        "exec://x",
        "dbus://",
        "syslog://",
        "nonsense",
        "json://h/?template=/etc/passwd",
    ):
        answer = client.post("/notifications/channel/", {"url": refused})
        assert answer.status_code == 400 and "There is a problem" in answer.content.decode()
    client.post("/notifications/channel/", {"url": "mailtos://mara:hunter2@mail.example.org", "picture": "on"})
    row = Channel.objects.get(person=mara)
    assert b"hunter2" not in bytes(row.sealed) and row.picture
    words = client.get("/notifications/").content.decode()
    assert "mailtos://mail.example.org" in words and "hunter2" not in words


def test_nobody_reaches_what_is_anothers(client: Client) -> None:
    """One dull 404 for absent and forbidden."""
    jon = Person.objects.create_user("Jon")
    device = _device(jon)
    row = devices.send_test(way=device, now=NOW)
    quiet = wishes.snooze(person=jon, camera=None, span="hour", now=NOW)
    for address in (
        f"/notifications/devices/{device.pk}/test/",
        f"/notifications/devices/{device.pk}/picture/",
        f"/notifications/devices/{device.pk}/remove/",
        f"/notifications/snooze/{quiet.pk}/end/",
        "/notifications/channel/test/",
        f"/notifications/devices/{1 << 70}/remove/",
    ):
        assert client.post(address).status_code == 404, address
    for address in (f"/notifications/tests/{row.pk}/", f"/notifications/{row.notification_id}/picture/"):
        assert client.get(address).status_code == 404, address
    assert Device.objects.exists() and Snooze.objects.exists()


PUBLIC = {"manifest", "service_worker", "ring"}


def test_without_sign_in_only_the_listed_addresses_answer() -> None:
    """Every address of both rooms, walked; a new one is closed unless it is listed here."""
    from fanlight.home.lights.urls import urlpatterns as lights
    from fanlight.home.tell.urls import urlpatterns as tell

    sign_in = reverse("account_login")
    for pattern in (*tell, *lights):
        if pattern.name in PUBLIC:
            continue
        names = pattern.pattern.regex.groupindex
        address = reverse(pattern.name, kwargs=dict.fromkeys(names, 1))
        for ask in (Client().get, Client().post):
            answer = ask(address)
            assert answer.status_code in (302, 401, 405), (address, answer.status_code)
            assert answer.headers.get("Location", sign_in).startswith(sign_in)


def test_the_app_can_be_installed() -> None:
    """Manifest and service worker lie at the root, for everybody, and say nothing of the house."""
    manifest = Client().get("/manifest.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == "/" and manifest.json()["name"] == "Fanlight"
    worker = Client().get("/service-worker.js")
    assert worker["Content-Type"].startswith("text/javascript") and worker["Cache-Control"] == "no-cache"


def test_the_bell_rings_by_its_token_alone(door: Camera) -> None:
    """POST and GET, without cookies and CSRF token; a wrong token, camera or a removed one: the same dull 404."""
    token = renew_press_token(camera=door)
    caller = Client(enforce_csrf_checks=True)
    for address in (f"/bell/{door.pk}/wrong", f"/bell/{door.pk + 1}/{token}", f"/bell/{1 << 70}/{token}"):
        assert caller.post(address).status_code == 404
    assert not WaitingPress.objects.exists()
    answer = caller.get(f"/bell/{door.pk}/{token}")
    assert answer.status_code == 202 and "recorder" in answer.json()["words"]
    assert WaitingPress.objects.get().camera == door


def test_a_stuttering_button_counts_once(door: Camera) -> None:
    """Within two seconds a press is the same press."""
    token = renew_press_token(camera=door)
    answers = [Client().post(f"/bell/{door.pk}/{token}").status_code for _ in range(3)]
    assert answers == [202, 429, 429] and WaitingPress.objects.count() == 1


def test_a_camera_without_an_address_for_its_bell_cannot_be_rung(door: Camera) -> None:
    """An empty hash matches nothing."""
    assert Client().post(f"/bell/{door.pk}/x").status_code == 404


def test_the_bells_address_is_shown_once(client: Client, door: Camera) -> None:
    """And a new one ends the old one."""
    shown = client.post(f"/cameras/{door.pk}/bell/renew/", follow=True).content.decode()
    assert f"/bell/{door.pk}/" in shown
    again = client.get(f"/cameras/{door.pk}/bell/").content.decode()
    assert f"/bell/{door.pk}/" not in again and "not shown again" in again


def test_a_press_that_no_recorder_takes_becomes_an_event_after_ten_seconds(door: Camera) -> None:
    """Never lost: tried again each second, then written into the index itself."""
    presses.press(camera=door, now=NOW)
    written: list[tuple[int, int]] = []
    now = NOW
    for _ in range(15):
        now += timedelta(seconds=1)
        for job in presses.lease_due(now=now):
            presses.record(job=job, event=None, now=now, write=lambda *event: written.append(event) or 1)
    assert written == [(door.pk, micros(NOW))]
    assert not WaitingPress.objects.exists()


def test_lights_are_switched_and_say_so(client: Client, door: Camera) -> None:
    """By hand from the page; the page says what is wanted, and what failed."""
    light = _light()
    LightRule.objects.create(light=light, camera=door, kinds=["person", "movement"], minutes=5)
    words = client.get("/lights/").content.decode()
    assert "Somebody or movement at Front door, between dusk and dawn: on for 5 minutes." in words
    assert "where the house stands is not known" in words
    assert "Switching on" in client.post(f"/lights/{light.pk}/on/", headers={"HX-Request": "true"}).content.decode()
    Light.objects.update(wanted="", failing_since_us=1, failure="192.168.1.9 did not answer.")
    assert "192.168.1.9 did not answer." in client.get("/lights/").content.decode()


def test_a_lights_secrets_are_never_shown(client: Client) -> None:
    """Neither its path nor its token."""
    light = _light()
    for address in ("/lights/", f"/lights/{light.pk}/"):
        assert "secret" not in client.get(address).content.decode()


def test_a_light_is_added_in_words(client: Client) -> None:
    """What cannot be called is refused at its field; what can is sealed."""
    given = {"name": "Porch", "method": "POST", "on_url": "http://8.8.8.8/on", "off_url": "http://192.168.1.9/off"}
    answer = client.post("/lights/add/", given)
    assert answer.status_code == 400 and "Only https addresses are called outside the house." in answer.content.decode()
    client.post("/lights/add/", given | {"on_url": "http://192.168.1.9/on", "token": "t0ken"})
    light = Light.objects.get()
    assert target.opened(light.sealed, light.pk).token == "t0ken"
    assert client.post("/lights/add/", given | {"on_url": "http://192.168.1.9/on"}).status_code == 400


def test_a_rule_and_the_place_are_set(client: Client, door: Camera) -> None:
    """The place is rounded before it is kept."""
    light = _light()
    client.post(f"/lights/{light.pk}/rules/", {"camera": door.pk, "kinds": ["press"], "minutes": 3, "only_dark": "on"})
    assert LightRule.objects.get().kinds == ["press"]
    assert client.post(f"/lights/{light.pk}/rules/", {"camera": door.pk, "minutes": 0}).status_code == 400
    client.post("/lights/place/", {"latitude": "51.4779", "longitude": "-0.0015"})
    from fanlight.home.household.models import House

    assert (House.objects.get().latitude, House.objects.get().longitude) == (51.5, -0.0)
    assert client.post("/lights/place/", {"latitude": "91", "longitude": "0"}).status_code == 400


def test_told_things_stand_in_the_list_with_their_outcome(client: Client, mara: Person, door: Camera) -> None:
    """Also when there was no device to take them."""
    from fanlight.home.tell.actions.announce import announce_event

    at = micros(NOW)
    event = Event.objects.create(camera=door, kind="press", start_us=at, confirmed_us=at, last_us=at)
    announce_event(event=event.pk, now=NOW)
    words = client.get("/notifications/").content.decode()
    assert "Bell, front door" in words and "No device was there to take it" in words
