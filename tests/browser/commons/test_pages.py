"""The commons' pages hold in both widths and themes: axe, nothing sticks out, painting, no foreign request."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_everywhere, sticks_out
from tests.browser.commons.conftest import DESK, PHONE, Opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROWEST = {"width": 320, "height": 700}
PUBLIC = ["/", "/menu/", "/requests/", "/agencies/", "/agencies/maple-hollow-police/", "/ledger/", "/ledger/3/",
          "/transparency/", "/cast/", "/sign-in/", "/nothing-here/"]  # fmt: skip
OFFICER, STEWARD = "officer.nia.holt", "emil.sato"
STEWARDS = [
    "/desk/",
    "/keys/",
    "/desk/deeds/",
    "/desk/deeds/moratorium/",
    "/desk/agencies/",
    "/desk/agencies/new/",
    "/you/",
]
QUESTIONS = ["case", "offence", "facts", "area", "hours", "promise", "recipients", "attests", "supervisor"]


def walk(page: Page, origin: str, paths: list[str]) -> list[object]:
    found = []
    for path in paths:
        page.goto(origin + path)
        found += serious_everywhere(page)
    return found


def origin_of(page: Page) -> str:
    return re.match(r"http://[^/]+", page.url)[0]  # type: ignore[index]


def request_path(page: Page) -> str:
    page.goto(origin_of(page) + "/requests/")
    path = page.locator(".paper h3 a").first.get_attribute("href")
    assert path
    return path


def draft_path(page: Page) -> str:
    """A new draft of the officer; its address without the question."""
    page.goto(origin_of(page) + "/desk/")
    page.get_by_role("button", name="Begin a request").click()
    return re.search(r"/ask/\d+/", page.url)[0]  # type: ignore[index]


def test_axe_finds_nothing_serious(opened: Opened) -> None:
    """Names, roles, contrast and order, as a stranger, an officer and a steward see them, in both widths and themes."""
    page = opened("/")
    found = walk(page, origin_of(page), [*PUBLIC, request_path(page)])
    page = opened("/desk/", who=OFFICER)
    draft = draft_path(page)
    asked = [f"{draft}{slug}/" for slug in QUESTIONS]
    found += walk(page, origin_of(page), ["/desk/", *asked, f"{draft}check/"])
    page = opened("/desk/", who=STEWARD)
    found += walk(page, origin_of(page), STEWARDS)
    assert found == []


def test_nothing_sticks_out_of_the_page(opened: Opened) -> None:
    """No sideways scrolling down to 320 px; one h1 and one main on each."""
    page = opened("/")
    origin = origin_of(page)
    paths = [*PUBLIC, request_path(page)]
    officer = opened("/desk/", who=OFFICER)
    draft = draft_path(officer)
    for one, them in (
        (page, paths),
        (officer, ["/desk/", *[f"{draft}{slug}/" for slug in QUESTIONS], f"{draft}check/"]),
    ):
        for path in them:
            one.goto(origin + path)
            assert sticks_out(one, DESK, PHONE, NARROWEST) == []
            assert one.locator("h1").count() == 1 and one.locator("main").count() == 1, path


def test_a_public_page_works_without_scripts(opened: Opened) -> None:
    """Every room by the menu, on a phone, with scripts off."""
    page = opened("/", size=PHONE, java_script_enabled=False)
    for room in ("Requests", "Agencies", "Ledger", "Transparency"):
        page.get_by_role("link", name="Menu").click()
        page.get_by_role("main").get_by_role("link", name=room, exact=True).click()
        expect(page.locator("h1")).to_be_visible()


def test_cells_are_painted_and_counted_with_and_without_a_mouse(opened: Opened) -> None:
    """A drag ticks what it passes over; the keyboard ticks one; the sum says homes and size."""
    page = opened("/desk/", who=OFFICER)
    page.goto(origin_of(page) + draft_path(page) + "area/")
    boxes = [page.locator("#paint tbody tr").nth(9).locator("td").nth(at).bounding_box() for at in range(4, 8)]
    first, last = boxes[0], boxes[-1]
    assert first and last
    page.mouse.move(first["x"] + 9, first["y"] + 9)
    page.mouse.down()
    page.mouse.move(last["x"] + 9, last["y"] + 9, steps=12)
    page.mouse.up()
    expect(page.locator("#sum")).to_contain_text("4 cells")
    page.locator("#paint tbody tr").nth(10).locator("input").nth(4).focus()
    page.keyboard.press("Space")
    expect(page.locator("#sum")).to_contain_text("5 cells")
    page.mouse.click(first["x"] + 9, first["y"] + 9)
    expect(page.locator("#sum")).to_contain_text("4 cells")
