"""The pages of what stewards decide, and of what anybody checks: axe in both widths and themes, nothing sticks out."""

from __future__ import annotations

import pytest

from tests.browser.axe import serious_everywhere, sticks_out
from tests.browser.commons.conftest import DESK, PHONE, Opened
from tests.browser.commons.test_pages import NARROWEST, STEWARD, origin_of, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
POLICE = "maple-hollow-police"
PAGES = [
    "/desk/deeds/",
    "/desk/policy/",
    "/desk/stewards/add/",
    "/desk/witnesses/add/",
    f"/desk/agencies/{POLICE}/change/",
    "/desk/closing/",
    "/ledger/check/",
    "/ledger/check/?of=0",
    "/ledger/check/?of=nothing",
]


def test_axe_finds_nothing_serious(opened: Opened) -> None:
    """Names, roles, contrast and order; the form's errors and the page before a policy's paper among them."""
    page = opened("/desk/", who=STEWARD)
    found = walk(page, origin_of(page), PAGES)
    page.goto(f"{origin_of(page)}/desk/policy/")
    page.get_by_role("button", name="See what changes").click()
    found += serious_everywhere(page)
    page.get_by_label("Hours that a request may cover").fill("1")
    page.get_by_label("Reason").fill("Decided at the meeting of this week.")
    page.get_by_role("button", name="See what changes").click()
    found += serious_everywhere(page)
    page.get_by_role("button", name="Propose it").click()
    page.wait_for_url("**/desk/papers/**")
    found += serious_everywhere(page)
    assert found == []


def test_nothing_sticks_out_of_the_page(opened: Opened) -> None:
    """No sideways scrolling down to 320 px; one h1 and one main on each."""
    page = opened("/desk/", who=STEWARD)
    for path in PAGES:
        page.goto(origin_of(page) + path)
        assert sticks_out(page, NARROWEST, PHONE, DESK) == []
        assert page.locator("h1").count() == 1 and page.locator("main").count() == 1, path
