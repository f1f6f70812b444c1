"""`make screenshots`: the README's pictures, taken from the demo only."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.house.tree import ROOT
from tests.tour.browser import DESK, PHONE, become_owner, chromium
from tests.tour.house import RunningHome, running

FOLDER = ROOT / "docs" / "screenshots"
SETTLE_MS = 2_500  # live pictures move by then


def take(browser: Browser, home: RunningHome, out: Path) -> None:
    """Today at both widths, a clip, the timeline and the zones; each in the theme that shows it best."""
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    page = context.new_page()
    become_owner(page, home.origin, home.start_path)
    event = _somebody(home)
    state = context.storage_state()
    shots = (
        ("today-desk", "/", DESK, "light"),
        ("today-phone", "/", PHONE, "dark"),
        ("clip-desk", f"/clips/{event}/", DESK, "light"),
        ("timeline-phone", "/timeline/", PHONE, "light"),
        ("zones-desk", "/cameras/1/zones/", DESK, "dark"),
        ("decision-phone", _decision(home), PHONE, "light"),
        ("commons-desk", home.commons, DESK, "light"),
    )
    for name, path, size, theme in shots:
        look = browser.new_context(viewport=size, color_scheme=theme, storage_state=state)  # type: ignore[arg-type]
        shown = look.new_page()
        shown.goto(path if path.startswith("http") else home.origin + path)
        shown.wait_for_timeout(SETTLE_MS)
        shown.screenshot(path=str(out / f"{name}.jpg"), type="jpeg", quality=86)
        look.close()


def _decision(home: RunningHome) -> str:
    """The demo's open request at the house, once that follows the demo's commons."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told = json.loads(home.fanlight("asks", "status", "--json").stdout)
        if any(one["state"] == "open" and one["fits"] for one in told["requests"]):
            return "/requests/1/"
        time.sleep(1)
    raise AssertionError("nothing was asked")


def _somebody(home: RunningHome) -> int:
    """A live event of the demo in which somebody comes."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        for one in json.loads(home.fanlight("events", "--json").stdout):
            if one["kind"] == "person" and one["end"] and not one.get("demo"):
                return int(one["id"])
        time.sleep(1)
    raise AssertionError("nobody came")


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as home, chromium() as browser:
        take(browser, home, FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
