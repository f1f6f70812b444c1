"""The record's summary release in Debian's Chromium, served as `fanlight record serve` serves it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from fanlight.project.record_site import shipped_site
from fanlight.record.release.server import make_server

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    server = make_server(shipped_site(), 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def opened(chromium: Browser, origin: str) -> Iterator[Opened]:
    """Opens a page; every request that leaves the site, every script error and refusal is a failure."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: str, *, size: dict[str, int] = DESK, **settings: object) -> Page:
        context = chromium.new_context(viewport=size, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda one: wrong.append(one.url) if not one.url.startswith(origin) else None)
        page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
