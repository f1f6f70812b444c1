"""S2: a notification with picture arrives at a push endpoint that decrypts it."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_push import STUB
from tests.contract.push.push_service import PushService
from tests.tour.browser import pictures
from tests.tour.house import RunningHome

ARRIVES_WITHIN = 10.0  # s after the press
QUIET_WITHIN = 60.0  # s: a press lasts some seconds, a visitor who stays makes it longer


def notification(page: Page, home: RunningHome, out: Path) -> None:
    with PushService() as service:
        phone = page.context.new_page()
        try:
            phone.add_init_script(STUB % service.browser().subscription())
            phone.goto(f"{home.origin}/notifications/")
            phone.get_by_role("button", name="Allow, with picture").click()
            expect(phone.locator(".way")).to_be_visible()
            pictures(phone, out, "S2-notifications")
            phone.goto(f"{home.origin}/cameras/")
            phone.get_by_role("link", name="Front door").first.click()
            number = phone.url.rstrip("/").split("/")[-1]
            phone.goto(f"{home.origin}/cameras/{number}/bell/")
            _quiet(home)
            phone.get_by_role("button", name="Press the demo bell").click()
            _arrived(service)
        finally:
            phone.close()


def _quiet(home: RunningHome) -> None:
    """The last press has ended: one that falls into it belongs to the same event, of which one is told once."""
    until = time.monotonic() + QUIET_WITHIN
    while time.monotonic() < until:
        events = json.loads(home.fanlight("events", "--json").stdout)
        if not any(one["kind"] == "press" and one["end"] is None for one in events):
            return
        time.sleep(0.5)
    raise AssertionError("the last press does not end")


def _arrived(service: PushService) -> None:
    until, bell = time.monotonic() + ARRIVES_WITHIN, None
    while bell is None and time.monotonic() < until:
        # what moves before the press is told as well
        said = [one.message["notification"] for one in service.wait(len(service.arrived) + 1, 0.5)]
        bell = next((one for one in said if one["data"]["kind"] == "press"), None)
    assert bell, "no bell arrived at the push service"
    assert "door" in (bell["title"] + bell["body"]).lower(), bell
    picture = base64.b64decode(bell["data"]["picture"])
    assert picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" and len(picture) <= 2_500, len(picture)
