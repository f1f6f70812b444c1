"""Wrong input in a real browser: each broken rule at its question with its remedy; old pages, two tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.commons.conftest import Opened
from tests.browser.commons.serving import CommonsProcess
from tests.browser.commons.test_pages import OFFICER, origin_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SUPERVISOR, STEWARDS = "sergeant.ravi.stone", ("ada.winter", "bram.osei", "chidi.lund")
REASON = "Decided at the meeting of this week by all who came."
A_DRAFT = """
from fanlight.commons.agencies.models.people import SigningKey
from fanlight.commons.docket.models.drafts import Draft
from fanlight.demo.community.papers import block
from fanlight.ground.clock import micros
from fanlight.people.models import Person
from fanlight.project import demo_community as demo
now = demo.time_there(environ)
key = SigningKey.objects.get(person__username="sergeant.ravi.stone").key_id
answers = demo.answers(now, key, ("Officer Nia Holt", "Sergeant Ravi Stone"))
answers |= {"case": "26-77", "area": list(block(east=6))}
person = Person.objects.get(username="officer.nia.holt")
Draft.objects.filter(officer=person).delete()
draft = Draft.objects.create(agency="maple-hollow-police", officer=person, answers=answers, made_us=1,
    changed_us=micros(now))
(environ.data / "draft").write_text(str(draft.pk))
"""


@pytest.fixture
def draft(commons: CommonsProcess) -> str:
    """A draft that breaks no rule; its address."""
    commons.python(A_DRAFT)
    return f"/ask/{(commons.data / 'draft').read_text()}/"


def _hours(back: timedelta, start: str, end: str) -> Callable[[Page], None]:
    def fill(page: Page) -> None:
        day = datetime.now(UTC) - back
        page.get_by_label("Day").fill(f"{day:%Y-%m-%d}")
        page.get_by_label("From").fill(start)
        page.get_by_label("To", exact=True).fill(end)

    return fill


def _cells(names: str) -> Callable[[Page], None]:
    def fill(page: Page) -> None:
        page.evaluate("document.querySelectorAll('#paint input:checked').forEach((box) => box.click())")
        page.get_by_label("Or by name").fill(names)

    return fill


def _promise(label: str, days: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_label(label).fill(days)


BROKEN: list[tuple[str, str, Callable[[Page], None], str]] = [
    ("window", "hours", _hours(timedelta(days=3), "08:00", "11:00"), "Name 2 hours or less."),
    ("window-over", "hours", _hours(timedelta(days=-9), "08:00", "10:00"), "over"),
    ("look-back", "hours", _hours(timedelta(days=60), "08:00", "10:00"), "Footage that old cannot"),
    (
        "facts",
        "facts",
        lambda page: page.get_by_label("In plain words").fill("A bicycle is gone."),
        "Say what happened",
    ),
    ("area-connected", "area", _cells("N14-P16 S20-U22"), "Paint one piece, or ask twice."),
    ("area", "area", _cells("N14-U22"), "square mile"),
    ("people-floor", "area", _cells("V22"), "Paint more cells in which people live."),
    ("open-for", "promise", _promise("Open for how many days", "20"), "7 days"),
    ("retention", "promise", _promise("Kept for at most", "400"), "90 days"),
]


@pytest.mark.parametrize(("rule", "slug", "fill", "remedy"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_broken_rule_stands_at_its_question_with_its_remedy(
    opened: Opened, draft: str, rule: str, slug: str, fill: Callable[[Page], None], remedy: str
) -> None:
    """In the summary, at the answer, on the question's page; nothing can be signed; what was typed stays."""
    page = opened(f"{draft}{slug}/?check=1", who=OFFICER)
    fill(page)
    page.get_by_role("button", name="Save").click()
    if "check" not in page.url or page.locator("button[name=as_it_is]").count():
        page.get_by_role("button", name="Keep it as it is").click()
    expect(page.locator("h1")).to_contain_text("Not yet: it breaks")
    summary, answer = page.locator(".error-summary"), page.locator(f"#answer-{slug}")
    expect(summary).to_contain_text(remedy)
    expect(answer.locator(".field-error").first).to_contain_text(remedy)
    expect(page.get_by_role("button", name="Go on to sign")).to_be_disabled()
    summary.get_by_role("link").first.click()
    assert page.url.endswith(f"#answer-{slug}")
    answer.get_by_role("link").click()
    expect(page.locator(".alarm.stopped").first).to_contain_text(remedy)


def test_a_signed_draft_is_not_answered_again_from_an_old_tab(opened: Opened, draft: str) -> None:
    """The tab from before the signature: its answer changes nothing, and the page says why."""
    tab = opened(f"{draft}case/?check=1", who=OFFICER)
    page = tab.context.new_page()
    page.goto(f"{origin_of(tab)}{draft}check/")
    page.get_by_role("button", name="Go on to sign").click()
    page.get_by_role("button", name="Sign as requester").click()
    expect(page.get_by_role("status")).to_have_text("Signed as requester.")
    paper = page.url
    tab.get_by_label("Case number").fill("26-99")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("status")).to_contain_text("It is signed, so its answers stand.")
    assert tab.url == paper
    expect(tab.locator("main")).to_contain_text("26-77")
    page.go_back()
    page.goto(paper)
    expect(page.locator("main")).to_contain_text("It does not wait for your signature.")
    expect(page.locator("#signed")).to_contain_text("Requester: 1 of 1")


def test_answers_that_changed_in_another_tab_are_looked_at_again(opened: Opened, draft: str) -> None:
    """What was checked is what is signed: an older "check your answers" goes no further."""
    page = opened(f"{draft}check/", who=OFFICER)
    tab = page.context.new_page()
    tab.goto(f"{origin_of(page)}{draft}case/?check=1")
    tab.get_by_label("Case number").fill("26-78")
    tab.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Go on to sign").click()
    expect(page.get_by_role("alert")).to_contain_text("An answer was changed in another tab.")
    expect(page.locator("#answer-case")).to_contain_text("26-78")
    page.get_by_role("button", name="Go on to sign").click()
    expect(page.locator("main")).to_contain_text("26-78")


def test_a_draft_that_is_gone_gives_back_what_was_typed(opened: Opened, draft: str) -> None:
    """Given up in one tab, or older than 30 days: the other tab's words are not lost."""
    page = opened(f"{draft}facts/", who=OFFICER)
    page.get_by_label("In plain words").fill(
        "Seventeen words that took an officer the better part of an hour to write down."
    )
    tab = page.context.new_page()
    tab.goto(f"{origin_of(page)}{draft}check/")
    tab.get_by_role("button", name="Give this draft up").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("No draft of yours is here")
    expect(page.locator("main")).to_contain_text("the better part of an hour")


def test_a_proposal_that_is_sent_twice_is_one_paper(opened: Opened) -> None:
    """Back, and the same button again: the same paper, at the same address."""
    page = opened("/desk/deeds/moratorium/", who=STEWARDS[0])
    page.get_by_label("Soft: no new requests").check()
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Propose it").click()
    page.wait_for_url("**/desk/papers/**")
    paper = page.url
    page.go_back()
    page.get_by_label("Soft: no new requests").check()
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Propose it").click()
    page.wait_for_url("**/desk/papers/**")
    assert page.url == paper


def test_a_steward_who_signed_in_one_tab_cannot_in_the_other(opened: Opened) -> None:
    page = opened("/desk/deeds/request-suspended/", who=STEWARDS[0])
    page.get_by_label("Request").select_option(index=1)
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Propose it").click()
    page.wait_for_url("**/desk/papers/**")
    tab = page.context.new_page()
    tab.goto(page.url)
    for one, words in ((page, "Signed as steward."), (tab, "This paper does not wait for your signature.")):
        one.get_by_role("button", name="Sign as steward").click()
        expect(one.locator("main")).to_contain_text(words)
    expect(tab.locator("#signed")).to_contain_text(re.compile("Steward: 1 of 3"))


def test_a_policy_form_keeps_what_was_typed(opened: Opened) -> None:
    """A number beyond the bound: said at its field and on top; back from the next page the numbers stand."""
    page = opened("/desk/policy/", who=STEWARDS[0])
    page.get_by_label("Hours that a request may cover").fill("20")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator(".error-summary")).to_contain_text("At most 12 hours: no home counts more.")
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.get_by_label("Hours that a request may cover")).to_have_value("20")
    expect(page.get_by_label("Reason")).to_have_value(REASON)
    page.get_by_label("Hours that a request may cover").fill("1")
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator("h1")).to_have_text("1 number changes")
    page.get_by_role("button", name="Change the numbers").click()
    expect(page.get_by_label("Hours that a request may cover")).to_have_value("1")
    expect(page.get_by_label("Reason")).to_have_value(REASON)
