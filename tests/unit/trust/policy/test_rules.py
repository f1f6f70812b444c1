"""Each rule alone: what it lets through, what it names, and that all are always evaluated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from fanlight.demo.community.founding import MIDDLE, POLICE, SHERIFF, units
from fanlight.demo.community.papers import block
from fanlight.trust.papers.request import Attests, Request
from fanlight.trust.papers.unsigned import RULE_CODE
from fanlight.trust.policy.case import of_one_case, overlap, same_number
from fanlight.trust.policy.cells import area_m2, cell, column_row
from fanlight.trust.policy.limits import DAY, HOUR
from fanlight.trust.policy.rules.every import CODES, RULES, broken
from fanlight.trust.policy.rules.facts import Earlier, Facts
from fanlight.trust.policy.rules.words import span
from tests.unit.trust.papers.drawn import NOW, community
from tests.unit.trust.policy.log import Log

T = NOW + DAY
X, Y = column_row(MIDDLE)


def _facts(**members: object) -> Facts:
    return replace(Log().state().facts(POLICE, T), **members)  # type: ignore[arg-type]


def _request(**members: object) -> Request:
    return community().request(T, **members)


def _codes(request: Request, facts: Facts | None = None) -> set[str]:
    return {one.code for one in broken(request, facts or _facts())}


def _earlier(count: int, *, agency: str = POLICE, age: int = DAY, stands: int = DAY) -> tuple[Earlier, ...]:
    """Requests of other cases, places and hours."""
    return tuple(
        Earlier(
            community().request(T - 20 * DAY, f"earlier {n}", agency, case=f"e{n}", area=block(-6, 3 * n - 9)),
            T - age,
            T + stands,
        )
        for n in range(count)
    )


def test_a_good_request_breaks_nothing() -> None:
    """And every rule has a code of its own that a refusal can carry."""
    assert broken(_request(), _facts()) == ()
    assert len(set(CODES)) == len(CODES) == len(RULES) == 26
    assert all(RULE_CODE.read(code, "code") for code in CODES)


def test_every_rule_names_a_member_of_the_request() -> None:
    """So that a page can say it at its question."""
    names = _request().value().keys()
    assert all(rule.member in names for rule in RULES)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"offence": "90Z"}, "offence"),
        ({"basis": "exigent"}, "basis"),
        ({"basis": "warrant"}, "basis"),
        ({"facts": "f" * 79}, "facts"),
        ({"attests": Attests(True, False, False, False)}, "attests"),
        ({"attests": Attests(False, False, False, True)}, "attests"),
        ({"outdoor": False}, "outdoor"),
        ({"open_days": 8}, "open-for"),
        ({"retention_days": 91}, "retention"),
        ({"policy": "0" * 64}, "policy"),
        ({"supervisor": community().request(T).requester}, "officers"),
        ({"requester": community().request(T).supervisor}, "officers"),
        ({"supervisor": "0" * 64}, "officers"),
        ({"supervisor": community().request(T, "x", SHERIFF).supervisor}, "officers"),
        ({"area": tuple(sorted((*block(), MIDDLE + 5)))}, "area-connected"),
        ({"area": block(12)}, "jurisdiction"),
    ],
)
def test_a_member_that_breaks_one_rule(members: dict[str, object], code: str) -> None:
    """That rule, and no other, says so."""
    assert _codes(_request(**members)) == {code}


def test_what_is_said_is_whole() -> None:
    """Member, limit, what was found, and what would satisfy it."""
    (found,) = broken(_request(retention_days=365), _facts())
    assert (found.member, found.limit) == ("retention_days", "Footage may be kept for at most 90 days.")
    assert (found.found, found.remedy) == ("365 days.", "Promise 90 days or fewer.")
    assert found.words() == "Footage may be kept for at most 90 days. Found: 365 days. Promise 90 days or fewer."


def test_all_rules_are_evaluated() -> None:
    """An officer sees everything at once, not one thing after another."""
    request = _request(offence="90Z", outdoor=False, open_days=99, retention_days=999, facts="short", basis="exigent")
    assert _codes(request) == {"offence", "outdoor", "open-for", "retention", "facts", "basis"}


def test_the_window_s_length() -> None:
    """To the second; not backwards, not empty."""
    since = T - DAY
    assert _codes(_request(since=since, until=since + 2 * HOUR)) == set()
    for until in (since + 2 * HOUR + 1, since, since - 1):
        assert _codes(_request(since=since, until=until)) == {"window"}
    wide = replace(_facts().limits, window_s=12 * HOUR)
    assert _codes(_request(since=since, until=since + 12 * HOUR), _facts(limits=wide)) == set()


def test_a_window_over_a_clock_change_is_as_long_as_it_lasts() -> None:
    """From one to three at night are three hours in autumn and one in spring, and no local reading changes that."""
    zone = ZoneInfo("America/New_York")
    for day, hours in ((datetime(2026, 11, 1, tzinfo=zone), 3), (datetime(2026, 3, 8, tzinfo=zone), 1)):
        since = int(day.replace(hour=1).timestamp())
        until = int(day.replace(hour=3).timestamp())
        assert until - since == hours * HOUR
        facts = _facts(at=until + HOUR)
        found = _codes(_request(since=since, until=until), facts) & {"window", "window-over", "look-back"}
        assert found == ({"window"} if hours > 2 else set())
    assert datetime.fromtimestamp(until, UTC).hour == 7


def test_a_window_must_be_over_and_not_too_old() -> None:
    """Measured at the notice, not at the agency's own clock."""
    assert _codes(_request(since=T - HOUR, until=T)) == set()
    assert _codes(_request(since=T - HOUR, until=T + 1, written=0)) == {"window-over"}
    assert _codes(_request(since=T - 30 * DAY, until=T - 30 * DAY + 1)) == set()
    assert _codes(_request(since=T - 30 * DAY - 1, until=T - 30 * DAY)) == {"look-back"}


def test_the_area_s_size_is_whole_square_metres() -> None:
    """Equal is allowed, one more is not."""
    facts = _facts()
    size = area_m2(block())
    assert _codes(_request(), replace(facts, limits=replace(facts.limits, area_m2=size))) == set()
    assert _codes(_request(), replace(facts, limits=replace(facts.limits, area_m2=size - 1))) == {"area"}


def test_an_area_across_180_degrees_is_judged_like_any_other() -> None:
    """Connected, sized and counted over the edge of the map."""
    area = tuple(sorted(cell(x, Y) for x in (-2, -1, 0, 1)))
    facts = _facts(units=dict.fromkeys(area, 60))
    assert facts.agency
    paper = replace(facts.agency.paper, cells=area)
    facts = replace(facts, agency=replace(facts.agency, paper=paper))
    assert _codes(_request(area=area), facts) == set()
    assert _codes(_request(area=area[1:]), facts) == {"area-connected", "people-floor"}


def test_enough_people_and_no_crowd_in_one_cell() -> None:
    """200 housing units, no cell with more than half."""
    area = tuple(sorted(cell(X + n, Y) for n in range(4)))
    for counts, codes in (
        ((50, 50, 50, 50), set()),
        ((50, 50, 50, 49), {"people-floor"}),
        ((100, 50, 25, 25), set()),
        ((101, 50, 25, 24), {"people-share"}),
        ((0, 0, 0, 0), {"people-floor"}),
        ((0, 0, 0, 1), {"people-floor", "people-share"}),
    ):
        table = dict(zip(area, counts, strict=True))
        assert _codes(_request(area=area), _facts(units=table)) == codes, counts
    assert _codes(_request(area=area), _facts(units={})) == {"people-floor"}


def test_two_areas_of_one_case_are_equal_or_far_apart() -> None:
    """The difference between two answers must not say who lives in a small part."""
    first = _request()
    earlier = (Earlier(first, T - DAY, T),)
    for area, code in (
        (block(), set()),
        (block(3), set()),  # beside it
        (block(1), {"case-areas"}),  # three cells of each are the difference
        (tuple(sorted((*block(), MIDDLE + 2))), {"case-areas"}),
    ):
        again = replace(first, id="0" * 32, area=area)
        assert _codes(again, _facts(earlier=earlier)) == code


def test_cases_by_number() -> None:
    """As people write numbers: signs and small letters do not make another case; another agency does."""
    first = _request(case="26-00123a")
    for case, same in (("26 00123A", True), ("2600123a", True), ("26-00124a", False), ("Fall 26-00123a", False)):
        assert same_number(first, _request(case=case)) == same
    assert not same_number(first, replace(first, agency=SHERIFF))


def test_cases_by_place_and_time() -> None:
    """One cell and one second in both; whatever the number and whoever asks; also by way of a third."""
    first = _request(case="a")
    later = replace(first, id="1" * 32, case="b", since=first.until, until=first.until + HOUR)
    assert not overlap(first, later)
    touching = replace(later, id="2" * 32, since=first.until - 1, agency=SHERIFF, case="c")
    assert overlap(first, touching) and overlap(touching, later)
    assert of_one_case(later, [first]) == []
    assert of_one_case(later, [first, touching]) == [first, touching]
    facts = _facts(earlier=tuple(Earlier(one, T - DAY, T) for one in (first, touching)))
    assert _codes(later, facts) == {"per-case"}
    assert _codes(later, _facts(earlier=(Earlier(first, T - DAY, T),))) == set()


def test_how_often() -> None:
    """Two for a case, five standing, twenty in thirty days; others' requests do not count."""
    assert _codes(_request(), _facts(earlier=_earlier(4))) == set()
    assert _codes(_request(), _facts(earlier=_earlier(5))) == {"open-per-agency"}
    assert _codes(_request(), _facts(earlier=_earlier(5, stands=0))) == set()
    assert _codes(_request(), _facts(earlier=_earlier(5, agency=SHERIFF))) == set()
    many = tuple(replace(one, ends=T) for _ in range(4) for one in _earlier(5))
    assert _codes(_request(), _facts(earlier=many)) == {"per-30-days"}
    assert _codes(_request(), _facts(earlier=many[1:])) == set()
    old = tuple(replace(one, noticed=T - 30 * DAY) for one in many)
    assert _codes(_request(), _facts(earlier=old)) == set()
    again = (Earlier(_request(), T - DAY, T),)
    assert _codes(replace(_request(), id="0" * 32), _facts(earlier=again)) == set()


def test_the_agency_s_state() -> None:
    """Admitted, verified, neither suspended nor revoked nor overdue; one code each."""
    facts = _facts()
    assert facts.agency
    for members, code in (
        ({"verified": False}, "agency-verified"),
        ({"suspended": True}, "agency-suspended"),
        ({"revoked": True}, "agency-admitted"),
        ({"overdue": True}, "agency-overdue"),
        ({"revoked_keys": frozenset({_request().requester})}, "officers"),
    ):
        assert _codes(_request(), replace(facts, agency=replace(facts.agency, **members))) == {code}
    assert _codes(_request(), replace(facts, agency=None)) == {"agency-admitted", "jurisdiction"}
    assert _codes(_request(), replace(facts, moratorium="soft")) == {"moratorium"}


def test_words_for_spans() -> None:
    """As one says it."""
    assert [span(s) for s in (0, 1, 7_200, 90_061, -60)] == [
        "nothing",
        "1 second",
        "2 hours",
        "1 day 1 hour 1 minute 1 second",
        "minus 1 minute",
    ]
    assert sum(units()[one] for one in block()) >= 200
