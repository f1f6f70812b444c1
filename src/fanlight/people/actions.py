"""What is done with accounts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fanlight.ground.errors import FanlightError
from fanlight.people import owner_code
from fanlight.people.access import has_owner
from fanlight.people.models import Person


class CodeDoesNotFit(FanlightError):
    """This code does not fit, or its time is over."""

    remedy = "Start Fanlight again: it prints a new one."


def first_owner_code(now: datetime) -> str | None:
    """A fresh one-time code, or None once the home has an owner. Called at start; the code is printed, never stored."""
    return None if has_owner() else owner_code.make(now)


@transaction.atomic
def make_first_owner(*, code: str, name: str, password: str | None, now: datetime) -> Person:
    """The first account. Without a password the code stays good until a passkey exists (see has_owner)."""
    if has_owner() or not owner_code.fits(code, now):
        raise CodeDoesNotFit
    Person.objects.all().delete()  # somebody who stopped half-way and cannot sign in: nothing of theirs exists
    person = Person(username=name)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    if password is not None:
        owner_code.spend()
    return person
