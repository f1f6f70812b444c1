"""A petition is written, reviewed, opened, delivered, answered and closed."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.db import transaction

from fanlight.commons.petitions import keys
from fanlight.commons.petitions.models.petition import Petition, Turn
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.rules import states
from fanlight.commons.petitions.rules.review import CODES
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person

SHORTEST_REASON = 10  # characters
AGENCY = re.compile(r"[\w.:-]{1,40}", re.ASCII)  # an id of the record or of the log


class ReasonMissing(FanlightError):
    """A reason in words is published with this step."""

    remedy = "Write at least ten characters."


class NotYours(FanlightError):
    """Only who wrote a petition, or a steward, takes this step."""


def write(*, author: Person, demand: str, addressee: str, why: str, goal: int, agency: str, now: datetime) -> Petition:
    """A draft."""
    return Petition.objects.create(
        number=secrets.token_hex(16),
        author=author,
        demand=demand,
        addressee=addressee,
        why=why,
        goal=goal,
        agency=agency if AGENCY.fullmatch(agency) else "",
        written_us=micros(now),
        changed_us=micros(now),
    )


def change(*, petition: Petition, demand: str, addressee: str, why: str, goal: int, now: datetime) -> None:
    """Before it is open only: who signed has signed these words."""
    if petition.state not in (states.DRAFT, states.RETURNED):
        raise states.StepRefused("What people sign can no longer be changed.")
    petition.demand, petition.addressee, petition.why, petition.goal = demand, addressee, why, goal
    petition.changed_us = micros(now)
    petition.save()


def take(
    *, petition: Petition, step: str, person: Person, is_steward: bool, now: datetime, words: str = "", rule: str = ""
) -> None:
    """One step of the table. Raises StepRefused, NotYours, ReasonMissing."""
    known = states.STEPS.get(step)
    if known is None:
        raise states.StepRefused
    if known.by == "steward" and (not is_steward or petition.author_id == person.pk):
        raise NotYours("A steward who did not write it takes this step.")
    if known.by == "author" and petition.author_id != person.pk:
        raise NotYours
    if known.reason and len(words.strip()) < SHORTEST_REASON:
        raise ReasonMissing
    if step == "refuse" and rule not in CODES:
        raise ReasonMissing("Name the rule that it breaks.", remedy="The rules stand on the page.")
    with transaction.atomic():
        row = Petition.objects.select_for_update().get(pk=petition.pk)
        row.state = states.after(row.state, step)
        row.changed_us = micros(now)
        row.save()
        Turn.objects.create(petition=row, step=step, rule=rule, words=words.strip(), at_us=micros(now))
        if step == "open":
            keys.make(row.number)
        if step == "close":
            Signature.objects.filter(petition=row).update(updates=None, stop=None)
            Signature.objects.filter(petition=row, confirmed_us=None).delete()
            Mail.objects.filter(signature__petition=row).delete()
    if step == "close":
        keys.destroy(petition.number)  # after the rows: a crash between leaves a key that the next closing look removes
    petition.refresh_from_db()


def destroy_keys_of_closed() -> int:
    """What a crash between closing and destroying left; returns how many petitions were looked at."""
    closed = list(Petition.objects.filter(state=states.CLOSED).values_list("number", flat=True))
    for number in closed:
        keys.destroy(number)
    return len(closed)
