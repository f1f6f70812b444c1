"""Words for each rule and state, hours over clock changes, headings from what is in force."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from fanlight.commons.docket.rules.checking import WORDS
from fanlight.commons.docket.rules.headline import ago
from fanlight.commons.docket.rules.hours import end_day, instants
from fanlight.commons.docket.rules.questions import QUESTIONS, question_of
from fanlight.commons.docket.rules.story import GROUPS, STATES
from fanlight.trust.policy.rules.every import CODES, RULES
from fanlight.trust.policy.states import REQUEST_START, REQUEST_STEPS, RequestState, reachable

NEW_YORK = ZoneInfo("America/New_York")
BEFORE_PUBLIC = {"draft", "signed", "supervised", "checked", "review", "returned", "refused", "void", "archived"}


def test_every_rule_has_its_words() -> None:
    assert tuple(WORDS) == CODES


def test_every_public_state_has_its_word_and_its_group() -> None:
    """What time or an entry can make of a request is shown; nothing falls between the groups."""
    public = {RequestState(one) for one in reachable(REQUEST_STEPS, REQUEST_START)} - BEFORE_PUBLIC
    assert set(STATES) == public
    assert {state for _, _, states in GROUPS for state in states} == public


def test_a_broken_rule_stands_at_the_question_that_mends_it() -> None:
    """Rules about the agency and the policy have none; all others have one."""
    without = {rule.code for rule in RULES if question_of(rule.member) is None}
    assert without == {rule.code for rule in RULES if rule.member in ("agency", "policy")}
    members = [member for question in QUESTIONS for member in question.members]
    assert len(members) == len(set(members))


@pytest.mark.parametrize(
    ("day", "at", "count"),
    [
        (date(2026, 11, 24), time(14), 1),
        (date(2026, 11, 1), time(1, 30), 2),
        (date(2026, 3, 8), time(2, 30), 0),
        (date(2026, 3, 8), time(3), 1),
    ],
)
def test_an_hour_is_there_once_twice_or_never(day: date, at: time, count: int) -> None:
    """Clocks in New York went back on 1 November 2026 and forward on 8 March."""
    found = instants(day, at, NEW_YORK)
    assert len(found) == count
    if count == 2:
        assert found[1] - found[0] == 3_600


def test_an_end_that_is_not_after_the_start_is_tomorrow() -> None:
    assert end_day(date(2026, 12, 31), time(23), time(1)) == date(2027, 1, 1)
    assert end_day(date(2026, 12, 31), time(22), time(23)) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "yesterday"), (3, "3 days ago"), (22, "3 weeks ago"), (-1, "today")]
)
def test_how_long_ago(days: int, words: str) -> None:
    assert ago(days * 86_400) == words
