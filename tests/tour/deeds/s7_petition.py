"""S7: a petition is signed by mail, counted once, its receipt verified, and a dropped signature found."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.tour.browser import pictures
from tests.tour.house import RunningHome

ADDRESS = "ida.petrov+commons@gmail.com"
COUNTED_WITHIN = 20.0  # s: counting comes round every second


def petition_signed(page: Page, home: RunningHome, out: Path) -> None:
    assert home.commons, "make run named no address of the commons"
    signer = page.context.new_page()
    try:
        signer.goto(f"{home.commons}petitions/")
        signer.locator(".paper a").first.click()
        address = signer.url
        for mailbox in (ADDRESS, "I.d.a.Petrov@googlemail.com"):  # one mailbox, written twice
            signer.goto(address)
            signer.get_by_label("Your name").fill("Ida Petrov")
            signer.get_by_label("Your mail address").fill(mailbox)
            signer.get_by_label("Show my name on this page").check()
            if mailbox == ADDRESS:
                pictures(signer, out, "S7-petition")
            signer.get_by_role("button", name="Send me the mail to confirm").click()
            expect(signer.locator("h1")).to_have_text("Open the mail on any device. We count you then.")
        _read_mail(signer, home)
        signer.get_by_role("button", name="Count my signature").click()
        receipt = _counted(signer)
        expect(signer.locator("h1")).to_have_text("Your signature is number 1")
        pictures(signer, out, "S7-receipt")
        with signer.expect_download() as download:
            signer.get_by_role("link", name="Keep the receipt").click()
        file = home.data / "receipt.tlog-proof"
        download.value.save_as(file)
        signer.goto(address)
        expect(signer.locator(".lead")).to_contain_text("1 person has signed")
        expect(signer.locator("main")).to_contain_text("Ida Petrov")
        _verified(home, file, address)
        _dropped(home, file, address)
        assert receipt
    finally:
        signer.close()


def _read_mail(signer: Page, home: RunningHome) -> None:
    """The demo's postbox; only one mail came for the one mailbox."""
    ends = time.monotonic() + COUNTED_WITHIN
    while True:
        signer.goto(f"{home.commons}mails/")
        links = signer.get_by_role("link", name="Open the address in it")
        if links.count():
            break
        assert time.monotonic() < ends, "no mail came"
        signer.wait_for_timeout(500)
    assert links.count() == 1, "a second mail for one mailbox"
    links.first.click()


def _counted(signer: Page) -> str:
    ends = time.monotonic() + COUNTED_WITHIN
    while "number" not in signer.locator("h1").inner_text():
        assert time.monotonic() < ends, "the signature was not counted"
        signer.wait_for_timeout(500)
        signer.reload()
    return signer.url


def _verified(home: RunningHome, file: Path, address: str) -> None:
    done = home.fanlight("petition", "verify", str(file), "--against", f"{address}log")
    assert done.returncode == 0, done.stderr
    assert "It still stands" in done.stdout


def _dropped(home: RunningHome, file: Path, address: str) -> None:
    """A tree in which another signature took this one's place is found out."""
    number = re.findall(r"[0-9a-f]{32}", address)[-1]
    copy = home.data / "forged"
    shutil.copytree(home.data / "commons" / "petitions" / number, copy)
    key = home.data / "petition.vkey"
    key.write_text(_vkey(home, address))
    forged = copy / "checkpoint"
    lines = forged.read_text().split("\n")
    lines[1] = "0"
    forged.write_text("\n".join(lines))
    done = home.fanlight("petition", "verify", str(file), "--against", str(copy), "--vkey", str(key))
    assert done.returncode in (1, 2), (done.stdout, done.stderr)


def _vkey(home: RunningHome, address: str) -> str:
    import urllib.request

    with urllib.request.urlopen(f"{address}log/vkey") as answer:
        return str(answer.read().decode())
