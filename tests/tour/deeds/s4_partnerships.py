"""S4, its historic half: the partnerships on Ring's list, how they grew, and one of them down to its document."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.tour.browser import pictures
from tests.tour.deeds.s4_community import partnership_signed_shown_ended
from tests.tour.house import RunningHome

STARTS_OF_FIRST_HALF_OF_2020 = 610  # shared data, README: the list's rows with a start from January to June 2020


def partnerships(page: Page, home: RunningHome, out: Path) -> None:
    """Both halves."""
    partnerships_on_the_list(page, home, out)
    partnership_signed_shown_ended(page, home, out)


def partnerships_on_the_list(page: Page, home: RunningHome, out: Path) -> None:
    assert home.record, "make run named no address of the record"
    reader = page.context.new_page()
    try:
        reader.goto(f"{home.record}registry.html")
        expect(reader.locator("h1")).to_have_text(re.compile(r"^1[  ,]?498 partnerships on Ring’s list"))
        reader.get_by_text("The months as a table").click()
        months = reader.locator("table").first
        began = 0
        for month in ("January", "February", "March", "April", "May", "June"):
            row = months.get_by_role("row", name=f"{month} 2020")
            began += int(row.locator("td").first.inner_text())
        assert began == STARTS_OF_FIRST_HALF_OF_2020, began
        reader.get_by_label("Narrow the list").fill("louisville metro")
        listed = reader.locator("#list").get_by_role("link", name="Louisville Metro Police Department")
        expect(listed).to_be_visible()
        pictures(reader, out, "S4-registry")
        listed.click()
        partnership = reader.locator("main")
        expect(partnership).to_contain_text("On Ring’s list since 5 May 2020")
        pictures(reader, out, "S4-agency")
    finally:
        reader.close()
