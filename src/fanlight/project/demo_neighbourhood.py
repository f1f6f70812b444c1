"""The made-up neighbourhood at the first start: named areas, posts, a partnership, forwarding that will open.

Forwarding is signed at the first start and begins 14 days later, as everywhere: `fanlight demo pass 14d` shows it open.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions import papers
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.board.access import Neighbour
from fanlight.commons.board.actions import members, posting, terms
from fanlight.commons.board.models.members import Area
from fanlight.demo.community.founding import POLICE, STEWARDS
from fanlight.demo.community.papers import officers_of
from fanlight.people.models import Person
from fanlight.project.cast.persons import NEIGHBOUR, username

AREAS = ("Larch Lane", "Mill End", "Quarry Side", "The Green", "Upper Hollow")
POSTS = (
    ("Larch Lane", 20, "Somebody cut the lock of the shed behind the hall and took two bicycles and a ladder."),
    ("The Green", 3, "A delivery cart rolled into the fence by the pond; two boards are loose and nobody was hurt."),
)
DAY = 86_400
PARTNERSHIP_DAYS, FORWARDING_DAYS = 300, 80
TERMS = (
    "The police read what neighbours forward to them within a week, answer at the desk of the library, and pass nothing"
    " on to another agency. They ask for footage by this commons alone. The community counts each in public."
)


def prepare_neighbourhood(now: datetime) -> None:
    """Once for a data directory."""
    if Area.objects.exists():
        return
    for name in AREAS:
        members.name_area(name=name)
    person = Person.objects.get(username=NEIGHBOUR.username)
    here = Neighbour(members.join(person=person, now=now), access.hats(person, now))
    for area, hours, what in POSTS:
        happened = now - timedelta(hours=hours)
        posting.post(by=here, what=what, area=Area.objects.get(name=area), happened=happened, urgent=False, now=now)
    _papers(now)


def _papers(now: datetime) -> None:
    seconds = int(now.timestamp())
    partnership = terms.propose_partnership(
        agency=POLICE,
        terms=TERMS,
        since=seconds,
        until=seconds + PARTNERSHIP_DAYS * DAY,
        data=("Posts that their authors forward", "Footage that residents give to a request"),
        contact="The clerk of Maple Hollow, at the library on Tuesdays",
        hats=_hats(STEWARDS[0], now),
        now=now,
    )
    _signed(partnership, (*officers_of(POLICE), *STEWARDS[:3]), now)
    opened = terms.open_forwarding(
        agency=POLICE,
        until=seconds + FORWARDING_DAYS * DAY,
        reason="The meeting of the community wants to try it until the spring.",
        hats=_hats(STEWARDS[0], now),
        now=now,
    )
    _signed(opened, STEWARDS[:3], now)


def _hats(name: str, now: datetime) -> access.Hats:
    return access.hats(Person.objects.get(username=username(name)), now)


def _signed(pending: PendingPaper, names: tuple[str, ...], now: datetime) -> None:
    for name in names:
        (key,) = _hats(name, now).keys
        papers.sign_by_software(pending=pending, key=key, now=now)
