"""A community founded and closed in a real browser: seven questions, five passkeys, three signatures; then its end."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browser.commons.life import EmptyCommons
from tests.browser.commons.test_passkey import AUTHENTICATOR

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STEWARDS = ("Ann Berg", "Bo Chand", "Cy Diaz", "Di Evans", "Ed Fox")
PASSWORD = "three blue kettles"
LINES = "\n".join(f"40.0{at:03}, -75.0, 40" for at in range(0, 60, 3))
REASON = "Decided at the last meeting, by all who came."


def somebody(chromium: Browser) -> Page:
    """A browser of her own, with an authenticator in it."""
    page = chromium.new_context().new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def joins(page: Page, link: str, username: str) -> None:
    page.goto(link)
    page.get_by_label("Name to sign in by").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()


def go_on(page: Page) -> None:
    assert axe.serious(page) == []
    page.get_by_role("button", name="Go on").click()


def answered(page: Page, commons: EmptyCommons) -> None:
    """The seven questions, one wrong answer among them."""
    page.get_by_role("link", name="Answer: name").click()
    page.get_by_label("Name").fill("Alder Bend")
    page.get_by_label("Zone of its clocks").fill("New York")
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("No such zone.")
    expect(page.get_by_label("Name")).to_have_value("Alder Bend")
    page.get_by_label("Zone of its clocks").fill("America/New_York")
    go_on(page)
    expect(page.get_by_label("Address of these pages")).to_have_value(commons.origin)
    go_on(page)
    page.get_by_label("Homes by place").fill(LINES)
    go_on(page)
    page.get_by_label("Names, one a line").fill("\n".join(STEWARDS))
    go_on(page)
    vkey = re.search(r"echo '([^']+)'", page.locator(".command").inner_text())
    assert vkey
    lines = [commons.witness(name, vkey[1]) for name in ("library.example.org", "gazette.example.org")]
    page.get_by_label("What each witness printed").fill("".join(lines))
    go_on(page)
    go_on(page)  # the policy that Fanlight begins with
    go_on(page)  # the record's key, made here


def signs(page: Page, path: str) -> None:
    page.goto(path)
    button = page.get_by_role("button", name="Sign as steward")
    expect(button).to_be_enabled()
    button.click()


def until(page: Page, path: str, words: str) -> None:
    """What tend does within seconds."""
    end = time.monotonic() + 40
    while words not in page.content():
        assert time.monotonic() < end, page.locator("main").inner_text()
        time.sleep(1)
        page.goto(path)


def test_a_community_is_founded_by_five_and_closed_by_three(chromium: Browser, tmp_path: Path) -> None:
    """Nothing but pages and three commands; the log is whole at its end, and no account and no key is left."""
    with EmptyCommons(tmp_path) as commons:
        stranger = somebody(chromium)
        stranger.goto(commons.origin)
        expect(stranger.locator("main")).to_contain_text("fanlight commons begin")
        begun = commons.fanlight("commons", "begin")
        founder = somebody(chromium)
        joins(founder, begun.stdout.strip(), "founder")
        expect(founder.locator("h1")).to_have_text("Found a community in seven questions")
        answered(founder, commons)
        expect(founder.locator("h1")).to_have_text("5 things missing")
        people = []
        for name in STEWARDS:
            founder.get_by_role("button", name=f"Make a link for {name}").click()
            link = founder.locator("#link").inner_text()
            founder.get_by_role("link", name="Back to the others").click()
            steward = somebody(chromium)
            joins(steward, link, name.split()[0].lower())
            expect(steward.get_by_role("button", name="Enrol a key")).to_be_enabled()
            steward.get_by_role("button", name="Enrol a key").click()
            expect(steward.locator("h1")).to_have_text("You sign with 1 key")
            people.append(steward)
        founder.reload()
        founder.get_by_role("button", name="Make the founding paper").click()
        expect(founder.locator("h1")).to_have_text("Found Alder Bend: 0 of 3 have signed")
        assert axe.serious(founder) == []
        for steward in people[:3]:
            signs(steward, f"{commons.origin}/found/paper/")
            expect(steward.get_by_role("status")).to_be_visible()
        expect(people[2].get_by_role("status")).to_have_text("Alder Bend is founded. Its log begins now.")
        until(stranger, f"{commons.origin}/ledger/", "cosigned by 2 of 2 witnesses")
        assert commons.fanlight("commons", "begin").returncode == 2
        _closed(people, stranger, commons)


def _closed(people: list[Page], stranger: Page, commons: EmptyCommons) -> None:
    refused = commons.fanlight("commons", "close", "--yes")
    assert refused.returncode == 1 and "hard moratorium" in refused.stderr
    first = people[0]
    first.goto(f"{commons.origin}/desk/closing/")
    first.get_by_role("link", name="A hard moratorium").click()
    expect(first.get_by_label("Hard: nothing leaves")).to_be_checked()
    first.get_by_label("Reason").fill(REASON)
    first.get_by_role("button", name="Propose it").click()
    paper = first.url
    for steward in people[:3]:
        signs(steward, paper)
        expect(steward.get_by_role("status")).to_have_text("Signed as steward.")
    until(first, f"{commons.origin}/desk/closing/", "Everything has ended")
    end = time.monotonic() + 40
    while (done := commons.fanlight("commons", "close", "--yes")).returncode and time.monotonic() < end:
        time.sleep(1)  # the newest entries are on their way to the witnesses
    assert done.returncode == 0, done.stderr
    stranger.goto(commons.origin)
    expect(stranger.locator(".made-up")).to_contain_text("This community closed on")
    expect(stranger.locator("main")).to_contain_text("A hard moratorium is in force.")
    first.goto(f"{commons.origin}/desk/")
    expect(first).to_have_url(re.compile("/sign-in/"))
    assert not (commons.data / "commons" / "keys" / "log.key").exists()
    verified = commons.fanlight("ledger", "verify", str(commons.data / "commons" / "log"))
    assert verified.returncode == 0, verified.stderr
