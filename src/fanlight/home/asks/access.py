"""Fetch and authorise in one call: adults of the house; absent and forbidden look the same, a dull 404."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import Http404

from fanlight.ground.clock import Clock, SystemClock
from fanlight.ground.moved_clock import clock_for
from fanlight.home.archive.access import LARGEST, Asking, may_see
from fanlight.home.asks.actions.matching import camera_cells, house_cell
from fanlight.home.asks.models.asked import Ask, Fit
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.tell.residents import residents
from fanlight.people.models import Person


def clock(row: Following | None) -> Clock:
    """The clock by which this home lives with its commons: moved only where that is made up."""
    from django.conf import settings

    return clock_for(row.origin, SystemClock(), settings.MOVED_CLOCK_FILE) if row else SystemClock()


def following() -> Following | None:
    """The commons that this house follows."""
    return Following.objects.first()


def shows_asks() -> bool:
    """Whether pages speak of requests at all: the house follows a commons, and its switch is on."""
    return Following.objects.filter(asks=True).exists()


def adult(asking: Asking) -> Person:
    """Whoever may decide in this house; guests may not, once there are guests."""
    if not isinstance(asking, Person) or not may_see(asking):
        raise Http404
    return asking


def followed_by(asking: Asking) -> tuple[Person, Following]:
    """The resident, and the commons whose requests this house lets be shown."""
    person, row = adult(asking), following()
    if row is None or not row.asks:
        raise Http404
    return person, row


def ask_for(asking: Asking, number: int) -> Ask:
    """A request in this house's inbox."""
    followed_by(asking)
    row = Ask.objects.filter(pk=number).first() if 0 < number <= LARGEST else None
    if row is None:
        raise Http404
    return row


def fit_for(asking: Asking, number: int) -> Fit:
    """A clip that fits a request."""
    followed_by(asking)
    row = Fit.objects.select_related("ask", "camera").filter(pk=number).first() if 0 < number <= LARGEST else None
    if row is None:
        raise Http404
    return row


def disclosure_for(asking: Asking, number: int) -> Disclosure:
    """Something that was chosen to leave; it stays in the list when the switch is off or the commons is left."""
    adult(asking)
    rows = Disclosure.objects.select_related("ask", "camera", "by", "confirmed_by")
    row = rows.filter(pk=number).first() if 0 < number <= LARGEST else None
    if row is None:
        raise Http404
    return row


def has_a_way_back(person: Person) -> bool:
    """A second passkey or recovery codes: whoever loses the one key could not cancel what waits."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return kinds.count(Authenticator.Type.WEBAUTHN) >= 2 or Authenticator.Type.RECOVERY_CODES in kinds


def other_adults(person: Person) -> list[str]:
    """Who else is told of a consent, by name."""
    return [one.username for one in residents() if one.pk != person.pk]


def has_place() -> bool:
    """Whether somebody said where this house, or one of its cameras, stands."""
    return any(cell is not None for cell in (house_cell(), *camera_cells().values()))
