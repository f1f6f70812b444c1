"""What is typed about cameras, zones and limits, before anything is done with it."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from fanlight.home.archive import drafts
from fanlight.home.archive.actions.zones import WrongZone
from fanlight.home.archive.forms.cameras import AddressForm
from fanlight.home.archive.forms.retention import RetentionForm
from fanlight.home.archive.forms.zones import read_whole, read_zones


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.40", "rtsp://192.168.1.40:554/"),
        ("camera.lan", "rtsp://camera.lan:554/"),
        ("192.168.1.40:8554", "rtsp://192.168.1.40:8554"),
        ("192.168.1.40/live", "rtsp://192.168.1.40/live"),
        ("rtsp://192.168.1.40/live", "rtsp://192.168.1.40/live"),
    ],
)
def test_a_number_is_enough(typed: str, url: str) -> None:
    """The address may be a number in the network, with or without port and path."""
    form = AddressForm({"url": typed})
    assert form.is_valid()
    assert form.cleaned_data["url"] == url


def test_a_pasted_password_is_taken_out() -> None:
    """Credentials inside an address are used, and never stand on the page again."""
    form = AddressForm({"url": "rtsp://mara:se%20cret@10.0.0.5/live"})
    assert form.is_valid()
    assert form.cleaned_data["username"] == "mara" and form.cleaned_data["password"] == "se cret"
    form.add_error("url", "The camera does not answer.")
    assert "cret" not in form.as_p()
    assert "10.0.0.5" in form.as_p()


def test_what_was_typed_stays_but_the_password() -> None:
    """After a failed look."""
    form = AddressForm({"url": "10.0.0.5", "username": "mara", "password": "secret"})
    form.add_error("password", "The camera refuses this password.")
    assert "secret" not in form.as_p() and 'value="mara"' in form.as_p() and 'value="10.0.0.5"' in form.as_p()


@pytest.mark.parametrize(
    "typed", ["", "http://10.0.0.5/", "file:///etc/passwd", "rtsp://", "10.0.0.5 ; rm", "rtsp://a:99999/"]
)
def test_what_is_no_camera_is_refused_in_words(typed: str) -> None:
    """Only RTSP, and only what can be an address."""
    form = AddressForm({"url": typed})
    assert not form.is_valid()
    assert form.errors["url"]


def test_a_draft_is_sealed(settings: Settings, tmp_path) -> None:
    """A camera that was looked at waits in the session, its password readable only with the home's key."""
    settings.DATA = tmp_path
    session = SessionStore()
    draft = drafts.Draft("rtsp://10.0.0.5/", "", "mara", "se cret", "640 × 360", picture=drafts.as_text(b"jpeg"))
    drafts.keep(session, draft)
    assert "cret" not in json.dumps(dict(session.items()))
    assert drafts.kept(session) == draft
    assert "cret" not in repr(draft)
    drafts.forget(session)
    assert drafts.kept(session) is None


@pytest.mark.parametrize("damaged", ["", "x", "AAAA", "A" * 200])
def test_a_damaged_draft_is_none(damaged: str, settings: Settings, tmp_path) -> None:
    """A key that was changed, or a session of another home."""
    settings.DATA = tmp_path
    session = SessionStore()
    session[drafts.KEY] = damaged
    assert drafts.kept(session) is None


GOOD = {"name": "Path", "purpose": "watch", "points": [[0, 0], [9000, 0], [9000, 9000]], "sensitivity": 50}


def test_zones_are_read_as_drawn() -> None:
    """Whole ten-thousandths, whatever the browser sends."""
    (zone,) = read_zones(json.dumps([{**GOOD, "points": [[0.4, 0], [9000, 1.6], [9000, 9000]], "name": " Path "}]))
    assert zone.name == "Path"
    assert zone.points == ((0, 0), (9000, 2), (9000, 9000))


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "{}{",
        "3",
        "null",
        "[3]",
        '["a"]',
        "[{}]",
        json.dumps([{**GOOD, "points": 3}]),
        json.dumps([{**GOOD, "points": [[1, 2, 3]]}]),
        json.dumps([{**GOOD, "points": [[None, 1]]}]),
        json.dumps([{**GOOD, "points": [[True, 1]]}]),
        json.dumps([{**GOOD, "sensitivity": "5"}]),
        json.dumps([{**GOOD, "sensitivity": 1e300}]),
        json.dumps([{**GOOD, "name": 3}]),
        json.dumps([{**GOOD, "name": "a\u0000b"}]),
        '[{"name": "a", "purpose": "watch", "sensitivity": 50, "points": [[NaN, 1], [1, 2], [2, 3]]}]',
        '[{"name": "a", "purpose": "watch", "sensitivity": 50, "points": [[Infinity, 1], [1, 2], [2, 3]]}]',
        "[" * 50_000,
        " " * 70_000,
    ],
)
def test_what_is_no_zone_is_refused_in_words(wrong: str) -> None:
    """Nothing but our own error leaves the reader."""
    with pytest.raises(WrongZone):
        read_zones(wrong)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda some: st.lists(some) | st.dictionaries(st.text(), some),
    )
)
def test_no_json_makes_the_reader_stumble(value: object) -> None:
    """Any JSON at all is zones or our own error."""
    try:
        read_zones(json.dumps(value))
    except WrongZone as error:
        assert error.words()


@pytest.mark.parametrize("wrong", ["", "-1", "5.5", "abc", "1000", "٣"])
def test_a_sensitivity_is_a_number(wrong: str) -> None:
    """From 0 to 100 in plain digits; what is larger is the action's to refuse."""
    with pytest.raises(WrongZone):
        read_whole(wrong)


def test_limits_may_be_empty() -> None:
    """No days and no bytes: nothing is deleted but for room."""
    form = RetentionForm({"days": "", "giga": ""})
    assert form.is_valid()
    assert form.limits() == {"days": None, "bytes": None}
    form = RetentionForm({"days": "14", "giga": "250.5"})
    assert form.is_valid()
    assert form.limits() == {"days": 14, "bytes": 250_500_000_000}


@pytest.mark.parametrize("values", [{"days": "0"}, {"days": "-3"}, {"days": "many"}, {"giga": "0.5"}, {"giga": "1e9"}])
def test_limits_that_would_delete_all_are_refused(values: dict[str, str]) -> None:
    """Zero days is not a wish that a slip of the finger may express."""
    assert not RetentionForm(values).is_valid()
