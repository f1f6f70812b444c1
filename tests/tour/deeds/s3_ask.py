"""S3: an officer asks in public, one house declines and one shares, the agency opens it, a flipped byte is named."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from fanlight.demo.community.founding import STEWARDS
from fanlight.demo.community.papers import FACTS, SOUGHT, block
from fanlight.ground.clock import SystemClock
from fanlight.project.demo_ask import Thread, fetched, open_with_clips, opened, pass_until
from tests.browser.house.test_sign_in import DEVICE
from tests.tour.browser import pictures
from tests.tour.house import RunningHome

PASSWORD = "correct horse battery staple"  # the owner's: tests/tour/browser.py
OFFICER, SUPERVISOR = "officer.nia.holt", "sergeant.ravi.stone"
REVIEWERS = [name.replace(" ", ".").lower() for name in list(STEWARDS)[:2]]
COVERED_WITHIN = 400_000  # ms: two passes over the clip on a small machine
WORDS = "Two hours in one lane: the facts need no more and no less."
SECOND = """
from fanlight.project.django_ready import ready
ready()
from fanlight.people.models import Person
Person.objects.get_or_create(username="jo")
"""


def asked_and_shared(page: Page, home: RunningHome, out: Path) -> None:
    assert home.commons, "make run named no address of the commons"
    thread = Thread(home.data / "asked", lambda line: print(line, file=sys.stderr), data=home.data)
    thread.environment = {
        **os.environ,
        "FANLIGHT_DATA": str(home.data),
        "COMMONS_PORT": home.commons.split(":")[-1][:-1],
    }
    got = home.fanlight("redact", "--get-models", within=300)
    assert got.returncode == 0, got.stderr
    _officer_asks(page, home, out)
    thread.until("the house follows", lambda told: told["follows"])
    ask = thread.until("clips fit", open_with_clips)
    film = _resident_shares(page, home, thread, out)
    _other_house_declines(home, ask["request"])
    thread.passes("25h")
    pass_until(thread, film, "posted")
    pass_until(thread, film, "uploaded")
    thread.passes("12h")
    fetched(thread, film)
    opened(thread)
    _flipped_byte_is_named(home, thread)


def _officer_asks(page: Page, home: RunningHome, out: Path) -> None:
    """Three hours are refused at their question; two are signed by two officers and reviewed by two stewards."""
    commons = page.context.new_page()
    try:
        _be(commons, home, OFFICER)
        commons.goto(f"{home.commons}desk/")
        commons.locator('form[action$="/ask/"] button, a[href$="/ask/"]').first.click()
        yesterday = (SystemClock().now() - timedelta(days=1)).date().isoformat()
        for values in _answers(yesterday):
            _answer(commons, values)
        commons.goto(re.sub(r"/ask/(\d+)/.*", r"/ask/\1/check/", commons.url))
        expect(commons.locator("h1")).to_contain_text("it breaks 1")
        expect(commons.locator("main")).to_contain_text("Name 2 hours or less.")
        pictures(commons, out, "S3-refused")
        commons.locator('a[href*="/hours/"]').first.click()
        _answer(commons, {"day": yesterday, "start": "07:00", "end": "09:00"})
        commons.get_by_role("button", name="Go on to sign").click()
        _sign(commons)
        paper = commons.url
        _be(commons, home, SUPERVISOR)
        commons.goto(paper)
        _sign(commons)
        for who in REVIEWERS:
            _be(commons, home, who)
            commons.goto(paper.replace("/papers/", "/review/"))
            commons.locator('[name="verdict"][value="accept"]').check()
            commons.locator('[name="words"]').fill(WORDS)
            commons.get_by_role("button", name="Decide").click()
            commons.goto(paper)
            _sign(commons)
        expect(commons.locator("main")).to_contain_text("It stands in the log")
        pictures(commons, out, "S3-signed")
    finally:
        commons.close()


def _answers(yesterday: str) -> list[dict[str, object]]:
    return [
        {"case": "26-0052001"},
        {"offence": "220"},
        {"words": FACTS},
        {"cells": [str(one) for one in block()]},
        {"day": yesterday, "start": "07:00", "end": "10:00"},
        {"words": SOUGHT},
        {"open_days": "7", "retention_days": "90"},
        {"recipients": "Officer Nia Holt\nSergeant Ravi Stone"},
        dict.fromkeys(("assembly", "immigration", "reproductive", "face_recognition", "outdoor"), "on"),
        {"supervisor": "Ravi Stone"},
    ]


def _answer(page: Page, values: dict[str, object]) -> None:
    """One question: whatever its fields are, then on."""
    for name, value in values.items():
        fields = page.locator(f'main [name="{name}"]')
        if isinstance(value, list):
            for one in value:
                page.locator(f'main [name="{name}"][value="{one}"]').check(force=True)
            continue
        first = fields.first
        kind = first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind == "select":
            first.select_option(str(value))
        elif kind == "checkbox":
            first.check()
        elif kind == "radio":
            by_value = page.locator(f'main [name="{name}"][value="{value}"]')
            (by_value if by_value.count() else page.get_by_label(re.compile(str(value)))).first.check()
        else:
            first.fill(str(value))
    keep = page.get_by_role("button", name=re.compile("^(Go on|Save)$"))
    keep.click()
    as_it_is = page.get_by_role("button", name="Keep it as it is")
    if as_it_is.count():
        as_it_is.click()


def _be(page: Page, home: RunningHome, who: str) -> None:
    page.goto(f"{home.commons}cast/")
    page.locator(f'button[name="who"][value="{who}"]').click()
    page.wait_for_load_state()


def _sign(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Sign as ")).click()
    page.wait_for_load_state()


def _resident_shares(page: Page, home: RunningHome, thread: Thread, out: Path) -> str:
    """Inbox, decision, one clip, what would leave, watched to its end, consent after a password."""
    _add_passkey(page, home)
    page.goto(f"{home.origin}/requests/")
    page.locator("main a[href^='/requests/']").filter(has_text="Maple Hollow").first.click()
    pictures(page, out, "S3-decision")
    page.get_by_role("link", name="Choose clips").click()
    page.locator("main input[type=checkbox]").first.check()
    page.get_by_role("button", name="Cover these").click()
    film = thread.until("chosen", lambda told: told["disclosures"] and told["disclosures"][0]["id"])
    thread.until("covered", lambda told: told["disclosures"][0]["state"] == "covered", COVERED_WITHIN / 1000)
    page.goto(f"{home.origin}/left/")
    page.goto(page.url)
    number = page.locator("a[href^='/left/']").first.get_attribute("href")
    assert number
    page.goto(f"{home.origin}/left/{re.findall(r'[0-9]+', number)[0]}/cover/")
    for _ in range(2):
        page.locator("[data-do=rate]").click()
    page.locator("[data-do=play]").click()
    on = page.locator("[data-go-on]:not([aria-disabled])")
    on.wait_for(timeout=180_000)
    pictures(page, out, "S3-covered")
    on.click()
    if page.locator("[type=password]").count():
        _password(page)
    page.get_by_role("button", name="Share it after 24 hours").click()
    thread.until("waits", lambda told: told["disclosures"][0]["state"] == "waiting")
    return str(film)


def _add_passkey(page: Page, home: RunningHome) -> None:
    """A device's passkey brings recovery codes: without a way back nobody may consent."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{home.origin}/you/keys/passkeys/add/")
    if page.locator("[type=password]").count():
        _password(page)
    page.get_by_label("Name of this device").fill("Phone")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def _password(page: Page) -> None:
    page.locator("[type=password]").first.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def _other_house_declines(home: RunningHome, request: str) -> None:
    """A second house on another disk follows the same commons and says no; nothing of that leaves it."""
    data = home.data / "second-house"
    (data / "demo").mkdir(parents=True)
    (data / "demo" / "clock").symlink_to(home.data / "demo" / "clock")  # the one made-up time
    environment = {**os.environ, "FANLIGHT_DATA": str(data), "FANLIGHT_DEMO": "0", "FANLIGHT_COMMONS": "0"}

    def run(*command: str) -> str:
        done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("-m", "fanlight.project.roles", "prepare")
    run("-c", SECOND)
    entry = ("-m", "fanlight.project.cli.entry", "asks")
    run(*entry, "join", home.commons, "--yes")
    run(*entry, "look")
    before = (home.data / "commons" / "log" / "head").read_bytes()
    run(*entry, "decide", request, "--by", "jo")
    told = json.loads(run(*entry, "status", "--json"))
    assert next(one for one in told["requests"] if one["request"] == request)["declined"]
    assert (home.data / "commons" / "log" / "head").read_bytes() == before, "a decline was seen outside"


def _flipped_byte_is_named(home: RunningHome, thread: Thread) -> None:
    clip = thread.out / "package" / "data" / "clip.mp4"
    content = bytearray(clip.read_bytes())
    content[len(content) // 2] ^= 1
    clip.write_bytes(content)
    done = home.fanlight("verify", str(thread.out / "package"))
    assert done.returncode == 1, (done.returncode, done.stdout)
    assert "data/clip.mp4" in done.stdout + done.stderr
