"""Invitations and signing keys: how officers and stewards come, each by a link of their own."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from fanlight.commons.agencies.models.applications import Application, NamedOfficer
from fanlight.commons.agencies.models.people import Invitation, SigningKey
from fanlight.commons.agencies.signals import invitation_accepted
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person
from fanlight.trust.papers.keys import Key

GOOD_FOR = timedelta(days=7)
TOKEN = 24  # bytes: no counting of tries is needed


class InvitationOver(FanlightError):
    """This link does not lead in: it was used, or its time is over."""

    remedy = "Ask whoever sent it for a new one."


class NameTaken(FanlightError):
    """Somebody signs in by this name already."""

    remedy = "Choose another."


class KeyKnown(FanlightError):
    """This key is enrolled already."""

    remedy = "One key signs for one person."


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    name: str,
    role: str,
    now: datetime,
    by: Person | None = None,
    application: Application | None = None,
    key_id: str = "",
    agency: str = "",
) -> str:
    """The link's token, shown once; only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN)
    Invitation.objects.create(
        token_sha256=digest(token),
        name=name,
        role=role,
        application=application,
        key_id=key_id,
        agency=agency,
        until_us=micros(now + GOOD_FOR),
        by=by,
    )
    return token


@transaction.atomic
def accept(*, invitation: Invitation, username: str, password: str, key: Key | None, now: datetime) -> Person:
    """An account for whoever was invited; `key` where the log names it already (a steward of the founding)."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.spent_us is not None or micros(now) >= held.until_us:
        raise InvitationOver
    if Person.objects.filter(username__iexact=username).exists():
        raise NameTaken
    person = Person.objects.create_user(username, password=password, first_name=held.name[:150])
    held.spent_us, held.person = micros(now), person
    held.save(update_fields=["spent_us", "person"])
    if held.application is not None:
        NamedOfficer.objects.create(application=held.application, person=person, name=held.name, role=held.role)
    if key is not None:
        enrol(person=person, key=key, now=now)
    invitation_accepted.send(sender=Invitation, invitation=held, person=person, now=now)
    return person


@transaction.atomic
def enrol(*, person: Person, key: Key, now: datetime) -> SigningKey:
    """A key that this person signs with from now on; of an officer to be, the one that the agency's paper names."""
    try:
        with transaction.atomic():
            row = SigningKey.objects.create(
                person=person,
                key_id=key.id,
                alg=key.alg,
                public=key.public,
                credential=key.credential or "",
                software=key.software,
                made_us=micros(now),
            )
    except IntegrityError:
        raise KeyKnown from None
    NamedOfficer.objects.filter(person=person, application__paper=None).update(key=row)
    return row
