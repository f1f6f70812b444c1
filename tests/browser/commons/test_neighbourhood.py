"""The neighbourhood in both widths and themes: axe, nothing sticks out, and a post without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_everywhere, sticks_out
from tests.browser.commons.conftest import DESK, PHONE, Opened
from tests.browser.commons.serving import CommonsProcess
from tests.browser.commons.test_pages import NARROWEST, origin_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEIGHBOUR, STEWARD, OFFICER = "neighbour", "ada.winter", "officer.nia.holt"
POLICE = "maple-hollow-police"
PAGES = {
    NEIGHBOUR: ["/board/", "/board/new/", "/board/digest/", "/board/mine/", "/board/sent/", "/board/mine/erase/"],
    STEWARD: [
        "/desk/",
        "/desk/board/",
        "/desk/board/people/",
        "/desk/board/areas/",
        "/desk/forwarding/",
        f"/desk/forwarding/{POLICE}/open/",
        f"/desk/forwarding/{POLICE}/end/",
        f"/desk/partnerships/{POLICE}/",
        "/partnerships/",
        f"/agencies/{POLICE}/",
    ],
    OFFICER: ["/desk/forwards/"],
}


@pytest.fixture(scope="module", autouse=True)
def _opened_forwarding(commons: CommonsProcess) -> None:
    """The demo's opening, 14 days later: what tend does on its rounds."""
    commons.python(
        "from fanlight.project.demo_community import witnesses_run\n"
        "from fanlight.commons.agencies import standing\n"
        "from fanlight.commons.log.actions import publish\n"
        "from fanlight.commons.log.operated import operated_log\n"
        "from fanlight.ground.moved_clock import move\n"
        "from fanlight.demo.community.founding import ORIGIN\n"
        "move(ORIGIN, environ.data / 'demo' / 'clock', 14 * 86_400 + 600)\n"
        "with witnesses_run(environ):\n"
        "    publish(log=operated_log(environ.commons_data, standing.log_folder()), now=standing.now())\n"
    )


def test_axe_finds_nothing_serious(opened: Opened) -> None:
    """Names, roles, contrast and order, as neighbour, steward and officer, in both widths and themes."""
    found: list[object] = []
    for who, paths in PAGES.items():
        page = opened(paths[0], who=who, bypass_csp=True)
        links = [page.locator(".paper h3 a").first.get_attribute("href")] if who == NEIGHBOUR else []
        own = [f"{links[0]}{rest}" for rest in ("", "forward/", "resolve/", "erase/")] if links else []
        for path in [*paths, *own]:
            page.goto(origin_of(page) + path)
            found += serious_everywhere(page)
    assert found == []


def test_nothing_sticks_out_of_the_page(opened: Opened) -> None:
    """No sideways scrolling of the page; the top bar holds its links."""
    for who, paths in PAGES.items():
        page = opened(paths[0], who=who)
        for path in paths:
            page.goto(origin_of(page) + path)
            assert sticks_out(page, DESK, PHONE, NARROWEST) == []


def test_a_post_is_written_and_chosen_to_be_sent_without_scripts(opened: Opened) -> None:
    """The form asks for behaviour; the choice shows the agency's record; recalled, it is on its way no more."""
    page = opened("/board/new/", who=NEIGHBOUR, java_script_enabled=False)
    expect(page.locator("h1")).to_have_text("What did somebody do?")
    page.get_by_label("What did somebody do?").fill("Somebody rolled a bin into the road and left it lying there.")
    page.get_by_label("Where, by area?").select_option(label="Mill End")
    page.get_by_role("button", name="Post it").click()
    expect(page.locator("main")).to_contain_text("rolled a bin into the road")
    page.get_by_role("link", name="Send it to an agency").click()
    expect(page.locator("main")).to_contain_text("On record")
    expect(page.locator("main")).to_contain_text("Reports overdue")
    page.get_by_role("button", name="Send it in 30 minutes").click()
    expect(page.locator("h1")).to_have_text("1 on the way")
    page.get_by_role("button", name="Recall it").click()
    expect(page.locator("h1")).to_have_text("Nothing is on the way")
