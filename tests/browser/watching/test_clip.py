"""The player in a real browser, on footage that the recorder's own writer wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.watching.conftest import until
from tests.browser.watching.filming import DAMAGED_PIECE, GAP_WORDS, Filmed
from tests.browser.webprocess import WebProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opened = Callable[..., Page]
PLAYS = "document.querySelector('video').currentTime > {0}"


def time(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def ready(page: Page) -> None:
    """A true picture is on the stage."""
    until(page, "document.querySelector('video').readyState >= 2")


def paused_at(page: Page, second: float) -> None:
    ready(page)
    page.keyboard.press("k")
    page.evaluate("(at) => { document.querySelector('video').currentTime = at; }", second)
    until(page, "!document.querySelector('video').seeking")


def test_a_clip_plays_over_two_runs_and_says_why_there_is_a_gap(opened: Opened, filmed: Filmed) -> None:
    """Two connections with different pictures play as one clip; between them playback jumps, with the reason."""
    page = opened(f"/clips/{filmed.two_runs}/")
    until(page, PLAYS.format(1))
    assert page.evaluate("document.querySelector('video').videoWidth") == 320
    page.evaluate("document.querySelector('video').currentTime = 18.5")
    expect(page.locator("[data-words]")).to_have_text(GAP_WORDS, timeout=10_000)
    until(page, PLAYS.format(30.5))
    assert page.evaluate("document.querySelector('video').videoWidth") == 640


def test_watching_marks_as_seen(opened: Opened, filmed: Filmed, web: WebProcess) -> None:
    """What was played is seen; the dot is gone from the list."""
    page = opened(f"/clips/{filmed.press}/")
    with page.expect_response("**/seen"):
        ready(page)
    page.goto(web.origin + f"/clips/{filmed.two_runs}/")
    row = page.locator(f'[data-event="{filmed.press}"]')
    expect(row).to_be_visible()
    expect(row.locator(".unseen")).to_have_count(0)


def test_a_damaged_piece_is_played_round_and_hatched(opened: Opened, filmed: Filmed) -> None:
    """One second is damaged: it is said, hatched on the reel, and what follows plays."""
    page = opened(f"/clips/{filmed.damaged}/", faulty=True)
    expect(page.locator("[data-words]")).to_contain_text("damaged", timeout=10_000)
    until(page, PLAYS.format(DAMAGED_PIECE + 1.2))
    expect(page.locator("[data-damage] rect")).to_have_count(1)


def test_h265_is_said_in_words_where_it_cannot_be_shown(opened: Opened, filmed: Filmed) -> None:
    """Debian's Chromium does not play H.265: words and the way out, no black stage."""
    page = opened(f"/clips/{filmed.h265}/")
    expect(page.locator("[data-words]")).to_have_text("This browser cannot show H.265. Download the clip.")


def test_deleted_footage_leaves_words(opened: Opened, filmed: Filmed) -> None:
    """The row, the picture and the reason stay; no player waits for what is gone."""
    page = opened(f"/clips/{filmed.deleted}/")
    expect(page.locator("main")).to_contain_text("to stay within the room you gave")
    expect(page.locator(".stage .still")).to_be_visible()


def test_the_clip_is_worked_by_keys_alone(opened: Opened, filmed: Filmed) -> None:
    """Space, K, arrows, Shift and arrows, L, the slider's own keys: each does what the list of keys says."""
    page = opened(f"/clips/{filmed.two_runs}/")
    paused_at(page, 2)
    page.keyboard.press("ArrowRight")
    until(page, "Math.abs(document.querySelector('video').currentTime - 12) < 0.3")
    page.keyboard.press("ArrowLeft")
    until(page, "Math.abs(document.querySelector('video').currentTime - 2) < 0.3")
    before = time(page)
    page.keyboard.press("Shift+ArrowRight")
    until(page, f"document.querySelector('video').currentTime > {before} + 0.02")
    assert time(page) - before < 0.3
    slider = page.get_by_role("slider", name="Place in the clip")
    slider.focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    until(page, "document.querySelector('video').currentTime < 1")
    assert "0 seconds of 50" in (slider.get_attribute("aria-valuetext") or "")
    page.locator("body").press("l")
    until(page, "!document.querySelector('video').paused")
    page.locator("body").press("l")
    assert page.evaluate("document.querySelector('video').playbackRate") == 2
    page.keyboard.press("k")
    until(page, "document.querySelector('video').paused")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_a_finger_on_the_reel_shows_a_preview_at_once_and_release_seeks(opened: Opened, filmed: Filmed) -> None:
    """Finger down: a preview within 50 ms and the time above it. Finger up: the true picture of that second."""
    page = opened(f"/clips/{filmed.two_runs}/")
    paused_at(page, 1)
    box = page.locator("[data-strip]").bounding_box()
    assert box
    took = page.evaluate(
        """async ([x, y]) => {
          const strip = document.querySelector('[data-strip]'), stage = document.querySelector('[data-stage]');
          strip.setPointerCapture = () => undefined;
          const began = performance.now();
          const at = { clientX: x, clientY: y, button: 0, isPrimary: true, bubbles: true };
          strip.dispatchEvent(new PointerEvent('pointerdown', at));
          const drawn = performance.now() - began;
          return { drawn, glancing: stage.classList.contains('glancing'),
                   bubble: document.querySelector('[data-bubble]').textContent };
        }""",
        [box["x"] + box["width"] * 0.7, box["y"] + 5],
    )
    assert took["glancing"] and took["drawn"] < 50 and took["bubble"] == "12:00:35", took
    page.locator("[data-strip]").dispatch_event(
        "pointerup", {"clientX": box["x"] + box["width"] * 0.7, "clientY": box["y"] + 5, "button": 0, "isPrimary": True}
    )
    until(page, "Math.abs(document.querySelector('video').currentTime - 35) < 0.3")
    until(page, "!document.querySelector('[data-stage]').classList.contains('glancing')")


def test_keep_is_drawn_at_once_and_taken_back_when_refused(opened: Opened, filmed: Filmed) -> None:
    """Optimistic, with Undo; when the home does not answer the lock opens again and the page says so."""
    page = opened(f"/clips/{filmed.two_runs}/", faulty=True)
    button = page.locator("[data-keep] button")
    page.locator("body").press("h")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Kept. It is not deleted").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(button).to_have_attribute("aria-pressed", "false")
    page.route("**/keep", lambda route: route.abort())
    button.click()
    expect(page.get_by_text("The home does not answer. Nothing was changed.").first).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_page_keys_do_not_wait_for_the_footage(opened: Opened, filmed: Filmed) -> None:
    """A playlist that never comes: H keeps the clip all the same."""
    page = opened("/live/")
    held: list[Route] = []
    page.route("**/playlist.json", lambda route: held.append(route))
    page.goto(page.url.replace("/live/", f"/clips/{filmed.door}/"))
    page.locator("body").press("h")
    expect(page.locator("[data-keep] button")).to_have_attribute("aria-pressed", "true")
    page.locator("body").press("h")
    expect(page.locator("[data-keep] button")).to_have_attribute("aria-pressed", "false")
    assert held
    for one in held:
        one.continue_()


def test_a_note_is_written_without_leaving_the_clip(opened: Opened, filmed: Filmed) -> None:
    """The note stands under the clip at once and is still there after a reload."""
    page = opened(f"/clips/{filmed.press}/")
    page.get_by_text("Note", exact=True).first.click()
    page.get_by_label("Note").fill("the parcel service")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-note-shown]")).to_have_text("the parcel service")
    expect(page.get_by_text("Note saved.").first).to_be_visible()
    page.reload()
    expect(page.locator("[data-note-shown]")).to_have_text("the parcel service")


def test_the_download_is_a_plain_file_of_the_whole_clip(opened: Opened, filmed: Filmed, tmp_path: Path) -> None:
    """One MP4 that any player opens; the hole is left out and everything else is in it."""
    page = opened(f"/clips/{filmed.damaged}/", faulty=True)
    with page.expect_download() as download:
        page.get_by_text("Download").click()
    assert download.value.suggested_filename.startswith("front-door-")
    file = tmp_path / "clip.mp4"
    download.value.save_as(file)
    with av.open(str(file)) as container:
        assert 15 <= sum(1 for _ in container.decode(video=0)) / 10 <= 21


def test_letters_do_nothing_where_somebody_types_or_switched_them_off(opened: Opened, filmed: Filmed) -> None:
    """An H in a note keeps no clip; letters can be switched off for good."""
    page = opened(f"/clips/{filmed.damaged}/", faulty=True)
    button = page.locator("[data-keep] button")
    page.get_by_text("Note", exact=True).first.click()
    page.get_by_label("Note").type("hhh")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.evaluate("localStorage.setItem('fanlight-keys-off', 'yes')")
    page.locator("h1").click()
    page.keyboard.press("h")
    expect(button).to_have_attribute("aria-pressed", "false")
