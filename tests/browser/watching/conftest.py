"""A home with a filmed yesterday, its real pages, and Chromium signed in as Mara."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watching.filming import Filmed
from tests.browser.webprocess import WebProcess

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 780}


def until(page: Page, expression: str, within: float = 15.0) -> None:
    """Waits for an expression to be true; Playwright's own wait needs eval in the page, which the policy forbids."""
    ends = time.monotonic() + within
    while not page.evaluate(expression):
        assert time.monotonic() < ends, f"not within {within} s: {expression}"
        page.wait_for_timeout(50)


@pytest.fixture(scope="package")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    with WebProcess(tmp_path_factory.mktemp("filmed")) as running:
        yield running


@pytest.fixture(scope="package")
def filmed(web: WebProcess) -> Filmed:
    return Filmed(**json.loads(web.python("from tests.browser.watching.filming import fill\nfill()").splitlines()[-1]))


@pytest.fixture(scope="package")
def cookie(web: WebProcess) -> dict[str, str]:
    return web.cookie("mara")


@pytest.fixture
def opened(chromium: Browser, web: WebProcess, filmed: Filmed, cookie: dict[str, str]) -> Iterator[Callable[..., Page]]:
    """`opened("/path")`: a page, signed in; an error in its console or scripts fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(path: str, *, size: dict[str, int] = DESK, faulty: bool = False, **settings: object) -> Page:
        context = chromium.new_context(viewport=size, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        if not faulty:
            page.on("console", lambda said: said.type == "error" and faults.append(f"{said.text} {said.location}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(web.origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
