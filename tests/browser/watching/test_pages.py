"""What all pages that one watches owe everybody: names, contrast, reflow, and a way without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_everywhere, sticks_out
from tests.browser.watching.conftest import DESK, PHONE
from tests.browser.watching.filming import Filmed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opened = Callable[..., Page]
NARROWEST = {"width": 320, "height": 700}


def paths(filmed: Filmed) -> list[str]:
    return [
        "/",
        f"/timeline/{filmed.date}/",
        f"/clips/{filmed.two_runs}/",
        f"/clips/{filmed.deleted}/",
        "/live/",
        f"/live/?camera={filmed.door}",
        "/kept/",
    ]


def test_axe_finds_nothing_serious(opened: Opened, filmed: Filmed) -> None:
    """Names, roles, contrast and order, on a day with events, in both themes and widths."""
    found = []
    for path in paths(filmed):
        page = opened(path, faulty=True)
        page.wait_for_timeout(600)
        found += serious_everywhere(page)
        page.context.close()
    assert found == []


def test_nothing_sticks_out_of_the_page(opened: Opened, filmed: Filmed) -> None:
    """No sideways scrolling down to 320 px."""
    for path in paths(filmed):
        page = opened(path, faulty=True)
        assert sticks_out(page, DESK, PHONE, NARROWEST) == []
        page.context.close()


def test_without_scripts_lists_and_links_lead_everywhere(opened: Opened, filmed: Filmed) -> None:
    """Days, hours, clips, keep and release work as plain links and forms."""
    page = opened(f"/timeline/{filmed.date}/", java_script_enabled=False)
    page.locator(".hours a").first.click()
    page.locator(f'[data-event="{filmed.press}"]').click()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Kept")).to_be_visible()
    page.goto(page.url.split("/clips")[0] + "/kept/")
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_role("heading", name="Nothing is kept on purpose")).to_be_visible()


def test_what_a_thumb_hits_is_large_enough(opened: Opened, filmed: Filmed) -> None:
    """Targets of 44 px for what a thumb does; nothing under 24."""
    page = opened(f"/clips/{filmed.two_runs}/", size=PHONE)
    small = page.evaluate(
        """[...document.querySelectorAll('main a, main button, main summary')]
          .map((one) => ({ html: one.outerHTML.slice(0, 80), box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width && (box.width < 24 || box.height < 24)).map(({ html }) => html)"""
    )
    assert small == []
    for deed in ("play", "back", "on", "frame"):
        box = page.locator(f"[data-do={deed}]").bounding_box()
        assert box and box["width"] >= 44 and box["height"] >= 44, deed


def test_a_covered_page_fetches_no_picture(opened: Opened, filmed: Filmed) -> None:
    """Covered means not fetched: no picture, preview or footage leaves the home for it."""
    page = opened("/kept/")
    page.context.add_cookies(
        [{"name": "fanlight_home_cover", "value": "1", "url": page.url.split("/kept")[0]}]  # type: ignore[list-item]
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in paths(filmed):
        page.goto(page.url.split("//")[0] + "//" + page.url.split("//")[1].split("/")[0] + path)
        page.wait_for_timeout(500)
    watched = ("/pictures/", "/previews/", "/footage/", "last.jpg", "now.jpg", "/live?")
    assert [url for url in asked if any(part in url for part in watched)] == []
