"""A passkey of a real browser, from the one-time link to a signature that verifies, with a virtual authenticator."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.commons.conftest import Opened
from tests.browser.commons.serving import CommonsProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
FOUND = "Called the state's directory number; the chief's office confirmed both names."
FORTNIGHT = """
from fanlight.ground.moved_clock import move
from fanlight.project import demo_community as demo
from fanlight.commons.log.actions import publish
from fanlight.commons.log.operated import operated_log
with demo.witnesses_run(environ):
    demo.dated(environ)
    move(demo.ORIGIN, environ.data / "demo" / "clock", 15 * 86_400)
    publish(log=operated_log(environ.commons_data, environ.commons_data / "log"), now=demo.time_there(environ))
"""
A_DRAFT = """
from fanlight.commons.agencies.models.people import SigningKey
from fanlight.commons.docket.models.drafts import Draft
from fanlight.commons.agencies.rules.area import read_names, sheet_of
from fanlight.commons.agencies.standing import standing
from fanlight.project import demo_community as demo
now = demo.time_there(environ)
supervisor = SigningKey.objects.get(person__username="vera").key_id
answers = demo.answers(now, supervisor, ("Ofc Ian Low", "Sgt Vera Moor"))
answers["area"] = read_names("A1-C3", sheet_of(standing().founding.units))[0]
person = SigningKey.objects.get(person__username="ian").person
Draft.objects.create(agency="quarry-campus", officer=person, answers=answers, made_us=1, changed_us=1)
"""


def joined(opened: Opened, link: str, username: str) -> Page:
    """An account by the link, and a key made by this browser."""
    page = opened(link)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.get_by_label("Name to sign in by").fill(username)
    page.get_by_label("Password").fill("three blue kettles")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Enrol a key").click()
    expect(page.locator("h1")).to_have_text("You sign with 1 key")
    return page


def be(page: Page, commons: CommonsProcess, who: str, path: str) -> None:
    page.goto(f"{commons.origin}/cast/")
    page.locator(f"button[value='{who}']").click()
    page.wait_for_url("**/desk/")
    page.goto(commons.origin + path)


def test_officers_enrol_and_sign_with_passkeys(opened: Opened, commons: CommonsProcess) -> None:
    """Two officers come by links apart; the stewards admit the agency; a fortnight later one of them signs a request
    with navigator.credentials.get, and the server finds it good offline."""
    page = opened("/desk/agencies/new/", who="ada.winter")
    page.get_by_label("Short name").fill("quarry-campus")
    page.get_by_label("Name", exact=True).fill("Quarry Campus Police")
    page.get_by_label("Kind").select_option("campus")
    page.get_by_label("Jurisdiction").fill("A1-F9")
    page.get_by_label("Packages are sealed to").fill("age1" + "q" * 58)
    page.get_by_label("Receipts are signed by").fill("5" * 64)
    page.get_by_role("button", name="Go on").click()
    application, links = page.url, {}
    for name, role in (("Sgt Vera Moor", "Supervisor"), ("Ofc Ian Low", "Requester")):
        page.get_by_label("Name and rank").fill(name)
        page.get_by_role("radio", name=role).check()
        page.get_by_role("button", name="Make a link").click()
        links[role] = re.search(r"/join/[\w-]+/", page.locator(".alarm .hash").inner_text())[0]  # type: ignore[index]
    joined(opened, links["Supervisor"], "vera")
    officer = joined(opened, links["Requester"], "ian")
    for check in ("Called back", "Compared the ORI", "Read its published terms"):
        page.goto(application)
        page.get_by_role("radio", name=check).check()
        page.get_by_label("What you found").fill(FOUND)
        page.get_by_role("button", name="Note this check").click()
    page.get_by_role("button", name="Make its paper").click()
    page.wait_for_url("**/desk/papers/**")
    paper = page.url.removeprefix(commons.origin)
    for who in ("ada.winter", "bram.osei", "chidi.lund"):
        be(page, commons, who, paper)
        page.get_by_role("button", name="Sign as steward").click()
    expect(page.get_by_text("It stands in the log: entry")).to_be_visible()
    commons.python(FORTNIGHT)
    commons.python(A_DRAFT)
    officer.goto(f"{commons.origin}/desk/")
    officer.get_by_role("link", name="26-0041187").click()
    officer.get_by_role("button", name="Go on to sign").click()
    officer.get_by_role("button", name="Sign as requester").click()
    expect(officer.get_by_text("Signed as requester.")).to_be_visible()
    expect(officer.locator("#signed")).to_contain_text("Requester: 1 of 1")
