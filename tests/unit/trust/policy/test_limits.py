"""Limits: what a community starts with, what no policy can exceed, and the closed lists."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.policy_paper import Limits
from fanlight.trust.papers.request import OFFENCE
from fanlight.trust.policy.limits import BOUNDS, DAY, DEFAULTS, HALF_MILE, HOUR, QUARTER_MILE, counted, grown
from fanlight.trust.policy.offences import offences
from tests.unit.trust.papers.drawn import drawn

MILE = 1609.344  # metres


def test_the_table_of_the_document() -> None:
    """Defaults and ceilings as the design has them."""
    table = {bound.name: (bound.default, bound.loosest) for bound in BOUNDS}
    assert table == {
        "window_s": (2 * HOUR, 12 * HOUR),
        "look_back_days": (30, 45),
        "area_m2": (QUARTER_MILE, HALF_MILE),
        "floor_units": (200, 200),
        "open_days": (7, 14),
        "per_case": (2, 2),
        "open_per_agency": (5, 5),
        "per_30_days": (20, 20),
        "retention_days": (90, 180),
        "notice_s": (12 * HOUR, 12 * HOUR),
    }
    assert (int(MILE**2 / 4), int(MILE**2 / 2)) == (QUARTER_MILE, HALF_MILE)
    assert DAY == 24 * HOUR
    assert [bound.name for bound in BOUNDS] == [field.name for field in fields(Limits)]


@given(drawn(Limits))
def test_nothing_counts_beyond_its_bound(limits: Limits) -> None:
    """Whatever a policy says, a home counts the bound; and what counts is never looser than it."""
    effective = counted(limits)
    for bound in BOUNDS:
        value = getattr(effective, bound.name)
        assert not bound.loosens(bound.loosest, value)
        assert value in (getattr(limits, bound.name), bound.loosest)
    assert counted(effective) == effective


@given(drawn(Limits), drawn(Limits))
def test_growing_is_told_by_the_limit(before: Limits, after: Limits) -> None:
    """Between two different policies at least one way is a loosening, and never the same limit both ways."""
    there, back = set(grown(before, after)), set(grown(after, before))
    assert not there & back
    assert bool(there | back) == (before != after)


@pytest.mark.parametrize(("name", "looser"), [("notice_s", -1), ("floor_units", -1), ("window_s", 1), ("open_days", 1)])
def test_a_shorter_notice_is_looser(name: str, looser: int) -> None:
    """Of notice and floor the smaller number allows more."""
    after = replace(DEFAULTS, **{name: getattr(DEFAULTS, name) + looser})
    assert grown(DEFAULTS, after) == (name,) and grown(after, DEFAULTS) == ()


def test_offences_have_codes_and_plain_words() -> None:
    """A closed list, each code once, as a request can carry it."""
    listed = offences()
    assert len(listed) == 25
    for code, offence in listed.items():
        assert OFFENCE.read(code, "offence") == code == offence.code
        assert re.fullmatch(r"[a-z][a-z ,-]+", offence.words)
    assert {"220", "23D", "13A"} <= listed.keys()
    assert not {"35A", "90Z", "90J", "90B", "39A", "40A", "370", "520"} & listed.keys()  # left out on purpose


@pytest.mark.parametrize("code", ["", "2", "22 0", "22o", "22000", "220\n", "２２０"])
def test_a_code_has_a_grammar(code: str) -> None:
    """Two to four digits or capitals of ASCII."""
    with pytest.raises(PaperError):
        OFFENCE.read(code, "offence")


@given(st.integers(0, 10**12))
def test_one_bound_at_a_time(value: int) -> None:
    """Looser than the bound becomes the bound, tighter stays."""
    for bound in BOUNDS:
        assert bound.counted(value) == (bound.loosest if bound.loosens(bound.loosest, value) else value)
