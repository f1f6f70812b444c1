"""One Chromium for the tests of this folder, closed before others begin: its loop would forbid Django its database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.tour.browser import chromium as debian_chromium


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with debian_chromium() as browser:
        yield browser
