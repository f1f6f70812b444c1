"""Hold to compare, with mouse, finger and key: the clip as recorded only while it is held, at the same place in the
film, said by a label; and the pages of one camera."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.asks.conftest import DESK, PHONE, Opened
from tests.browser.axe import serious_everywhere, sticks_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEAVES, RECORDED = "as it would leave", "as recorded, this house alone"


def state(page: Page) -> tuple[str, bool]:
    """What the label says, and whether the clip as recorded is what is seen."""
    chip = page.locator("[data-chip]").inner_text()
    seen = page.evaluate("getComputedStyle(document.querySelector('[data-original]')).visibility")
    return chip, seen == "visible"


def shown(page: Page, wanted: tuple[str, bool]) -> None:
    for _ in range(100):
        if state(page) == wanted:
            return
        page.wait_for_timeout(50)
    assert state(page) == wanted


def with_mouse(page: Page) -> Callable[[], None]:
    box = page.locator("[data-hold]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    return page.mouse.up


def with_key(page: Page) -> Callable[[], None]:
    page.locator("[data-hold]").focus()
    page.keyboard.down("Space")
    return lambda: page.keyboard.up("Space")


def with_finger(page: Page) -> Callable[[], None]:
    client = page.context.new_cdp_session(page)
    page.locator("[data-hold]").scroll_into_view_if_needed()
    box = page.locator("[data-hold]").bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})

    def end() -> None:
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    return end


@pytest.mark.parametrize("hold", [with_mouse, with_key, with_finger])
def test_the_clip_as_recorded_is_seen_only_while_it_is_held(
    opened: Opened, rows: dict[str, int], hold: Callable[[Page], Callable[[], None]]
) -> None:
    """At the place where the film stands; nothing of it counts as watched; released, the covered film is back."""
    page = opened(f"/left/{rows['check']}/cover/", size=PHONE, has_touch=True)
    page.wait_for_selector("[data-hold]")
    page.evaluate("document.querySelector('[data-video]').currentTime = 3")
    page.wait_for_timeout(300)
    shown(page, (LEAVES, False))
    watched = page.locator("[data-watched-s]").inner_text()
    release = hold(page)
    shown(page, (RECORDED, True))
    assert page.locator("[data-hold]").get_attribute("aria-pressed") == "true"
    places = page.evaluate(
        "[...document.querySelectorAll('[data-video], [data-original]')].map((one) => one.currentTime)"
    )
    assert abs(places[0] - 3) < 0.2 and abs(places[0] - places[1]) < 0.05
    page.wait_for_timeout(600)
    assert page.evaluate("document.querySelector('[data-video]').paused")
    release()
    shown(page, (LEAVES, False))
    assert page.locator("[data-watched-s]").inner_text() == watched


def test_it_is_let_go_when_the_page_loses_the_finger(opened: Opened, rows: dict[str, int]) -> None:
    """The focus moves on while the key is down: the covered film is back by itself."""
    page = opened(f"/left/{rows['check']}/cover/")
    page.wait_for_selector("[data-hold]")
    with_key(page)
    shown(page, (RECORDED, True))
    page.evaluate("document.activeElement.blur()")
    shown(page, (LEAVES, False))


def test_printed_text_is_drawn_on_the_zone_canvas(opened: Opened, rows: dict[str, int]) -> None:
    """A box is added, moved by keys and saved; the strip at the top is accepted by one tap; the film is then to be
    covered anew."""
    path = f"/cameras/{rows['camera']}/printed/"
    page = opened(f"{path}?next=/left/{rows['check']}/cover/")
    page.locator("#new").click()
    corner = page.locator("[data-corner='2']")
    before = corner.get_attribute("aria-label")
    corner.focus()
    page.keyboard.press("ArrowDown")
    page.locator("#saved").wait_for(state="visible")
    assert page.locator("[data-corner='2']").get_attribute("aria-label") != before
    page.reload()
    assert page.locator("#list button").count() == 1
    page.get_by_role("button", name="Top strip").click()
    page.wait_for_url(f"**/left/{rows['check']}/cover/")
    assert page.get_by_role("button", name="Cover it anew").count() == 1
    page.goto(page.url.split("/left/")[0] + path)
    page.get_by_role("button", name="No text").click()
    page.goto(page.url.split("/cameras/")[0] + f"/left/{rows['check']}/cover/")
    assert page.get_by_role("button", name="Cover it anew").count() == 0


def test_the_pages_of_one_camera(opened: Opened, rows: dict[str, int]) -> None:
    """Axe finds nothing serious in both widths and themes, nothing sticks out, one heading."""
    for path in (
        f"/cameras/{rows['camera']}/place/",
        f"/cameras/{rows['camera']}/printed/",
        f"/cameras/{rows['camera']}/",
    ):
        page = opened(path, reduced_motion="reduce")
        assert page.locator("h1").count() == 1, path
        assert serious_everywhere(page) == []
        assert sticks_out(page, {"width": 320, "height": 700}, PHONE, DESK) == []
        page.context.close()
