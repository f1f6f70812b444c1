"""The timeline in a real browser: strips, picture and list move together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching.conftest import PHONE, until
from tests.browser.watching.filming import GAP_WORDS, Filmed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opened = Callable[..., Page]
CLOCK = "document.querySelector('[data-clock]').textContent"
DRAG = """async ([selector, share, kind]) => {
  const strip = [...document.querySelectorAll(selector)].find((one) => one.getBoundingClientRect().width);
  strip.setPointerCapture = () => undefined;
  const box = strip.getBoundingClientRect();
  const bubble = strip.querySelector('[data-bubble]');
  const began = performance.now();
  const at = { clientX: box.left + box.width * share, clientY: box.top + 4, button: 0, isPrimary: true, bubbles: true };
  for (const name of kind.split(' ')) strip.dispatchEvent(new PointerEvent(name, at));
  return { took: performance.now() - began, text: strip.getAttribute('aria-valuetext'),
           glancing: document.querySelector('[data-stage]').classList.contains('glancing'),
           bubble: bubble.hidden ? '' : bubble.textContent };
}"""


def at(filmed: Filmed, clock: str) -> str:
    return f"/timeline/{filmed.date}/?camera={filmed.door}&at={filmed.date}T{clock}"


def test_an_address_opens_its_second(opened: Opened, filmed: Filmed) -> None:
    """`?at=` shows the picture of that second, and the list of that hour."""
    page = opened(at(filmed, "12:00:12"))
    until(page, f"{CLOCK} === '12:00:12' && document.querySelector('video').readyState >= 2")
    expect(page.locator("#hour-head")).to_have_text("12:00–12:59")
    expect(page.locator(f'#hour [data-event="{filmed.press}"]')).to_be_visible()


def test_scrubbing_shows_previews_and_release_seeks_and_plays(opened: Opened, filmed: Filmed) -> None:
    """Finger down: preview within 50 ms, time in the bubble. Finger up: the true picture, and it plays."""
    page = opened(at(filmed, "12:00:12"))
    until(page, "document.querySelector('video').readyState >= 2")
    downs = [page.evaluate(DRAG, ["[data-strip=near]", 0.5 + 5 / 600, "pointerdown"]) for _ in range(3)]
    down = min(downs, key=lambda one: one["took"])  # the machine may be busy
    assert down["took"] < 50 and down["glancing"], downs
    assert down["bubble"].startswith("12:00:1"), down
    page.evaluate(DRAG, ["[data-strip=near]", 0.5 + 5 / 600, "pointerup"])
    until(page, "!document.querySelector('video').paused && document.querySelector('video').currentTime > 0")
    until(page, "!document.querySelector('[data-stage]').classList.contains('glancing')")


def test_a_mark_attracts_the_finger(opened: Opened, filmed: Filmed) -> None:
    """Within 8 px of an event the strip takes the event's own second."""
    page = opened(at(filmed, "12:00:12"))
    until(page, "document.querySelector('video').readyState >= 2")
    width = page.locator("[data-strip=near]").bounding_box()["width"]  # type: ignore[index]
    press_share = 0.5 + (1205 - 12) / 600  # outside at ten minutes; the strip is widened first
    assert press_share > 1
    for _ in range(2):
        page.get_by_role("button", name="Show more time").click()
    share = 0.5 + (1205 - 12) / 3600
    page.evaluate(DRAG, ["[data-strip=near]", share + 5 / width, "pointerdown pointerup"])
    until(page, "new URL(location.href).searchParams.get('at').endsWith('T12:20:05')")  # it plays on from there
    until(page, "document.querySelector('video').readyState >= 2 && !document.querySelector('video').paused")
    assert "12:20:05" <= page.evaluate(CLOCK) < "12:20:15", "another moment's picture"


def test_a_place_beyond_what_was_listed_is_shown_itself(opened: Opened, filmed: Filmed) -> None:
    """Footage listed after the source was opened lies past its end: the picture is of the second that was typed."""
    page = opened(at(filmed, "12:00:12"))
    until(page, "document.querySelector('video').readyState >= 2")
    page.keyboard.press("g")
    page.keyboard.type("12:20:07")
    page.keyboard.press("Enter")
    page.wait_for_url("**at=*12%3A20%3A07*")
    until(page, "document.querySelector('video').readyState >= 2 && !document.querySelector('video').seeking")
    seconds = "document.querySelector('video').currentTime % 86400"
    assert page.evaluate(f"{seconds} - ({seconds} % 1)") == 12 * 3600 + 20 * 60 + 7
    assert page.evaluate(CLOCK) == "12:20:07"


def test_playing_jumps_over_a_gap_with_words(opened: Opened, filmed: Filmed) -> None:
    """At the end of a run the reason is said and playing goes on with the next."""
    page = opened(at(filmed, "12:00:18"))
    until(page, "document.querySelector('video').readyState >= 2")
    page.keyboard.press(" ")
    expect(page.locator("[data-words]")).to_have_text(GAP_WORDS, timeout=10_000)
    until(page, f"{CLOCK} >= '12:00:31'")


def test_without_dragging_every_place_is_reached(opened: Opened, filmed: Filmed) -> None:
    """Event before and after, ten seconds, a typed time, zoom: all by buttons or keys."""
    page = opened(at(filmed, "12:00:05"))
    until(page, "document.querySelector('video').readyState >= 2")
    page.get_by_role("link", name="Event after this").click()
    until(page, f"{CLOCK}.startsWith('12:10:0')")
    page.keyboard.press("ArrowDown")
    until(page, f"{CLOCK}.startsWith('12:00:0')")
    page.get_by_role("button", name="On 10 seconds").click()
    until(page, f"{CLOCK}.startsWith('12:00:1')")
    page.keyboard.press("g")
    page.keyboard.type("12:20:07")
    page.keyboard.press("Enter")
    page.wait_for_url("**at=*12%3A20%3A07*")
    until(page, f"{CLOCK} === '12:20:07'")


def test_the_strip_says_its_place_to_the_ear(opened: Opened, filmed: Filmed) -> None:
    """Arrow keys move the slider and its words."""
    page = opened(at(filmed, "12:00:05"))
    until(page, "document.querySelector('video').readyState >= 2")
    near = page.get_by_role("slider", name="Five minutes before and after")
    near.focus()
    page.keyboard.press("ArrowRight")
    until(page, f"{CLOCK} >= '12:00:15'")
    assert (near.get_attribute("aria-valuetext") or "") >= "12:00:15"


def test_another_camera_shows_the_same_second(opened: Opened, filmed: Filmed) -> None:
    """The picture changes, the time stays; what this browser cannot play is said."""
    page = opened(at(filmed, "12:10:05"), faulty=True)  # the damaged piece answers 422
    until(page, "document.querySelector('video').readyState >= 2")
    page.get_by_role("link", name="Garden", exact=True).click()
    expect(page.locator("[data-words]")).to_contain_text("This browser cannot show H.265")
    page.get_by_role("link", name="Front door", exact=True).click()
    until(page, f"{CLOCK}.startsWith('12:10:')")


def test_a_phone_has_the_same_strips(opened: Opened, filmed: Filmed) -> None:
    """The merged strip on a phone is a slider too; the lanes lie behind “By camera”."""
    page = opened(at(filmed, "12:00:05"), size=PHONE, has_touch=True)
    until(page, "document.querySelector('video').readyState >= 2")
    page.evaluate(DRAG, ["[data-strip=day]", 0.5 + 12 / 86_400, "pointerdown pointerup"])
    until(page, f"{CLOCK} >= '12:00:00' && {CLOCK} < '12:11:00'")
    page.get_by_text("By camera").click()
    expect(page.locator(".by-camera svg.lanes")).to_be_visible()
