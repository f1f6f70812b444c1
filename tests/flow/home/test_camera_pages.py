"""Cameras from the first look to removal and back, through the pages, with a made-up camera that answers RTSP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from fanlight.demo.rtsp.clip import read_clip
from fanlight.demo.rtsp.serving import Served, serving
from fanlight.home.archive.actions.retention import limits
from fanlight.home.archive.credentials import kept_for
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.footage import Deletion
from fanlight.people.models import Person
from tests.contract.demo_rtsp.film import film
from tests.flow.home.conftest import NOON_US, Home

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
USER, PASSWORD = "mara", "se cret/word"


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    film(folder / "main.mp4", seconds=3)
    film(folder / "sub.mp4", size=(160, 120), seconds=3)
    return folder


@pytest.fixture
def device(clips: Path) -> Iterator[Served]:
    cameras = {"main": read_clip(clips / "main.mp4"), "sub": read_clip(clips / "sub.mp4")}
    with serving(cameras, user=USER, password=PASSWORD) as served:
        yield served


@pytest.fixture
def owner(client: Client, home: Home) -> Client:
    client.force_login(Person.objects.create_user("Mara"))
    return client


def typed(device: Served, path: str = "main", **changes: str) -> dict[str, str]:
    url = f"rtsp://127.0.0.1:{device.port}/{path}"
    return {"url": url, "username": USER, "password": PASSWORD, "sub_url": "", **changes}


def words(answer: object) -> str:
    """What a page says, tags left out."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def test_a_picture_before_anything_is_saved(owner: Client, device: Served) -> None:
    """Look, see, name, save: no row before the last step, and the password is in none of the pages."""
    look = owner.post("/cameras/add/", typed(device, sub_url=f"rtsp://127.0.0.1:{device.port}/sub"))
    assert look.status_code == 302 and look["Location"] == "/cameras/add/save/"
    assert not Camera.objects.exists()
    page = owner.get("/cameras/add/save/")
    assert b"data:image/jpeg;base64,/9j/" in page.content
    assert "320 × 240, H.264" in words(page) and "160 × 120, H.264" in words(page)
    assert b"se cret" not in page.content
    saved = owner.post("/cameras/add/save/", {"name": "Front door", "place": "on the path", "recording": "events"})
    row = Camera.objects.get()
    assert saved["Location"] == f"/cameras/{row.pk}/"
    assert (row.name, row.url, row.sub_url) == ("Front door", f"rtsp://127.0.0.1:{device.port}/main", row.sub_url)
    assert row.sub_url.endswith("/sub")
    assert kept_for(row).password == PASSWORD and b"cret" not in bytes(row.credentials)
    assert owner.get(f"/cameras/{row.pk}/last.jpg").content[:3] == b"\xff\xd8\xff"  # its tile is never empty
    for path in ("/cameras/", f"/cameras/{row.pk}/", f"/cameras/{row.pk}/address/"):
        answer = owner.get(path)
        assert answer.status_code == 200 and b"se cret" not in answer.content
    assert owner.get("/cameras/add/save/").status_code == 302  # the draft is gone


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"password": "wrong"}, "id_password", "refuses this password"),
        ({"url": "rtsp://127.0.0.1:1/main"}, "id_url", "nothing listens on port 1"),
        ({"url": "a text file"}, "id_url", "space"),
        ({"url": "http://127.0.0.1/"}, "id_url", "rtsp:// and rtsps:// only"),
        ({"url": ""}, "id_url", "Enter the camera's address"),
    ],
)
def test_each_fault_stands_at_its_field(
    owner: Client, device: Served, changes: dict[str, str], field: str, said: str
) -> None:
    """A summary that leads to the field, the same words there, what was typed but the password; nothing saved."""
    answer = owner.post("/cameras/add/", typed(device, **changes))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "<title>Error: " in page and "There is a problem" in page
    assert f'href="#{field}"' in page and f'id="{field}-error"' in page
    assert words(answer).count(said.replace("'", "&#x27;")) == 2
    assert f'value="{USER}"' in page and "se cret" not in page
    assert not Camera.objects.exists()


def test_the_small_stream_has_its_own_check(owner: Client, device: Served) -> None:
    """A wrong address of the small stream is told at that field."""
    answer = owner.post("/cameras/add/", typed(device, sub_url=f"rtsp://127.0.0.1:{device.port}/nothing"))
    assert answer.status_code == 400
    assert b'href="#id_sub_url"' in answer.content and b"has no stream at /nothing" in answer.content


def test_a_kept_password_goes_to_no_other_device(owner: Client, device: Served, clips: Path) -> None:
    """Changing the address with an empty password works at the same device only: another would be sent the secret."""
    owner.post("/cameras/add/", typed(device))
    owner.post("/cameras/add/save/", {"name": "Front door", "recording": "events"})
    row = Camera.objects.get()
    with serving({"main": read_clip(clips / "main.mp4")}, user=USER, password=PASSWORD) as other:
        answer = owner.post(f"/cameras/{row.pk}/address/", typed(other, password=""))
        assert answer.status_code == 400 and b"refuses this password" in answer.content
    same = owner.post(f"/cameras/{row.pk}/address/", typed(device, "sub", password=""))
    assert same.status_code == 302
    row.refresh_from_db()
    assert row.url.endswith("/sub") and kept_for(row).password == PASSWORD


def test_settings_removal_and_undo(owner: Client, home: Home) -> None:
    """A change counts at once; a removed camera comes back with its password, once."""
    row, other = home.camera("Front door"), home.camera("Garden")
    values = {"name": "Drive", "place": "on the drive", "recording": "always", "prompt": "1", "doorbell": "on"}
    assert owner.post(f"/cameras/{row.pk}/settings/", values).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.recording, row.prompt, row.doorbell, row.sound) == ("Drive", "always", True, True, False)
    taken = owner.post(f"/cameras/{row.pk}/settings/", {**values, "name": "Garden"})
    assert taken.status_code == 400 and "is called “Garden” already" in words(taken)
    row.credentials = b"sealed"
    row.save()
    owner.post(f"/cameras/{row.pk}/remove/")
    assert owner.get(f"/cameras/{row.pk}/").status_code == 404
    row.refresh_from_db()
    assert bytes(row.credentials) == b""
    assert owner.post(f"/cameras/{other.pk}/restore/").status_code == 302  # another camera's undo changes nothing
    owner.post(f"/cameras/{row.pk}/remove/")  # gone already: 404, and the undo of before stands no longer
    assert owner.post(f"/cameras/{row.pk}/restore/").status_code == 302
    row.refresh_from_db()
    assert row.removed_us is not None
    owner.post(f"/cameras/{other.pk}/remove/")
    owner.post(f"/cameras/{other.pk}/restore/")
    other.refresh_from_db()
    assert other.removed_us is None


def test_zones_are_saved_whole_or_not_at_all(owner: Client, home: Home) -> None:
    """What cannot be a zone is refused in words and the zones of before stay."""
    row = home.camera()
    square = [[1000, 1000], [5000, 1000], [5000, 5000], [1000, 5000]]
    path = {"name": "Path", "purpose": "watch", "points": square, "sensitivity": 60}
    sent = {"zones": json.dumps([path]), "whole": "40"}
    answer = owner.post(f"/cameras/{row.pk}/zones/save", sent)
    assert answer.json() == {"words": "Saved. In force at once."}
    row.refresh_from_db()
    assert row.sensitivity == 40 and [zone.points for zone in row.zones.all()] == [square]
    crossed = {**path, "points": [square[0], square[2], square[1], square[3]]}
    outside = {**path, "points": [*square[:3], [1000, 12000]]}
    for wrong, said in ((crossed, "crosses itself"), (outside, "outside the picture"), ({**path, "name": ""}, "name")):
        refused = owner.post(f"/cameras/{row.pk}/zones/save", {"zones": json.dumps([wrong]), "whole": "40"})
        assert refused.status_code == 400 and said in refused.json()["words"]
    assert owner.post(f"/cameras/{row.pk}/zones/save", {"zones": "]", "whole": "40"}).status_code == 400
    assert [zone.points for zone in row.zones.all()] == [square]
    assert b"Path" in owner.get(f"/cameras/{row.pk}/zones/").content


def test_storage_says_why_events_have_no_kinds(owner: Client, home: Home, settings) -> None:
    """A detector that is missing or broken costs the kinds; the page says so and how to get it."""
    model = Path(settings.DATA) / "models" / "kinds.tflite"
    assert "the detector is missing" in words(owner.get("/storage/"))
    model.parent.mkdir()
    model.write_bytes(b"<html>not found</html>")
    page = words(owner.get("/storage/"))
    assert "the detector is damaged" in page and "fanlight detector get" in page
    model.write_bytes(b"\x1c\x00\x00\x00TFL3 and so on")
    assert "the detector" not in words(owner.get("/storage/"))


def test_storage_says_what_lies_there_and_what_went(owner: Client, home: Home) -> None:
    """Footage by camera, deletions with their reason, limits with undo, a check of what is there."""
    row = home.camera()
    home.film(row, NOON_US, 3)
    Deletion.objects.create(
        camera=row,
        start_us=NOON_US - 10**12,
        end_us=NOON_US - 10**12 + 10**6,
        size=5_000_000,
        reason="bytes",
        at_us=NOON_US,
    )
    page = owner.get("/storage/")
    assert page.status_code == 200
    assert "Front door" in words(page) and "to stay within the room you gave" in words(page) and "5.0 MB" in words(page)
    assert owner.post("/storage/limits/", {"days": "0", "giga": ""}).status_code == 400
    assert owner.post("/storage/limits/", {"days": "14", "giga": "100"}).status_code == 302
    assert (limits().days, limits().bytes) == (14, 100_000_000_000)
    owner.post("/storage/limits/undo/")
    assert (limits().days, limits().bytes) == (30, None)
    owner.post("/storage/limits/undo/")
    assert (limits().days, limits().bytes) == (30, None)
