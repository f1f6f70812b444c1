"""The pages about the house in Chromium, phone and desk, signed in as Mara; the policy's refusals fail a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.webprocess import WebProcess

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 780}
Opened = Callable[..., Page]


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    with WebProcess(tmp_path_factory.mktemp("house")) as running:
        running.python("from tests.browser.house.filling import fill\nfill()")
        yield running


@pytest.fixture(scope="package")
def house_cookie(house: WebProcess) -> dict[str, str]:
    return house.cookie("Mara")


@pytest.fixture
def opened(chromium: Browser, house: WebProcess, house_cookie: dict[str, str]) -> Iterator[Opened]:
    """`opened("/path")`: a page, signed in; an error of its scripts or a refusal of the policy fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(path: str, *, size: dict[str, int] = DESK, **settings: object) -> Page:
        context = chromium.new_context(viewport=size, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_cookies([house_cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("console", lambda said: "Content Security Policy" in said.text and faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(house.origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
