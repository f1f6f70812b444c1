"""The house as others read it: name, zone, place. Kept in memory for a few seconds, because every page asks."""

from __future__ import annotations

import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from fanlight.ground.errors import FanlightError
from fanlight.home.household.models import House

KEPT_S = 5.0  # another process may change the row; a page may be that late with it
_kept: tuple[float, House] | None = None


class UnknownZone(FanlightError):
    """This time zone is not known here."""

    remedy = "Choose one from the list."


def house() -> House:
    """The row, or what a home is before anybody named it."""
    global _kept
    if _kept and time.monotonic() - _kept[0] < KEPT_S:
        return _kept[1]
    row = House.objects.order_by("id").first() or House()
    _kept = (time.monotonic(), row)
    return row


def house_name() -> str:
    return house().name


def zone() -> ZoneInfo:
    """The home's time zone; UTC where it was never said or is not known on this machine."""
    try:
        return ZoneInfo(house().time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def place() -> tuple[float, float] | None:
    """Latitude and longitude in degrees, if known."""
    row = house()
    return (row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None


def describe_house(
    *, name: str | None = None, time_zone: str | None = None, place: tuple[float, float] | None = None
) -> House:
    """Write what is given; the rest stays."""
    if time_zone is not None and time_zone not in available_timezones():
        raise UnknownZone(f"The time zone “{time_zone}” is not known here.")
    row = House.objects.order_by("id").first() or House()
    if name is not None:
        row.name = name
    if time_zone is not None:
        row.time_zone = time_zone
    if place is not None:
        row.latitude, row.longitude = place
    row.save()
    forget()
    return row


def take_zone_of_first_owner(*, time_zone: str, **_: object) -> None:
    """The first owner's browser knows where the home stands; can be changed on the House page."""
    if time_zone in available_timezones():
        describe_house(time_zone=time_zone)


def forget() -> None:
    """Read the row again at the next question; tests and writers call this."""
    global _kept
    _kept = None
