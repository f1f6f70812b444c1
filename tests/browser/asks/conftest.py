"""The pages about requests in Chromium, phone and desk, signed in as Mara; the policy's refusals fail a test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.webprocess import WebProcess

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
Opened = Callable[..., Page]


@pytest.fixture(scope="package")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WebProcess, dict[str, int]]]:
    with WebProcess(tmp_path_factory.mktemp("asks")) as running:
        told = running.python("from tests.browser.asks.filling import fill\nfill()")
        yield running, json.loads(told.splitlines()[-1])


@pytest.fixture(scope="package")
def rows(asked: tuple[WebProcess, dict[str, int]]) -> dict[str, int]:
    return asked[1]


@pytest.fixture(scope="package")
def web(asked: tuple[WebProcess, dict[str, int]]) -> WebProcess:
    return asked[0]


@pytest.fixture(scope="package")
def cookie(web: WebProcess) -> dict[str, str]:
    return web.cookie("Mara")


@pytest.fixture
def opened(chromium: Browser, web: WebProcess, cookie: dict[str, str]) -> Iterator[Opened]:
    """`opened("/path")`: a page, signed in; an error of its scripts or a refusal of the policy fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(path: str, *, size: dict[str, int] = DESK, **settings: object) -> Page:
        context = chromium.new_context(viewport=size, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("console", lambda said: "Content Security Policy" in said.text and faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(web.origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
