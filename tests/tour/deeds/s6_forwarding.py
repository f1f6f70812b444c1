"""S6: a neighbour's post is forwarded and fetched; a steward ends forwarding; the next post stays."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.tour.browser import pictures
from tests.tour.house import RunningHome
from tests.tour.visit import WITHIN, Visit, until

POLICE = "maple-hollow-police"
FIRST = "Somebody went along the parked cars, tried each handle, and took a bag out of the last one."
SECOND = "Somebody poured paint over the bench at the pond and left the tins lying in the grass."


def post_forwarded_and_ended(page: Page, home: RunningHome, out: Path) -> None:
    assert home.commons, "make run named no address of the commons"
    browser = page.context.browser
    assert browser is not None
    with Visit(browser, home.commons) as visit:
        neighbour, steward, officer = visit.be("neighbour"), visit.be("ada.winter"), visit.be("officer.nia.holt")
        _opens(neighbour, home)
        pictures(neighbour, out, "S6-board")
        _chosen(neighbour, home, FIRST, out)
        assert home.fanlight("demo", "pass", "31m").returncode == 0
        _fetched(officer, home)
        until(neighbour, f"{home.commons}board/sent/", "fetched")
        neighbour.goto(f"{home.commons}partnerships/")
        pictures(neighbour, out, "S6-partnerships")
        _chosen(neighbour, home, SECOND, None)
        steward.goto(f"{home.commons}desk/forwarding/")
        pictures(steward, out, "S6-forwarding")
        steward.goto(f"{home.commons}desk/forwarding/{POLICE}/end/")
        steward.get_by_label("Reason").fill("Neighbours asked at the meeting to end it.")
        steward.get_by_role("button", name="End it now").click()
        expect(steward.locator("h1")).to_have_text("No post may be forwarded")
        assert home.fanlight("demo", "pass", "31m").returncode == 0
        _stayed(neighbour, officer, home, out)


def _opens(neighbour: Page, home: RunningHome) -> None:
    """Signed at the first start, it begins after its 14 days and not before."""
    neighbour.goto(f"{home.commons}board/")
    neighbour.locator(".paper a").first.click()
    expect(neighbour.locator("main")).to_contain_text("this community has not opened it")
    assert home.fanlight("demo", "pass", "14d").returncode == 0
    until(neighbour, neighbour.url, "Send it to an agency")
    neighbour.goto(f"{home.commons}board/")


def _chosen(neighbour: Page, home: RunningHome, what: str, out: Path | None) -> None:
    """Written, and chosen to be sent, with the agency's record in sight."""
    neighbour.goto(f"{home.commons}board/new/")
    neighbour.get_by_label("What did somebody do?").fill(what)
    neighbour.get_by_label("Where, by area?").select_option(label="Mill End")
    if out:
        pictures(neighbour, out, "S6-write")
    neighbour.get_by_role("button", name="Post it").click()
    neighbour.get_by_role("link", name="Send it to an agency").click()
    expect(neighbour.locator("main")).to_contain_text("On record")
    if out:
        pictures(neighbour, out, "S6-choice")
    neighbour.get_by_role("button", name="Send it in 30 minutes").click()
    expect(neighbour.locator("h1")).to_have_text("1 on the way")


def _fetched(officer: Page, home: RunningHome) -> None:
    """By the officer's page; opened by the agency's tool, and its entry in the log fits."""
    until(officer, f"{home.commons}desk/forwards/", "1 post to fetch")
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Sealed post").click()
    sealed = home.data / "post.age"
    download.value.save_as(sealed)
    identity = home.data / "commons" / "demo" / "keys" / POLICE / "agency-identity.txt"
    ends = time.monotonic() + WITHIN
    while True:
        read = home.fanlight(
            "agency", "read-post", str(sealed), "--identity", str(identity), "--ledger", f"{home.commons}log/"
        )
        if read.returncode == 0:
            break
        assert time.monotonic() < ends, read.stderr  # the witnesses have not seen the entry yet
        time.sleep(1)
    assert FIRST in read.stdout and "gives no name" in read.stdout


def _stayed(neighbour: Page, officer: Page, home: RunningHome, out: Path) -> None:
    neighbour.goto(f"{home.commons}board/sent/")
    expect(neighbour.locator("h1")).to_have_text("Nothing is on the way")
    expect(neighbour.locator("main")).to_contain_text("Forwarding was ended.")
    pictures(neighbour, out, "S6-stayed")
    officer.goto(f"{home.commons}desk/forwards/")
    expect(officer.locator("h1")).to_have_text("Nothing is forwarded to your agency")
    assert officer.request.get(f"{home.commons}forwards/").json() == []
    assert not list((home.data / "commons" / "forwards").glob("*.age")), "sealed bytes were left"
    assert not list((home.data / "commons" / "forwards" / "endings").glob("*")), "an ending was not finished"
    checked = home.fanlight("ledger", "verify", f"{home.commons}log/")
    assert checked.returncode == 0, checked.stderr
