"""Mails on their way: leased, sent elsewhere, their outcome written down; at most one reminder; then forgotten."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from fanlight.commons.petitions import keys
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.ground.canonical import dumps, loads
from fanlight.ground.clock import micros
from fanlight.ground.keys import seal, unseal
from fanlight.ground.retry import wait_after

LEASE = 60_000_000  # microseconds that a sender has for one mail
REMIND_AFTER = 2 * 86_400 * 1_000_000
MOST_ATTEMPTS = 12
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class MailJob:
    """One mail to send."""

    mail: int
    mailbox: str
    token: str
    petition: str
    demand: str
    is_reminder: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """`bounced`: the other side says that it will never take it."""

    ok: bool
    bounced: bool = False
    words: str = ""


def sealed(mailbox: str, token: bytes, signature: Signature) -> bytes:
    """Address and token, readable with the commons' mail key only and for this signature only."""
    return seal(keys.mail_key(), dumps({"mailbox": mailbox, "token": token.hex()}), signature.number.encode())


def lease_due(*, now: datetime, most: int = AT_ONCE) -> list[MailJob]:
    """Mails to send now; a sender that dies loses its lease, not the mail."""
    at = micros(now)
    with transaction.atomic():
        rows = list(
            Mail.objects.filter(due_us__lte=at, leased_until_us__lte=at, sent__lt=2)
            .select_related("signature__petition")
            .order_by("due_us")[:most]
        )
        Mail.objects.filter(pk__in=[row.pk for row in rows]).update(
            leased_until_us=at + LEASE, attempts=F("attempts") + 1
        )
    return [_job(row) for row in rows]


def _job(row: Mail) -> MailJob:
    value = loads(unseal(keys.mail_key(), bytes(row.sealed), row.signature.number.encode()))
    assert isinstance(value, dict)
    token = base64.urlsafe_b64encode(bytes.fromhex(str(value["token"]))).decode().rstrip("=")
    petition = row.signature.petition
    return MailJob(row.pk, str(value["mailbox"]), token, petition.number, petition.demand, row.sent > 0)


@transaction.atomic
def record_all(*, outcomes: Sequence[tuple[MailJob, Sent]], now: datetime, jitter: float) -> None:
    """Sent: one reminder is due later. Bounced or tried often enough: forgotten, address and all."""
    rows = Mail.objects.in_bulk([job.mail for job, _ in outcomes])
    for job, outcome in outcomes:
        if job.mail in rows:  # else it was confirmed meanwhile
            _record(rows[job.mail], outcome, micros(now), jitter)


def _record(row: Mail, outcome: Sent, at: int, jitter: float) -> None:
    if outcome.ok and row.sent == 0:
        row.sent, row.attempts, row.due_us = 1, 0, at + REMIND_AFTER
    elif outcome.ok or outcome.bounced or row.attempts >= MOST_ATTEMPTS:
        row.delete()
        return
    else:
        row.due_us = at + int(wait_after(row.attempts, None, jitter) * 1_000_000)
    row.leased_until_us = 0
    row.words = outcome.words[:200]
    # by its key and only if it is still there: somebody may confirm between
    Mail.objects.filter(pk=row.pk).update(
        sent=row.sent, attempts=row.attempts, due_us=row.due_us, leased_until_us=0, words=row.words
    )


def forget_expired(*, now: datetime) -> int:
    """Signatures that nobody confirmed in time, with their mails and addresses; returns how many rows."""
    expired = Signature.objects.filter(confirmed_us=None, expires_us__lte=micros(now))
    return expired.delete()[0] if expired.exists() else 0
