"""The browser of the tour: Debian's Chromium, at phone and desk width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
expect.set_options(timeout=20_000)  # what must come comes; how soon is asked for where a figure is the point


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def become_owner(page: Page, origin: str, start_path: str) -> None:
    """The first owner, by the code that `make run` printed, with a password."""
    page.goto(origin + start_path)
    page.get_by_label("Your name").fill("mara")
    page.get_by_label("Password", exact=True).last.fill("correct horse battery staple")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: "/start" not in address)
    expect(page.locator("h1")).to_be_visible()


def pictures(page: Page, folder: Path, name: str) -> None:
    """One screenshot at phone and one at desk width."""
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(400)  # the picture settles after the change of layout
        page.screenshot(path=str(folder / f"{re.sub(r'[^a-z0-9-]', '-', name.lower())}-{width}.png"))
    if before:
        page.set_viewport_size(before)
