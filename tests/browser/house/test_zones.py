"""Zones are drawn with the mouse, with keys and as numbers; saved at once, undone, refused in words."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house.conftest import Opened
from tests.browser.webprocess import WebProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READ = (
    "import json\nfrom fanlight.home.archive.models.cameras import Zone\n"
    "print(json.dumps({z.name: [z.purpose, z.sensitivity, z.points] for z in Zone.objects.filter(camera=1)}))"
)
RESET = (
    "from fanlight.home.archive.actions.zones import Outline, set_zones\n"
    "from fanlight.home.archive.models.cameras import Camera\n"
    "from tests.browser.house.filling import PATH\n"
    "set_zones(camera=Camera.objects.get(pk=1), zones=[Outline('Path', 'watch', PATH, 50)])"
)

NONE = RESET.replace("[Outline('Path', 'watch', PATH, 50)]", "[]")
PROPOSED = {
    "name": "Path",
    "points": [[4000, 3000], [6000, 3000], [7000, 10000], [3000, 10000]],
    "words": "Something has moved 5 times since yesterday, most of it here.",
    "zones": [],
    "whole": 50,
}


@pytest.fixture
def zones(opened: Opened, house: WebProcess) -> Page:
    house.python(RESET)
    page = opened("/cameras/1/zones/")
    expect(page.locator(".handle")).to_have_count(4)
    return page


def saved(page: Page, house: WebProcess) -> dict[str, list]:
    expect(page.locator("#saved")).to_be_visible()
    return json.loads(house.python(READ))


def test_a_corner_is_moved_with_keys(zones: Page, house: WebProcess) -> None:
    """Arrows move 1 %, with Shift 0.1 %; Insert and Delete change the number of corners; Ctrl Z takes each back."""
    corner = zones.get_by_role("button", name="Corner 1 of Path")
    corner.focus()
    zones.keyboard.press("ArrowRight")
    zones.keyboard.press("Shift+ArrowDown")
    expect(corner).to_have_attribute("aria-label", "Corner 1 of Path, 31.0 % from the left, 50.1 % from the top")
    assert saved(zones, house)["Path"][2][0] == [3100, 5010]
    zones.keyboard.press("Insert")
    expect(zones.locator(".handle")).to_have_count(5)
    expect(zones.get_by_role("button", name="Corner 2 of Path")).to_be_focused()
    zones.keyboard.press("Delete")
    expect(zones.locator(".handle")).to_have_count(4)
    for _ in range(4):
        zones.keyboard.press("Control+z")
    expect(corner).to_have_attribute("aria-label", "Corner 1 of Path, 30.0 % from the left, 50.0 % from the top")
    expect(zones.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_corner_is_dragged(zones: Page, house: WebProcess) -> None:
    """And never out of the picture; a line's middle, dragged, becomes a corner."""
    spot = zones.locator('[data-corner="0"] .spot').bounding_box()
    assert spot
    zones.mouse.move(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    zones.mouse.down()
    zones.mouse.move(-50, spot["y"] - 60, steps=5)
    zones.mouse.up()
    moved = saved(zones, house)["Path"][2][0]
    assert moved[0] == 0 and 3500 < moved[1] < 5000
    middle = zones.locator(".between .spot").first.bounding_box()
    assert middle
    zones.mouse.move(middle["x"] + 2, middle["y"] + 2)
    zones.mouse.down()
    zones.mouse.move(middle["x"], middle["y"] - 30, steps=3)
    zones.mouse.up()
    expect(zones.locator(".handle")).to_have_count(5)


def test_crossing_lines_are_refused_in_words(zones: Page, house: WebProcess) -> None:
    """Nothing is saved until the outline is one again; outside the picture is refused too."""
    zones.get_by_text("Corners as numbers").click()
    left = zones.get_by_label("Corner 1, percent from the left")
    left.fill("95")
    left.press("Tab")
    zones.get_by_label("Corner 1, percent from the top").fill("90")
    zones.get_by_label("Corner 1, percent from the top").press("Tab")
    fault = zones.get_by_role("alert").filter(has_text="Path")
    expect(fault).to_have_text("Path: The outline crosses itself at corner 4. Move it, or Undo.")
    left.fill("120")
    left.press("Tab")
    expect(fault).to_have_text("Path: Corner 1 lies outside the picture. Move it, or Undo.")
    zones.wait_for_timeout(600)
    for _ in range(3):
        zones.get_by_role("button", name="Undo").click()
    expect(fault).to_be_hidden()
    assert saved(zones, house)["Path"][2][0] == [3000, 5000]


def test_purpose_name_sensitivity_and_removal(zones: Page, house: WebProcess) -> None:
    """A new zone is named, made private; the slider says its value in words; removing all leaves the whole picture."""
    zones.get_by_role("button", name="New zone").click()
    zones.keyboard.type("Window")
    zones.get_by_role("radio", name="Private").check()
    expect(zones.get_by_label("Sensitivity")).to_be_hidden()
    zones.get_by_role("button", name="Path Watched").click()
    slider = zones.get_by_label("Sensitivity")
    slider.focus()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "6 of 10")
    found = saved(zones, house)
    assert found["Path"][1] == 60 and found["Window"][0] == "private"
    zones.get_by_role("button", name="Remove zone").click()
    zones.get_by_role("button", name="Window Private").click()
    zones.get_by_role("button", name="Remove zone").click()
    expect(zones.get_by_role("button", name="Whole picture")).to_be_visible()
    assert saved(zones, house) == {}


def unwatched(opened: Opened, house: WebProcess, answer: dict) -> Page:
    """The page of a camera without a zone; what the home proposes is given (its own tests: unit, test_proposing)."""
    house.python(NONE)
    page = opened("/cameras/1/")
    page.route("**/cameras/1/zones/path", lambda route: route.fulfill(json=answer))
    page.goto(page.url + "zones/")
    return page


def test_a_proposed_path_is_taken_with_one_tap_and_given_back(opened: Opened, house: WebProcess) -> None:
    """It is drawn before anything is saved; taken it is a zone like any other, and Undo brings the proposal back."""
    page = unwatched(opened, house, PROPOSED)
    expect(page.get_by_text("Something has moved 5 times")).to_be_visible()
    expect(page.locator("#proposed")).to_be_visible()
    assert json.loads(house.python(READ)) == {}
    page.get_by_role("button", name="Use this path").click()
    expect(page.get_by_role("button", name="Path Watched")).to_be_focused()
    expect(page.locator("#proposal")).to_be_hidden()
    expect(page.locator(".handle")).to_have_count(4)
    assert saved(page, house)["Path"] == ["watch", 50, PROPOSED["points"]]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Use this path")).to_be_visible()
    assert saved(page, house) == {}


def test_a_dismissed_path_stays_away(opened: Opened, house: WebProcess) -> None:
    """On this device; the whole picture goes on counting."""
    page = unwatched(opened, house, PROPOSED)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("#proposed")).to_be_hidden()
    expect(page.get_by_role("button", name="New zone")).to_be_focused()
    page.reload()
    expect(page.get_by_role("button", name="Whole picture Watched")).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.locator("#proposal")).to_be_hidden()
    assert json.loads(house.python(READ)) == {}


def test_too_little_movement_is_said_and_nothing_is_drawn(opened: Opened, house: WebProcess) -> None:
    """Words, and no button that would do nothing."""
    words = "Something has moved once. A path is proposed from 3 times on. Walk past the camera, or draw one."
    page = unwatched(opened, house, {**PROPOSED, "points": [], "words": words})
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="Use this path")).to_be_hidden()
    expect(page.locator("#proposed")).to_be_hidden()


def test_first_steps_show_the_path_and_take_it(opened: Opened, house: WebProcess) -> None:
    """On the front door's last picture; the pane lights up, and Undo puts it out."""
    house.python(NONE)
    page = opened("/first-steps/")
    page.route("**/cameras/1/zones/path", lambda route: route.fulfill(json=PROPOSED))
    page.reload()
    page.get_by_role("button", name="Use this path").click()
    expect(page.get_by_role("button", name="Use this path")).to_have_count(0)
    expect(page.locator("li.done h2", has_text="What counts")).to_be_visible()
    assert json.loads(house.python(READ))["Path"][2] == PROPOSED["points"]
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Use this path")).to_be_visible()
    assert json.loads(house.python(READ)) == {}
