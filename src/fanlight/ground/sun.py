"""Where the sun stands: NOAA's solar equations (after Meeus, Astronomical Algorithms, chapters 25 and 28). Pure.

Good to about a hundredth of a degree between 1900 and 2100, which is a few seconds of dusk. Refraction is left out: it
matters at the horizon, and dusk lies six degrees below it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import asin, cos, degrees, radians, sin, tan

DUSK = -6.0  # degrees: civil dusk and dawn, when one begins to need a light outside
DAY = 86_400.0  # s
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
STEP = timedelta(minutes=10)  # finer than the shortest night or day near the polar circle that a lamp should follow
AHEAD = timedelta(hours=36)
EXACT = timedelta(seconds=1)


def declination_and_time(at: datetime) -> tuple[float, float]:
    """The sun's declination in degrees and the equation of time in minutes; `at` aware."""
    century = (at - J2000).total_seconds() / DAY / 36_525
    mean_longitude = (280.46646 + century * (36_000.76983 + century * 0.0003032)) % 360
    anomaly = radians(357.52911 + century * (35_999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    apparent = radians(mean_longitude + centre - 0.00569 - 0.00478 * sin(node))
    obliquity = radians(
        23
        + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60
        + 0.00256 * cos(node)
    )
    declination = degrees(asin(sin(obliquity) * sin(apparent)))
    y, longitude = tan(obliquity / 2) ** 2, radians(mean_longitude)
    equation = 4 * degrees(
        y * sin(2 * longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * longitude)
        - 0.5 * y * y * sin(4 * longitude)
        - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    )
    return declination, equation


def elevation(at: datetime, latitude: float, longitude: float) -> float:
    """Degrees of the sun's centre above the horizon, without refraction; east and north are positive."""
    declination, equation = declination_and_time(at)
    utc = at.astimezone(UTC)
    minutes = utc.hour * 60 + utc.minute + (utc.second + utc.microsecond / 1e6) / 60
    hour_angle = radians((minutes + equation + 4 * longitude) / 4 - 180)
    north, tilt = radians(latitude), radians(declination)
    return degrees(asin(max(-1.0, min(1.0, sin(north) * sin(tilt) + cos(north) * cos(tilt) * cos(hour_angle)))))


def is_dark(at: datetime, latitude: float, longitude: float) -> bool:
    """Between civil dusk and civil dawn."""
    return elevation(at, latitude, longitude) < DUSK


def next_change(at: datetime, latitude: float, longitude: float) -> datetime | None:
    """When dusk or dawn comes next, to the second; None where neither does within a day and a half (polar day)."""
    dark, before = is_dark(at, latitude, longitude), at
    while before - at < AHEAD:
        after = before + STEP
        if is_dark(after, latitude, longitude) != dark:
            while after - before > EXACT:
                middle = before + (after - before) / 2
                if is_dark(middle, latitude, longitude) == dark:
                    before = middle
                else:
                    after = middle
            return after
        before = after
    return None
