"""The record's pages in a browser: axe, both widths and themes, without JavaScript, nothing from outside."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import SETTLES, serious_everywhere
from tests.browser.record.conftest import DESK, PHONE, Opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROWEST = {"width": 320, "height": 700}
PATHS = [
    "/",
    "/menu.html",
    "/agencies.html",
    "/state/KY.html",
    "/agency/KY0568000.html",
    "/agency/TXDPD0000.html",
    "/registry.html",
    "/town.html",
    "/town/RI.html",
    "/methods.html",
    "/statistics.html",
    "/agency/AZ0071700.html",
    "/downloads.html",
    "/corrections.html",
    "/contest.html",
    "/rows/mpv.html",
]


def test_axe_finds_nothing_serious(opened: Opened) -> None:
    """Names, roles, contrast and order, in both widths and themes."""
    found = []
    for path in PATHS:
        page = opened(path, bypass_csp=True)
        found += serious_everywhere(page)
        page.context.close()
    assert found == []


def test_nothing_sticks_out_of_the_page(opened: Opened) -> None:
    """No sideways scrolling of the page; tables scroll in their own box; a chart's words stay inside it."""
    inside = """() => [...document.querySelectorAll('svg.chart')].flatMap((svg) => {
        const box = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter((one) => {
            const at = one.getBoundingClientRect();
            return at.width && (at.left < box.left - 12 || at.right > box.right + 12);
        }).map((one) => one.textContent); })"""
    for path in PATHS:
        page = opened(path)
        for size in (DESK, PHONE, NARROWEST):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.wait_for_timeout(SETTLES)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
            assert page.evaluate(inside) == [], path
        page.context.close()


def test_everything_can_be_read_without_javascript(opened: Opened) -> None:
    """From the headline to Breonna Taylor's agency and the pointer to her row, by links alone."""
    page = opened("/", java_script_enabled=False)
    expect(page.locator("h1")).to_contain_text("deaths involved an agency")
    page.get_by_role("row", name="Breonna Taylor").get_by_role("link", name="Louisville Metro").click()
    expect(page.locator("h1")).to_have_text("Louisville Metro Police Department")
    expect(page.locator("#people tr", has_text="Breonna Taylor").first).to_contain_text("mpv-")
    page.goto(page.url.rsplit("/agency/", 1)[0] + "/agencies.html")
    expect(page.locator("#search")).to_be_hidden()
    page.get_by_role("link", name="Kentucky").click()
    expect(page.get_by_role("link", name="Louisville Metro Police Department")).to_be_visible()


def test_search_finds_and_offers_the_nearest(opened: Opened) -> None:
    """A static file, fetched once; a slip gives the nearest names, never “no result” alone."""
    page = opened("/agencies.html")
    page.get_by_label("Name of an agency or town").fill("louisville metro")
    expect(page.locator("#found a").first).to_contain_text("Louisville Metro")
    page.get_by_label("Name of an agency or town").fill("Lousvile")
    expect(page.locator("#q-said")).to_contain_text("The nearest")
    expect(page.locator("#found")).to_contain_text("Louisville")


def test_a_zip_code_is_answered_in_words(opened: Opened) -> None:
    """No source says which towns it covers: said, and nothing is offered in its place."""
    page = opened("/town.html")
    page.get_by_label("Name of a town or county").fill("40202")
    expect(page.locator("#q-said")).to_contain_text("A ZIP code cannot be looked up here")
    expect(page.locator("#found li")).to_have_count(0)


def test_a_list_is_narrowed(opened: Opened) -> None:
    """What does not fit is folded away; emptied, all comes back."""
    page = opened("/town/RI.html")
    lines = page.locator("#counties li:visible")
    whole = lines.count()
    page.get_by_label("Town or county").fill("warwick")
    assert 0 < lines.count() < whole
    page.get_by_label("Town or county").fill("")
    assert lines.count() == whole


def test_a_mark_leads_to_its_row(opened: Opened) -> None:
    """Every mark of the chart has a row in the table below."""
    page = opened("/agency/KY0568000.html")
    marks = page.locator("svg.chart a")
    assert marks.count() > 20
    target = marks.first.get_attribute("href") or ""
    assert page.locator(f"[id='{target.removeprefix('#')}']").count() == 1


def test_the_funnels_marks_lead_to_their_agencies(opened: Opened) -> None:
    """Drawn without JavaScript: each agency outside the wider limits is a link with its words, inside the chart."""
    page = opened("/statistics.html", java_script_enabled=False)
    charts = page.locator("svg.funnel")
    expect(charts).to_have_count(2)
    for number in range(2):
        chart = charts.nth(number)
        marks = chart.locator("a")
        assert marks.count() > 10 and chart.locator("path.limit").count() == 4
        box, mark = chart.bounding_box(), marks.first.bounding_box()
        assert box and mark and box["x"] <= mark["x"] <= box["x"] + box["width"]
    name = charts.first.locator("a").first.get_attribute("aria-label") or ""
    assert ", expected " in name
    charts.first.locator("a circle").first.click()
    expect(page.locator("h1")).to_have_text(name.partition(",")[0])
