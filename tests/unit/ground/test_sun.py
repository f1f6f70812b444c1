"""The sun's place against published values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.ground.sun import DUSK, declination_and_time, elevation, is_dark, next_change

MOUNTAIN = timezone(timedelta(hours=-7))
TROMSO = (69.65, 18.96)


def test_meeus_example_of_the_suns_declination() -> None:
    """Meeus, Astronomical Algorithms, example 25.a: 1992 October 13, 0 h: apparent declination -7.78507 degrees."""
    declination, _ = declination_and_time(datetime(1992, 10, 13, tzinfo=UTC))
    assert declination == pytest.approx(-7.78507, abs=0.002)


def test_meeus_example_of_the_equation_of_time() -> None:
    """Meeus, example 28.b, the same day: 13 min 42.6 s."""
    _, equation = declination_and_time(datetime(1992, 10, 13, tzinfo=UTC))
    assert equation == pytest.approx(13 + 42.6 / 60, abs=0.05)


def test_nrel_example_of_the_elevation() -> None:
    """Reda and Andreas, NREL/TP-560-34302, appendix A.5: topocentric elevation 39.872046 without refraction."""
    at = datetime(2003, 10, 17, 12, 30, 30, tzinfo=MOUNTAIN)
    assert elevation(at, 39.742476, -105.1786) == pytest.approx(39.872, abs=0.01)


@pytest.mark.parametrize(
    "published",
    [datetime(2003, 10, 17, 6, 12, 43, tzinfo=MOUNTAIN), datetime(2003, 10, 16, 17, 20, 19, tzinfo=MOUNTAIN)],
)
def test_nrel_example_of_sunrise_and_sunset(published: datetime) -> None:
    """The same example: sunrise 06:12:43, sunset 17:20:19 (00:20:19 UT, so the evening before in Denver).

    The sun's upper edge, lifted by refraction, stands on the horizon when its centre is at -0.8333 degrees.
    """
    assert elevation(published, 39.742476, -105.1786) == pytest.approx(-0.8333, abs=0.01)


def test_dusk_and_dawn_follow_each_other() -> None:
    """In Denver that day it is light until half an hour after sunset and dark until the next morning."""
    noon = datetime(2003, 10, 17, 12, tzinfo=MOUNTAIN)
    dusk = next_change(noon, 39.742476, -105.1786)
    assert dusk is not None and timedelta(minutes=20) < dusk - datetime(
        2003, 10, 17, 17, 20, tzinfo=MOUNTAIN
    ) < timedelta(minutes=35)
    assert is_dark(dusk + timedelta(minutes=1), 39.742476, -105.1786)
    dawn = next_change(dusk + timedelta(minutes=1), 39.742476, -105.1786)
    assert dawn is not None and dawn.astimezone(MOUNTAIN).hour == 5


def test_polar_day_has_no_dusk() -> None:
    """Tromsø, midsummer: the sun does not set, so a lamp has nothing to do."""
    for hour in range(24):
        assert not is_dark(datetime(2026, 6, 21, hour, tzinfo=UTC), *TROMSO)
    assert next_change(datetime(2026, 6, 21, tzinfo=UTC), *TROMSO) is None


def test_polar_night_at_the_pole_has_no_dawn() -> None:
    """Northernmost Svalbard, midwinter: not even twilight."""
    assert next_change(datetime(2026, 12, 21, tzinfo=UTC), 80.5, 20.0) is None
    assert is_dark(datetime(2026, 12, 21, 11, tzinfo=UTC), 80.5, 20.0)


def test_polar_night_in_tromso_still_has_twilight() -> None:
    """Tromsø in December: no sunrise, but a few hours of civil twilight round noon."""
    assert elevation(datetime(2026, 12, 21, 10, 45, tzinfo=UTC), *TROMSO) == pytest.approx(-3.1, abs=0.3)
    assert not is_dark(datetime(2026, 12, 21, 10, 45, tzinfo=UTC), *TROMSO)
    assert is_dark(datetime(2026, 12, 21, 16, tzinfo=UTC), *TROMSO)


@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 Hypothesis adds it
    st.floats(-90, 90),
    st.floats(-180, 180),
)
def test_a_change_is_a_change(at: datetime, latitude: float, longitude: float) -> None:
    """Whatever the place and time: what is called the next change lies ahead, and it is one."""
    change = next_change(at, latitude, longitude)
    if change is not None:
        assert change > at
        assert is_dark(change, latitude, longitude) != is_dark(at, latitude, longitude)
        assert elevation(change, latitude, longitude) == pytest.approx(DUSK, abs=0.2)
