"""Being told in a real browser: allowed on the page, sent by the real tend, opened, shown by the service worker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.browser.webprocess import WebProcess
from tests.contract.push.push_service import PushService
from tests.flow.telling.tending import TendProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Chromium without Google's push service cannot subscribe, so this one call answers with a subscription of the test's
# own push service; all else is the browser's.
STUB = """(() => {
  const json = %s;
  const made = (key) => ({
    endpoint: json.endpoint, options: { applicationServerKey: key.buffer }, toJSON: () => json,
    unsubscribe: async () => { localStorage.removeItem("stub"); return true; },
  });
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  PushManager.prototype.getSubscription = async () => {
    const key = localStorage.getItem("stub");
    return key ? made(bytes(key)) : null;
  };
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    if (!userVisibleOnly) throw new DOMException("must be visible");
    localStorage.setItem("stub", applicationServerKey);
    return made(bytes(applicationServerKey));
  };
})();"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    with WebProcess(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def phone(chromium: Browser, web: WebProcess, service: PushService) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, permissions=["notifications"])
    context.add_init_script(STUB % service.browser().subscription())
    context.add_cookies([web.cookie()])  # type: ignore[list-item]
    yield context
    context.close()


def _registration(page: Page) -> tuple[CDPSession, str]:
    """The service worker's number, as the debugging protocol wants it."""
    found: list[str] = []
    session = page.context.new_cdp_session(page)

    def seen(event: dict[str, Any]) -> None:
        found.extend(one["registrationId"] for one in event["registrations"])

    session.on("ServiceWorker.workerRegistrationUpdated", seen)
    session.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(300)
    assert found, "no service worker was registered"
    return session, found[-1]


def deliver(page: Page, origin: str, payload: str) -> list[dict[str, Any]]:
    """What the lock screen would show after this push."""
    session, number = _registration(page)
    session.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": number, "data": payload})
    page.wait_for_timeout(700)
    shown: list[dict[str, Any]] = page.evaluate(
        """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => ({
             title: one.title, body: one.body, tag: one.tag, icon: one.icon, path: one.data?.path,
             stays: one.requireInteraction }))"""
    )
    return shown


PICTURE = """
import cv2, numpy as np
from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
index, at = ArchiveIndex(SystemClock()), micros(SystemClock().now())
camera = Camera.objects.create(name="Front door", place="on the path", url="rtsp://127.0.0.1/", doorbell=True)
event = index.open_event(camera.pk, "press", at, at, None, 1.0)
index.name_event(event, "press", 1.0, cv2.imencode(".jpg", np.full((540, 960, 3), 90, np.uint8))[1].tobytes())
print(event)
"""


def test_the_bell_reaches_the_screen(web: WebProcess, service: PushService, phone: BrowserContext) -> None:
    """Allow on the page, press the bell, and the words and the picture are shown from the payload."""
    page = phone.new_page()
    page.goto(f"{web.origin}/notifications/")
    page.get_by_role("button", name="Allow, with picture").click()
    expect(page.get_by_text("this device", exact=True)).to_be_visible()

    data = Path(web.environment["FANLIGHT_DATA"])
    with TendProcess(data) as _:
        event = web.python(PICTURE)
        (came,) = service.wait(1)
        shown = deliver(page, web.origin, came.plain.decode())
        assert [(one["title"], one["tag"], one["path"], one["stays"]) for one in shown] == [
            ("Bell, front door", f"event:{event}", f"/clips/{event}/", True)
        ]
        assert shown[0]["icon"].startswith("data:image/webp;base64,")

        again = deliver(page, web.origin, came.plain.decode())
        assert len(again) == 1, "the same event must not stand on the screen twice"

        page.get_by_role("button", name="Send a test").click()
        expect(page.get_by_text("The service took it.")).to_be_visible(timeout=10_000)
        assert len(service.arrived) == 2


def test_rubbish_still_shows_something(web: WebProcess, phone: BrowserContext) -> None:
    """A browser that sees a push without a notification takes the permission back."""
    page = phone.new_page()
    page.goto(f"{web.origin}/notifications/")
    for payload in ("", "{", json.dumps({"notification": {"title": 7}})):
        assert "Fanlight has something to tell" in [one["title"] for one in deliver(page, web.origin, payload)]


def test_words_only_shows_no_picture(web: WebProcess, phone: BrowserContext) -> None:
    """The lock screen has the picture only if the resident chose it on that device."""
    page = phone.new_page()
    page.goto(f"{web.origin}/notifications/")
    said = {
        "title": "Movement on the path", "body": "", "navigate": "https://elsewhere.example/phish", "tag": "event:99",
        "timestamp": 1, "data": {"kind": "movement", "show": False, "picture": "UklGRg=="},
    }  # fmt: skip
    shown = deliver(page, web.origin, json.dumps({"web_push": 8030, "notification": said}).ljust(3900))
    (one,) = [one for one in shown if one["tag"] == "event:99"]
    assert one["icon"] == "" and one["path"] == "/phish"
