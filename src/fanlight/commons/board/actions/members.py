"""Neighbours come by a link, are stopped with a reason, block one another; areas are named by stewards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from fanlight.commons.agencies.actions.people import invite
from fanlight.commons.agencies.models.people import Invitation
from fanlight.commons.board.models.members import Area, Block, Member
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person

ROLE = "neighbour"
MOST_AREAS = 60


class AreaKnown(FanlightError):
    """There is an area of this name."""


class Stopped(FanlightError):
    """A steward has stopped your writing here; the reason stands on your page."""


def on_accepted(*, invitation: Invitation, person: Person, now: datetime, **_: Any) -> None:
    """Receiver of `invitation_accepted`; in its transaction."""
    if invitation.role == ROLE:
        join(person=person, now=now)


def forget_invitations(*, now: datetime) -> int:
    """Links of neighbours that were used or are over: who invited whom is nobody's business then; how many."""
    over = Q(spent_us__isnull=False) | Q(until_us__lte=micros(now))
    return Invitation.objects.filter(over, role=ROLE).delete()[0]


def join(*, person: Person, now: datetime) -> Member:
    return Member.objects.get_or_create(person=person, defaults={"since_us": micros(now)})[0]


def invite_neighbour(*, name: str, by: Person, now: datetime) -> str:
    """The link's token, shown once."""
    return invite(name=name, role=ROLE, by=by, now=now)


def demand_may_write(member: Member) -> None:
    if member.stopped_us is not None:
        raise Stopped


@transaction.atomic
def stop(*, member: Member, words: str, now: datetime) -> None:
    """She reads on and writes no more; whoever is stopped sees why."""
    member.stopped_us, member.stopped_words = micros(now), words
    member.save(update_fields=["stopped_us", "stopped_words"])


@transaction.atomic
def let_write(*, member: Member) -> None:
    member.stopped_us, member.stopped_words = None, ""
    member.save(update_fields=["stopped_us", "stopped_words"])


def block(*, by: Person, of: Person, now: datetime) -> None:
    if by.pk != of.pk:
        Block.objects.get_or_create(by=by, of=of, defaults={"made_us": micros(now)})


def unblock(*, by: Person, of: int) -> None:
    Block.objects.filter(by=by, of_id=of).delete()


@transaction.atomic
def name_area(*, name: str) -> Area:
    if Area.objects.count() >= MOST_AREAS or Area.objects.filter(name__iexact=name, closed=False).exists():
        raise AreaKnown
    return Area.objects.update_or_create(name=name, defaults={"closed": False})[0]


def close_area(*, pk: int) -> None:
    Area.objects.filter(pk=pk).update(closed=True)
