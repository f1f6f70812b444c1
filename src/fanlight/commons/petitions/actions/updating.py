"""Updates: what the stewards write to those who want news; published, fetched with sealed addresses, sent elsewhere."""

from __future__ import annotations

import base64
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from fanlight.commons.petitions.actions.writing import NotYours
from fanlight.commons.petitions.models.petition import Petition, Turn
from fanlight.commons.petitions.models.signature import Signature
from fanlight.commons.petitions.rules import states
from fanlight.commons.petitions.rules.tokens import parse_token
from fanlight.commons.petitions.rules.update_file import UpdateFile
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError

UPDATE = "update"  # a turn that changes no state


class NoneWanted(FanlightError):
    """An update can be written while a petition is open, delivered or answered."""

    remedy = "At closing the addresses were erased."


class StopDead(FanlightError):
    """This link ends nothing: the updates it spoke of have ended already, or were never asked for."""


def write_update(*, petition: Petition, words: str, is_steward: bool, now: datetime) -> Turn:
    """It stands on the petition's page at once: what signers are sent is no secret. Raises NotYours, NoneWanted."""
    if not is_steward:
        raise NotYours("A steward writes updates.")
    with transaction.atomic():
        row = Petition.objects.select_for_update().get(pk=petition.pk)
        if row.state not in states.TELLING:
            raise NoneWanted
        return Turn.objects.create(petition=row, step=UPDATE, words=words.strip(), at_us=micros(now))


def update_file(*, update: Turn, origin: str) -> UpdateFile:
    """For the stewards' tool: the words, and the sealed address of everybody who was counted and wants them."""
    petition = update.petition
    rows = Signature.objects.filter(petition=petition, confirmed_us__isnull=False, updates__isnull=False)
    sealed = sorted(base64.b64encode(bytes(row.updates or b"")).decode() for row in rows.only("updates"))
    return UpdateFile(
        petition=petition.number, number=update.pk, origin=origin, demand=petition.demand, words=update.words,
        sealed=tuple(sealed),  # sorted: the order of signing is nobody's business
    )  # fmt: skip


def stop(*, petition: Petition, untrusted_token: str) -> None:
    """Erases the sealed address behind a link; the signature stays counted. Raises StopDead."""
    token = parse_token(untrusted_token)
    rows = Signature.objects.filter(petition=petition, stop=sha256(token).digest()) if token else None
    if rows is None or not rows.update(updates=None, stop=None):
        raise StopDead
