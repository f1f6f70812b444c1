"""Rows of events: a finger that swipes left snoozes, one that swipes right keeps; the same stands in the row's menu."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.watching.conftest import PHONE
from tests.browser.watching.filming import Filmed
from tests.browser.webprocess import WebProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opened = Callable[..., Page]
SEEN = (
    "from fanlight.home.archive.models.events import Event, Hold\n"
    "from fanlight.home.tell.models.wishes import Snooze\n"
    "print(Event.objects.get(pk={0}).seen, Hold.objects.filter(event={0}).count(), Snooze.objects.count())"
)


def state(web: WebProcess, event: int) -> list[str]:
    """Seen or not, how many holds, how many snoozes."""
    return web.python(SEEN.format(event)).split()


def phone(opened: Opened, filmed: Filmed, **settings: object) -> tuple[Page, Locator]:
    """Another clip's page, with the press among the events of its day."""
    page = opened(f"/clips/{filmed.two_runs}/", size=PHONE, has_touch=True, is_mobile=True, **settings)
    row = page.locator(f'[data-row]:has([data-event="{filmed.press}"])')
    row.scroll_into_view_if_needed()
    return page, row


def swipe(page: Page, row: Locator, across: int, along: int = 0) -> None:
    """A real finger: Playwright has only taps, the browser's own protocol has the rest."""
    box = row.locator("a").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)
    points = [{"x": x, "y": y}]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    for step in range(1, 9):
        points = [{"x": x + across * step / 8, "y": y + along * step / 8}]
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_right_keeps_with_a_tick_of_haptics_and_undo(opened: Opened, filmed: Filmed, web: WebProcess) -> None:
    """The lock is drawn at once, the toast takes it back, and the event is as unseen as before."""
    page, row = phone(opened, filmed)
    before = state(web, filmed.press)
    page.evaluate("globalThis.felt = []; navigator.vibrate = (ms) => felt.push(ms); 0")
    swipe(page, row, 180)
    expect(row.get_by_role("img", name="kept")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("Kept.")
    assert state(web, filmed.press) == [before[0], "1", before[2]]
    assert page.evaluate("felt") == [20]
    assert page.url.endswith(f"/clips/{filmed.two_runs}/")  # the finger's lift was no tap
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(row.get_by_role("img", name="kept")).to_be_hidden()
    expect(page.locator(".toast")).to_contain_text("Released.")
    assert state(web, filmed.press) == before


def test_left_snoozes_for_an_hour_with_undo(opened: Opened, filmed: Filmed, web: WebProcess) -> None:
    """Where it happened; without haptics, which are Keep's."""
    page, row = phone(opened, filmed)
    before = state(web, filmed.press)
    page.evaluate("globalThis.felt = []; navigator.vibrate = (ms) => felt.push(ms); 0")
    swipe(page, row, -180)
    expect(page.locator(".toast")).to_contain_text("is quiet until")
    assert state(web, filmed.press) == [before[0], before[1], "1"] and page.evaluate("felt") == []
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("You are told again.")
    assert state(web, filmed.press) == before


def test_what_is_no_swipe_does_nothing(opened: Opened, filmed: Filmed, web: WebProcess) -> None:
    """Too short, or along the page; with reduced motion the row moves with the finger and eases nowhere."""
    page, row = phone(opened, filmed, reduced_motion="reduce")
    before = state(web, filmed.press)
    swipe(page, row, 60)
    swipe(page, row, 40, along=-160)
    page.wait_for_timeout(300)
    assert state(web, filmed.press) == before and page.locator(".toast").count() == 0
    assert row.locator("a").evaluate("one => one.style.transform") == ""
    assert row.locator("a").evaluate("one => getComputedStyle(one).transitionDuration") in ("0s", "1e-05s")


def test_the_menu_says_the_same_and_keys_reach_it(opened: Opened, filmed: Filmed, web: WebProcess) -> None:
    """Opened with Enter, left with Escape; Keep becomes Release."""
    page = opened(f"/clips/{filmed.two_runs}/")
    row = page.locator(f'[data-row]:has([data-event="{filmed.press}"])')
    more = row.locator("summary")
    more.focus()
    more.press("Enter")
    expect(row.get_by_role("button", name="Snooze")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row.get_by_role("button", name="Snooze")).to_be_hidden()
    expect(more).to_be_focused()
    more.press("Enter")
    row.get_by_role("button", name="Keep").click()
    expect(row.get_by_role("img", name="kept")).to_be_visible()
    more.press("Enter")
    row.get_by_role("button", name="Release").click()
    expect(page.locator(".toast")).to_contain_text("Released.")
    assert state(web, filmed.press)[1] == "0"


def test_without_scripts_the_menu_is_a_form(opened: Opened, filmed: Filmed, web: WebProcess) -> None:
    """It comes back to the page that it was on."""
    page = opened(f"/clips/{filmed.two_runs}/", java_script_enabled=False)
    row = page.locator(f'[data-row]:has([data-event="{filmed.press}"])')
    row.locator("summary").click()
    row.get_by_role("button", name="Keep").click()
    assert page.url.endswith(f"/clips/{filmed.two_runs}/") and state(web, filmed.press)[1] == "1"
    row.locator("summary").click()
    row.get_by_role("button", name="Release").click()
    assert state(web, filmed.press)[1] == "0"


def test_the_key_snoozes_what_is_watched(opened: Opened, filmed: Filmed, web: WebProcess) -> None:
    """S on the clip's page; the list of keys says so."""
    page = opened(f"/clips/{filmed.press}/")
    page.keyboard.press("s")
    expect(page.locator(".toast")).to_contain_text("is quiet until")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("You are told again.")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("snooze 1 h")
    assert state(web, filmed.press)[2] == "0"
