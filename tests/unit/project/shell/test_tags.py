"""Times, sizes and spans as pages say them; rooms that exist; fields with their errors."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from fanlight.ground.clock import micros
from fanlight.project.shell import tags
from fanlight.project.shell.rooms import ROOMS, rooms

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 14, 32, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 24, 0, 5, tzinfo=BERLIN), "00:05"),
        (datetime(2026, 11, 23, 23, 59, tzinfo=BERLIN), "yesterday 23:59"),
        (datetime(2026, 11, 3, 7, 0, tzinfo=BERLIN), "3 Nov 07:00"),
        (datetime(2025, 12, 31, 7, 0, tzinfo=BERLIN), "31 Dec 2025 07:00"),
    ],
)
def test_today_stands_without_its_date(at: datetime, words: str) -> None:
    """The home's zone decides what today is; the year is said only where it is another."""
    assert tags.day_and_time(at, NOW) == words


def test_a_moment_is_in_the_homes_zone() -> None:
    """Words for people, an offset for machines; nothing for no time."""
    at = datetime(2020, 6, 1, 12, 0, tzinfo=UTC)
    with timezone.override(BERLIN):
        assert tags.moment(micros(at)) == '<time datetime="2020-06-01T14:00:00+02:00">1 Jun 2020 14:00</time>'
        assert tags.clock(at) == "14:00"
    assert tags.moment(None) == "" and tags.clock(0) == ""


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1500, "2 kB"),
        (2_500_000, "2.5 MB"),
        (81_000_000_000, "81 GB"),
        (4 * 10**12, "4.0 TB"),
    ],
)
def test_sizes(amount: int, words: str) -> None:
    """In powers of 1000, as a shop prints them on a disk."""
    assert tags.size(amount) == words


@pytest.mark.parametrize(
    ("span", "words"), [(0, "0 s"), (59.4, "59 s"), (125, "2 min 5 s"), (3599, "59 min"), (7800, "2 h 10 min")]
)
def test_spans(span: float, words: str) -> None:
    """As exact as somebody asks."""
    assert tags.seconds(span) == words


@pytest.mark.parametrize("follows", [True, False], ids=["follows", "follows-none"])
def test_every_room_that_is_drawn_exists(monkeypatch, follows: bool) -> None:
    """All rooms of this version have an address, each with an icon, and one is marked as where we are; Requests stands
    there only in a home that follows a commons."""
    monkeypatch.setattr("fanlight.home.asks.access.shows_asks", lambda: follows)
    found = [*rooms("daily", path="/cameras/3/"), *rooms("house", path="/cameras/3/")]
    assert [room.view for room in found] == [room.view for room in ROOMS if follows or room.view != "requests"]
    assert [room.word for room in found if room.here] == ["Cameras"]
    for room in found:
        assert "<path" in tags.icon(room.icon) or "<rect" in tags.icon(room.icon)
    assert [room.word for room in rooms("daily", path="/") if room.here] == ["Today"]
    assert [room.word for room in rooms("daily", path="/clips/3/", here="timeline") if room.here] == ["Timeline"]


class Odd(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the door.")
    way = forms.ChoiceField(label="Way", choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect)


@pytest.mark.parametrize(("kind", "field"), [("", "name"), ("tick", "name"), ("seg", "way"), ("radios", "way")])
def test_an_error_stands_at_its_field_and_in_the_summary(kind: str, field: str) -> None:
    """The summary's link leads to an element that exists; markup in what was typed stays text."""
    form = Odd({"name": "", "way": "<b>"})
    drawn = Template("{% load shell %}{% error_summary form %}{% field one kind %}").render(
        Context({"form": form, "one": form[field], "kind": kind})
    )
    target = f"id_{field}"
    assert f'href="#{target}"' in drawn and f'id="{target}"' in drawn
    assert "<b>" not in drawn
