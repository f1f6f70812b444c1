"""The page on which cameras are put in order."""

from __future__ import annotations

import re

from fanlight.home.archive.models.cameras import Camera


def names(page: str) -> list[str]:
    return re.findall(r"<b>([^<]+)</b>", page[page.index("<main") :])


def test_buttons_move_a_camera_without_scripts_and_every_page_follows(mara, day):
    """Up and down are plain buttons; live, lanes and the cameras' list then stand in that order."""
    page = mara.get("/cameras/order/").content.decode()
    assert names(page) == ["Front door", "Drive"]
    assert mara.post("/cameras/order/", {"up": str(day.drive.pk)}).status_code == 302
    assert names(mara.get("/cameras/order/").content.decode()) == ["Drive", "Front door"]
    assert names(mara.get("/live/").content.decode()) == ["Drive", "Front door"]
    lanes = re.search(r"lane-names.*?</ul>", mara.get("/timeline/").content.decode(), re.DOTALL)
    assert lanes and lanes[0].index("Drive") < lanes[0].index("Front door")


def test_a_script_sends_the_whole_order_and_hears_what_stands(mara, day):
    """A camera that was added meanwhile follows those named; one that was removed is left out."""
    gate = day.camera("Gate", "at the gate")
    gone = day.camera("Old", "", removed_us=1)
    sent = ",".join(str(one) for one in (day.drive.pk, gone.pk, day.door.pk))
    answer = mara.post("/cameras/order/", {"order": sent}, headers={"Accept": "application/json"})
    assert answer.json()["order"] == [day.drive.pk, day.door.pk, gate.pk]
    assert list(Camera.objects.filter(removed_us=None)) == [day.drive, day.door, gate]


def test_an_order_that_is_none_changes_nothing(mara, day):
    """Nonsense leaves the cameras as they are."""
    mara.post("/cameras/order/", {"order": "1;drop"})
    assert list(Camera.objects.values_list("name", flat=True)) == ["Front door", "Drive"]


def test_one_camera_needs_no_order(mara, day):
    """The way there is drawn only where there is something to put in order."""
    assert "/cameras/order/" in mara.get("/cameras/").content.decode()
    day.drive.delete()
    assert "/cameras/order/" not in mara.get("/cameras/").content.decode()
