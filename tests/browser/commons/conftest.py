"""A commons with its made-up community in Chromium: prepared as at a first start, served by its own web process."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.commons.serving import CommonsProcess

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def commons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommonsProcess]:
    """One for each file: some move its clock by weeks, after which no request of the demo is open."""
    with CommonsProcess(tmp_path_factory.mktemp("commons")) as running:
        yield running


@pytest.fixture
def opened(chromium: Browser, commons: CommonsProcess) -> Iterator[Opened]:
    """`opened("/path", who="ada.winter")`; an error of its scripts, a refusal of the policy, a foreign request fail."""
    faults: list[str] = []
    contexts = []

    def open_page(path: str, *, who: str = "", size: dict[str, int] = DESK, **settings: object) -> Page:
        context = chromium.new_context(viewport=size, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: "Content Security Policy" in said.text and faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda sent: None if sent.url.startswith((commons.origin, "data:")) else faults.append(f"asked {sent.url}"),
        )
        if who:
            page.goto(f"{commons.origin}/cast/")
            page.locator(f"button[value='{who}']").click()
            page.wait_for_url("**/desk/")
        page.goto(commons.origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
