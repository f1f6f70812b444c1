"""S1: a camera is added, moves, is recorded, played; a bell rings; a light goes on."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.tour.browser import pictures
from tests.tour.house import RunningHome
from tests.tour.outside import PASSWORD, USER, camera, lamp

MOVES_WITHIN = 60.0  # s: the clip is 30 s long, and the first 10 s of a run are for learning
NAME = "Car park"


def camera_bell_and_light(page: Page, home: RunningHome, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, camera(Path(folder)) as address, lamp() as relay:
        _add_camera(page, home, out, address)
        _add_light(page, home, relay.address)
        event = _event(home)
        assert event["kind"] != "press"
        _play(page, home, out, event)
        assert relay.wait_for("/on", MOVES_WITHIN), f"the light was not asked to go on; calls: {relay.calls}"
        page.goto(f"{home.origin}/lights/")
        expect(page.locator(".lamp", has_text="porch light")).to_contain_text("On")
        pictures(page, out, "S1-light")
    _ring(page, home, out)


def _add_camera(page: Page, home: RunningHome, out: Path, address: str) -> None:
    page.goto(f"{home.origin}/cameras/add/")
    page.get_by_label("Address", exact=True).fill(address)
    page.get_by_label("Name that the camera asks for").fill(USER)
    page.get_by_label("Password of the camera").fill(PASSWORD)
    page.get_by_role("button", name="Look").click()
    expect(page.locator(".stage img")).to_be_visible(timeout=40_000)
    pictures(page, out, "S1-before-saving")
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Where, as you would say it").fill("in the car park")
    page.get_by_role("button", name="Add this camera").click()
    page.wait_for_url("**/cameras/**")
    listed = {one["name"]: one for one in json.loads(home.fanlight("camera", "list", "--json").stdout)}
    assert NAME in listed, listed
    assert PASSWORD not in page.content()


def _add_light(page: Page, home: RunningHome, address: str) -> None:
    page.goto(f"{home.origin}/lights/add/")
    page.get_by_label("Name", exact=True).fill("porch light")
    page.get_by_label("Address that switches it on").fill(f"{address}/on")
    page.get_by_label("Address that switches it off").fill(f"{address}/off")
    page.get_by_role("button", name="Add it").click()
    page.get_by_label("At this camera").select_option(label=NAME)
    for kind in page.get_by_role("group", name="When there is").get_by_role("checkbox").all():
        kind.check()
    page.get_by_label("Only between dusk and dawn").uncheck()
    page.get_by_role("button", name="Add the rule").click()
    expect(page.locator(".lamp-rules")).to_contain_text(NAME)


def _event(home: RunningHome) -> dict[str, Any]:
    """The first event of the new camera, once it has ended."""
    until = time.monotonic() + MOVES_WITHIN + 30
    while time.monotonic() < until:
        answer = home.fanlight("events", "--json")
        for event in json.loads(answer.stdout):
            if event["camera"] == NAME and event["end"]:
                found: dict[str, Any] = event
                return found
        time.sleep(1)
    raise AssertionError(f"nothing was seen at {NAME}; {home.fanlight('camera', 'list', '--json').stdout}")


def _play(page: Page, home: RunningHome, out: Path, event: dict[str, Any]) -> None:
    page.goto(f"{home.origin}/clips/{event['id']}/")
    page.wait_for_function("() => { const v = document.querySelector('video'); return v && v.videoWidth > 0 }")
    if page.evaluate("document.querySelector('video').paused"):
        page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames > 10")
    pictures(page, out, "S1-clip")
    target = out / "S1-event.mp4"
    assert home.fanlight("export", str(event["id"]), "--out", str(target), "--force").returncode == 0
    assert target.stat().st_size > 10_000
    target.unlink()


def _ring(page: Page, home: RunningHome, out: Path) -> None:
    """A press at the demo's doorbell rings a page that is open elsewhere."""
    listed = json.loads(home.fanlight("camera", "list", "--json").stdout)
    doorbell = next(one["id"] for one in listed if one["name"] == "Front door")
    elsewhere = page.context.new_page()
    try:
        elsewhere.goto(f"{home.origin}/")
        page.goto(f"{home.origin}/cameras/{doorbell}/bell/")
        page.get_by_role("button", name="Press the demo bell").click()
        expect(elsewhere.get_by_role("alertdialog")).to_be_visible(timeout=5_000)
        pictures(elsewhere, out, "S1-bell")
    finally:
        elsewhere.close()
    presses = [one for one in json.loads(home.fanlight("events", "--json").stdout) if one["kind"] == "press"]
    assert any(not one.get("demo") for one in presses), presses
