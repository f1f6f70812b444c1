"""What the Requests page and the slip on Today show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from fanlight.ground.clock import from_micros, micros
from fanlight.home.asks.actions import considering
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.rules import phrases, states
from fanlight.home.household.house import zone

MOST_PAST = 50

ENDS = {
    "expired": "Closed",
    "resolved": "The agency no longer needs it",
    "withdrawn": "The agency withdrew it",
    "suspended": "Stopped by the stewards",
    "paused": "Stopped",
    "erased": "Its text was removed",
    "void": "It breaks a rule",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One request in a list."""

    id: int
    agency: str
    hours: str
    fits: str
    state: str
    is_fitting: bool


def row_of(ask: Ask, fits: int, now: datetime) -> Row:
    return Row(ask.pk, ask.agency_name, window(ask), phrases.clips(fits), state_words(ask, now), bool(fits))


def window(ask: Ask) -> str:
    """The hours that are asked for, in the home's zone."""
    begin, end = (from_micros(ask.paper[name] * 1_000_000).astimezone(zone()) for name in ("from", "until"))
    return phrases.hours(begin, end) + phrases.which_clock(begin, ZoneInfo(ask.paper["zone"]))


def state_words(ask: Ask, now: datetime) -> str:
    """One short sentence."""
    if ask.declined_us is not None and ask.state in ("open", "notice"):
        return "Declined"
    if ask.state == "open" and ask.closes_us and ask.closes_us > micros(now):
        return f"Open until {_when(ask.closes_us)}"
    if ask.state == "notice" and ask.opens_us:
        return f"Opens {_when(ask.opens_us)}"
    if ask.state == "notice":
        return "In its notice"
    words = ENDS.get(ask.state, "Closed")
    return f"{words} {_when(ask.closes_us)}" if ask.state == "expired" and ask.closes_us else words


def _when(at_us: int) -> str:
    return phrases.day_and_hour(from_micros(at_us).astimezone(zone()))


def inbox(now: datetime) -> dict[str, list[Row]]:
    """Open now, coming, past."""
    rows = Ask.objects.annotate(number=Count("fits"))
    live = rows.filter(state__in=("open", "notice", "paused"))
    open_now = [ask for ask in live if ask.state != "notice" and (ask.closes_us or 0) > micros(now)]
    coming = [ask for ask in live if ask.state == "notice"]
    shown = {ask.pk for ask in (*open_now, *coming)}
    past = [ask for ask in rows[: MOST_PAST + len(shown)] if ask.pk not in shown][:MOST_PAST]
    return {name: _rows(asks, now) for name, asks in (("open", open_now), ("coming", coming), ("past", past))}


def _rows(asks: Iterable[Ask], now: datetime) -> list[Row]:
    return [row_of(ask, ask.number, now) for ask in asks]  # type: ignore[attr-defined]


def heading(open_now: list[Row]) -> str:
    """The page's answer."""
    if not open_now:
        return "No agency asks for footage now"
    fitting = sum(row.is_fitting for row in open_now)
    asks = "One request is open" if len(open_now) == 1 else f"{len(open_now)} requests are open"
    if not fitting:
        return f"{asks}; nothing of this house fits"
    if len(open_now) == 1:
        return f"{asks}, and this house has something that fits"
    return f"{asks}; {fitting} of them fit this house" if fitting > 1 else f"{asks}; one of them fits this house"


@dataclass(frozen=True, slots=True)
class Slip:
    """What Today says: a request that fits and is undecided, or what will leave."""

    words: str
    small: str
    view: str
    number: int | None


def slips(row: Following, now: datetime) -> list[Slip]:
    """Leaving first: that cannot be taken back."""
    found = []
    for one in Disclosure.objects.filter(state__in=states.ON_THE_WAY).select_related("ask", "camera"):
        due = one.upload_us if one.state == "posted" else one.post_us
        verdict = considering.standing(one, now)
        said = f"A clip leaves the house after {_when(due or 0)}"
        if verdict is not None and verdict.is_held:
            said = f"A clip is held: {verdict.words}"
        small = f"{one.camera.name}. Any adult of the house can cancel it."
        found.append(Slip(said, small, "disclosure", one.pk))
    if not row.asks:
        return found
    for ask in Ask.objects.filter(state="open", declined_us=None, closes_us__gt=micros(now)).annotate(n=Count("fits")):
        chosen = list(ask.disclosures.exclude(state="cancelled"))
        if all(one.state in states.UNDECIDED for one in chosen):
            what = f"{phrases.chosen(len(chosen))}, not confirmed" if chosen else phrases.clips(ask.n)
            small = f"{what}. Doing nothing declines."
            found.append(Slip(f"{ask.agency_name} ask for footage", small, "request", ask.pk))
    return found


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is wrong with the log, for every page of requests."""

    words: str
    remedy: str
    is_loud: bool


def alarm(row: Following, now: datetime) -> Alarm | None:
    """Stale, forked, unreachable, clock: nothing is released meanwhile."""
    if row.trouble:
        checked = f"Last checked {phrases.ago(now - from_micros(row.checked_us))}." if row.checked_us else ""
        loud = row.trouble in ("fork", "shrunk", "tree")
        words = "All release is stopped." if loud else row.trouble_words
        after = f"{row.trouble_words if loud else ''} {checked} Nothing can be released meanwhile.".strip()
        return Alarm(words, after, loud)
    if not row.checked_us:
        return Alarm("The log was not read yet.", "That happens within five minutes.", False)
    if row.moratorium == "hard":
        return Alarm("The community has stopped all asks.", row.moratorium_words, False)
    if row.moratorium == "soft":
        return Alarm("The community takes no new requests.", row.moratorium_words, False)
    return None
