"""S4, the commons' half: an agency and the community sign a partnership, everybody sees it, one officer ends it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.tour.browser import pictures
from tests.tour.house import RunningHome
from tests.tour.visit import Visit, until

SHERIFF = "alder-county-sheriff"
TERMS = "The sheriff reads what is sent within a week, answers at the library, and passes nothing on to anybody else."
SIGNERS = ("deputy.oren.pike", "sergeant.lena.marsh", "ada.winter", "bram.osei", "chidi.lund")


def partnership_signed_shown_ended(page: Page, home: RunningHome, out: Path) -> None:
    assert home.commons, "make run named no address of the commons"
    browser = page.context.browser
    assert browser is not None
    with Visit(browser, home.commons) as visit:
        officer = visit.be(SIGNERS[0])
        paper = _proposed(officer, home, out)
        for who in SIGNERS:
            signer = officer if who == SIGNERS[0] else visit.be(who)
            signer.goto(paper)
            signer.get_by_role("button", name=re.compile("^Sign as ")).click()
        expect(signer.locator("main")).to_contain_text("It stands in the log")
        _shown(visit, home, out)
        _ended(officer, home, out)
    checked = home.fanlight("ledger", "verify", f"{home.commons}log/")
    assert checked.returncode == 0, checked.stderr


def _proposed(officer: Page, home: RunningHome, out: Path) -> str:
    """By an officer; the page of the paper, where five sign."""
    officer.goto(f"{home.commons}desk/partnerships/{SHERIFF}/")
    officer.get_by_label("What is agreed?").fill(TERMS)
    officer.get_by_label("Which data are shared?").fill("Posts that their authors forward")
    officer.get_by_label("Whom can anybody ask?").fill("The clerk of the county")
    pictures(officer, out, "S4-proposed")
    officer.get_by_role("button", name="Propose it").click()
    expect(officer.locator("main")).to_contain_text("Nobody has signed yet")
    return officer.url


def _shown(visit: Visit, home: RunningHome, out: Path) -> None:
    """To somebody who has no account: terms, document, signers, and how its end is asked for."""
    stranger = visit.stranger()
    until(stranger, f"{home.commons}partnerships/", "2 partnerships in force")
    pictures(stranger, out, "S4-partnerships")
    stranger.get_by_role("link", name="Alder County Sheriff").first.click()
    main = stranger.locator("main")
    expect(main).to_contain_text(TERMS)
    expect(main).to_contain_text("hash to this name")
    expect(main).to_contain_text("Sergeant Lena Marsh, Alder County Sheriff")
    stranger.get_by_text("Write to your council").click()
    expect(main).to_contain_text("I ask for its end.")
    pictures(stranger, out, "S4-partnership")


def _ended(officer: Page, home: RunningHome, out: Path) -> None:
    """By one officer, in one act."""
    officer.goto(f"{home.commons}partnerships/")
    officer.get_by_role("link", name="Alder County Sheriff").first.click()
    officer.get_by_role("link", name="End the partnership").click()
    officer.get_by_label("Reason").fill("The county wants to write its terms anew.")
    officer.get_by_role("button", name="End it now").click()
    until(officer, officer.url, "The partnership with Alder County Sheriff ended")
    pictures(officer, out, "S4-ended")
