"""Persons of the cast in browsers of their own, and waiting for what tend and witnesses do on their rounds."""

from __future__ import annotations

import time

from playwright.sync_api import Browser, BrowserContext, Page

from tests.tour.browser import DESK

WITHIN = 40.0  # s: witnesses see the moved time, tend looks for what is due every few seconds


class Visit:
    """Persons of the cast, each in a browser of their own."""

    def __init__(self, browser: Browser, commons: str) -> None:
        self._browser, self._commons = browser, commons
        self._contexts: list[BrowserContext] = []

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        for context in self._contexts:
            context.close()

    def stranger(self) -> Page:
        """Somebody without an account."""
        context = self._browser.new_context(viewport=DESK)  # type: ignore[arg-type]
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    def be(self, who: str) -> Page:
        context = self._browser.new_context(viewport=DESK, accept_downloads=True)  # type: ignore[arg-type]
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{self._commons}cast/")
        page.locator(f"button[value='{who}']").click()
        page.wait_for_url("**/desk/")
        return page


def until(page: Page, address: str, words: str) -> None:
    """Opens the page again until it says so."""
    ends = time.monotonic() + WITHIN
    while True:
        page.goto(address)
        if words in page.locator("main").inner_text():
            return
        assert time.monotonic() < ends, f"{words!r} did not come: {page.locator('main').inner_text()[:400]}"
        page.wait_for_timeout(500)
