"""The pages about the house hold in both widths and themes: axe, nothing sticks out, keys reach everything."""

from __future__ import annotations

import pytest

from tests.browser.axe import serious_everywhere, sticks_out
from tests.browser.house.conftest import DESK, PHONE, Opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROWEST = {"width": 320, "height": 700}
PATHS = [
    "/cameras/",
    "/cameras/add/",
    "/cameras/1/",
    "/cameras/2/",
    "/cameras/1/address/",
    "/cameras/1/zones/",
    "/storage/",
    "/house/",
    "/house/name/",
    "/you/",
    "/you/keys/",
    "/you/keys/passkeys/",
    "/nothing-here/",
]


def test_axe_finds_nothing_serious(opened: Opened) -> None:
    """Names, roles, contrast and order, in both widths and themes."""
    found = []
    for path in PATHS:
        page = opened(path)
        found += serious_everywhere(page)
        page.context.close()
    assert found == []


def test_nothing_sticks_out_of_the_page(opened: Opened) -> None:
    """No sideways scrolling down to 320 px."""
    for path in PATHS:
        page = opened(path)
        assert sticks_out(page, DESK, PHONE, NARROWEST) == []
        page.context.close()


def test_targets_of_a_thumb_are_large(opened: Opened) -> None:
    """Nothing that is pressed is under 24 px high, buttons and tabs not under 36."""
    small = """[...document.querySelectorAll('button, .btn, .tabs a, .rows a, .seg label')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 36)
        .map((one) => one.outerHTML.slice(0, 90))"""
    for path in PATHS:
        page = opened(path, size=PHONE)
        assert page.evaluate(small) == [], path
        page.context.close()


def test_one_heading_and_named_landmarks(opened: Opened) -> None:
    """One h1, one main, and no two navigations shown at once."""
    for path in PATHS:
        page = opened(path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1, path
        assert page.locator("nav:visible").count() <= 1, path
        page.context.close()


def test_the_theme_is_the_servers(opened: Opened) -> None:
    """A chosen theme stands in the page as it comes, whatever the device prefers."""
    page = opened("/house/", color_scheme="light")
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("button", name="Use this").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(12, 17, 16)"
    page.get_by_role("radio", name="As the device").check()
    page.get_by_role("button", name="Use this").click()
    assert page.locator("html").get_attribute("data-theme") is None


def test_a_toast_stays_while_it_is_pointed_at(opened: Opened) -> None:
    """Undo stands in the toast; the words are in the live region too."""
    page = opened("/storage/")
    page.get_by_label("Delete footage older than, in days").fill("21")
    page.get_by_role("button", name="Save").click()
    toast = page.locator(".toast")
    assert "Saved" in toast.inner_text()
    assert "Saved" in page.locator("#says").inner_text()
    toast.get_by_role("button", name="Undo").click()
    assert page.get_by_label("Delete footage older than, in days").input_value() == "30"
