"""S5: from the headline to Breonna Taylor, her case's agency, its partnership, and the pointer to the source row."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.tour.browser import pictures
from tests.tour.house import RunningHome


def record_of_an_agency(page: Page, home: RunningHome, out: Path) -> None:
    assert home.record, "make run named no address of the record"
    reader = page.context.new_page()
    try:
        reader.goto(home.record)
        expect(reader.locator("h1")).to_contain_text("deaths involved an agency that partners with Ring")
        expect(reader.locator("main")).to_contain_text("by the calendar alone")
        pictures(reader, out, "S5-headline")
        row = reader.get_by_role("row", name="Breonna Taylor 13 March 2020")
        expect(row).to_contain_text("before it")
        row.get_by_role("link", name="Louisville Metro Police Department").click()
        expect(reader.locator("h1")).to_have_text("Louisville Metro Police Department")
        expect(reader.locator("main")).to_contain_text("On Ring’s list since 5 May 2020")
        pictures(reader, out, "S5-agency")
        pointer = reader.locator("#people tr", has_text="Breonna Taylor").first
        expect(pointer).to_contain_text("mpv-")
        reader.get_by_role("link", name="Registry and map").first.click()
        expect(reader.locator("h1")).to_contain_text("partnerships on Ring’s list")
        pictures(reader, out, "S5-registry")
    finally:
        reader.close()
