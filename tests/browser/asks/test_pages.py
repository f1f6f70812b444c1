"""The pages about requests in both widths and themes: axe, nothing sticks out, targets, one heading; and the film
that is watched fills its scrubber and opens the way to consent."""

from __future__ import annotations

import pytest

from tests.browser.asks.conftest import DESK, PHONE, Opened
from tests.browser.axe import serious_everywhere, sticks_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROWEST = {"width": 320, "height": 700}


def paths(rows: dict[str, int]) -> list[str]:
    return [
        "/requests/",
        f"/requests/{rows['ask']}/",
        f"/requests/{rows['ask']}/whole/",
        f"/requests/{rows['ask']}/choose/",
        f"/requests/fits/{rows['fit']}/",
        f"/left/{rows['check']}/cover/",
        "/left/",
        f"/left/{rows['waits']}/",
        f"/left/{rows['left']}/",
        "/house/private-log/",
        "/house/commons/",
        "/",
    ]


def test_axe_finds_nothing_serious(opened: Opened, rows: dict[str, int]) -> None:
    """Names, roles, contrast and order, in both widths and themes."""
    found = []
    for path in paths(rows):
        page = opened(path)
        found += serious_everywhere(page)
        page.context.close()
    assert found == []


def test_nothing_sticks_out_and_one_heading(opened: Opened, rows: dict[str, int]) -> None:
    """No sideways scrolling down to 320 px; one h1, one main."""
    for path in paths(rows):
        page = opened(path)
        assert sticks_out(page, DESK, PHONE, NARROWEST) == []
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1, path
        page.context.close()


def test_targets_of_a_thumb_are_large(opened: Opened, rows: dict[str, int]) -> None:
    """Buttons, links of a list and clips are at least 36 px high."""
    small = """[...document.querySelectorAll('button, .btn, .tabs a, .rows a, .slip, .fit')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 36)
        .map((one) => one.outerHTML.slice(0, 90))"""
    for path in paths(rows)[:-1]:  # Today has its own test
        page = opened(path, size=PHONE)
        assert page.evaluate(small) == [], path
        page.context.close()


def test_decline_and_share_have_the_same_shape(opened: Opened, rows: dict[str, int]) -> None:
    """Side by side, as wide and as high, in the same colours."""
    page = opened(f"/requests/{rows['ask']}/", size=PHONE)
    shapes = page.evaluate(
        """[...document.querySelectorAll('.choose .btn')].map((one) => {
            const box = one.getBoundingClientRect(), style = getComputedStyle(one);
            return [Math.round(box.width), Math.round(box.height), Math.round(box.top), style.color,
                style.backgroundColor, style.fontWeight, style.boxShadow].join(' ');
        })"""
    )
    assert len(shapes) == 2 and shapes[0] == shapes[1]


def test_watching_fills_the_scrubber_and_opens_the_way(opened: Opened, rows: dict[str, int]) -> None:
    """At first the way on is closed; once the film was played to its end it leads to consent, also after a reload."""
    path = f"/left/{rows['check']}/cover/"
    page = opened(path)
    page.wait_for_selector(".film-over .label", state="attached")
    on = page.locator("[data-go-on]")
    assert on.get_attribute("aria-disabled") == "true"
    for _ in range(2):
        page.locator("[data-do=rate]").click()
    page.locator("[data-do=play]").click()
    page.locator("[data-go-on]:not([aria-disabled])").wait_for(timeout=60_000)
    assert page.locator("[data-seen] rect").count() >= 1
    page.reload()
    assert page.locator("[data-go-on]").get_attribute("aria-disabled") is None
    on.click()
    page.wait_for_url("**/you/confirm/**")
