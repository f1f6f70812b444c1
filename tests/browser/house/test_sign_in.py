"""The first owner with a passkey of a made-up device, signing out and in again with it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house.conftest import PHONE
from tests.browser.webprocess import WebProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CODE = (
    "from fanlight.ground.clock import SystemClock\nfrom fanlight.people.actions import first_owner_code\n"
    "print(first_owner_code(SystemClock().now()) or '')"
)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    with WebProcess(tmp_path_factory.mktemp("empty")) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, timezone_id="Europe/Berlin")  # type: ignore[arg-type]
    opened = context.new_page()
    refused: list[str] = []
    opened.on("console", lambda said: "Content Security Policy" in said.text and refused.append(said.text))
    opened.on("pageerror", lambda error: refused.append(str(error)))
    yield opened
    context.close()
    assert refused == []


def test_first_owner_with_a_passkey(page: Page, empty: WebProcess) -> None:
    """Code, name, passkey; out; in again with the passkey alone; then the start page is dull and no code is made."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{empty.origin}/start?code={empty.python(CODE)}")
    page.get_by_label("Your name").fill("Mara")
    page.get_by_role("radio", name="Passkey").check()
    expect(page.locator("#id_password")).to_be_hidden()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of this device").fill("Phone")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(f"{empty.origin}/you/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{empty.origin}/you/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Mara")).to_be_visible()
    page.goto(f"{empty.origin}/house/")
    assert "Europe/Berlin" in page.locator("main").inner_text()
    page.goto(f"{empty.origin}/start")
    expect(page.get_by_role("heading", name="Nothing to do here")).to_be_visible()
    assert empty.python(CODE) == ""


def test_a_device_that_refuses_says_so(page: Page, empty: WebProcess, tmp_path: Path) -> None:
    """Without a passkey the page says what to do instead of nothing."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "isUserVerified": False}})
    page.goto(f"{empty.origin}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#passkey-words")).to_contain_text("sign in by name and password")
