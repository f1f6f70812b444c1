"""Being told of an alert in a real browser: allowed on the page, sent by the real tend, shown by the service worker."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_everywhere, sticks_out
from tests.browser.commons.conftest import DESK, PHONE, Opened
from tests.browser.commons.serving import CommonsProcess
from tests.browser.commons.test_pages import NARROWEST
from tests.browser.test_push import STUB, deliver
from tests.contract.push.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEIGHBOUR = "neighbour"
ALERT = """
from fanlight.commons.agencies import access, standing
from fanlight.commons.board.access import Neighbour
from fanlight.commons.board.actions import members, posting
from fanlight.commons.board.models.members import Area
from fanlight.people.models import Person
now = standing.now()
person, _ = Person.objects.get_or_create(username="ines")
here = Neighbour(members.join(person=person, now=now), access.hats(person, now))
what = "Somebody left a gas bottle hissing beside the bench at the pond."
posting.post(by=here, what=what, area=Area.objects.get(name="The Green"), happened=now, urgent=True, now=now)
"""


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def tend(commons: CommonsProcess) -> Iterator[None]:
    """The commons' own, as `make run` has it."""
    process = subprocess.Popen(commons.role("commons-tend"), env=commons.environment)
    yield
    process.terminate()
    process.wait(10)


def test_an_alert_reaches_the_screen(opened: Opened, commons: CommonsProcess, service: PushService, tend: None) -> None:
    """Allow on the page; a neighbour writes an alert; area and time are shown, and a tap leads to the post."""
    page = opened("/", who=NEIGHBOUR, size=PHONE, permissions=["notifications"])
    page.context.add_init_script(STUB % service.browser().subscription())
    page.goto(f"{commons.origin}/notifications/")
    page.get_by_role("button", name="Tell me of alerts here").click()
    expect(page.locator("h1")).to_have_text("1 device tells you of alerts")
    expect(page.get_by_text("(this one)")).to_be_visible()
    commons.python(ALERT)
    (came,) = service.wait(1, seconds=20)
    shown = deliver(page, commons.origin, came.plain.decode())
    assert [one["title"] for one in shown] == ["Alert: The Green"]
    assert "gas bottle" not in json.dumps(shown) and shown[0]["path"].startswith("/board/")
    page.goto(commons.origin + shown[0]["path"])
    expect(page.locator("h1")).to_have_text("Alert: The Green")
    page.goto(f"{commons.origin}/notifications/")
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_role("heading", name="The push service took it")).to_be_visible(timeout=20_000)
    assert service.arrived[-1].message["notification"]["body"] in page.locator("main").inner_text()
    page.goto(f"{commons.origin}/notifications/")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("h1")).to_have_text("No device tells you of alerts")


def test_the_page_holds_its_place_and_axe_finds_nothing_serious(
    opened: Opened, commons: CommonsProcess, service: PushService
) -> None:
    """With a device and a test on it, in both widths and themes; nothing sticks out at 320 pixels either."""
    commons.python(
        ALERT.replace('"ines"', f'"{NEIGHBOUR}"').split("what =")[0]
        + "from fanlight.commons.board.actions import devices\n"
        + f"held = devices.add(by=here, untrusted_subscription={service.browser().subscription()!r},"
        + " name='Firefox on Windows', now=now)\nrow = devices.send_test(device=held, now=now)\n"
    )
    page = opened("/notifications/", who=NEIGHBOUR, bypass_csp=True)
    found = [*serious_everywhere(page), *sticks_out(page, NARROWEST, PHONE, DESK)]
    page.get_by_role("button", name="Send a test").first.click()
    found += [*serious_everywhere(page), *sticks_out(page, NARROWEST, PHONE, DESK)]
    assert found == []


def test_without_scripts_the_page_says_so(opened: Opened) -> None:
    """And leads to the digest, which needs none."""
    page = opened("/notifications/", who=NEIGHBOUR, java_script_enabled=False)
    expect(page.locator("noscript p")).to_be_visible()
    page.get_by_role("link", name="digest").first.click()
    expect(page.locator("main")).to_contain_text("in a week")
