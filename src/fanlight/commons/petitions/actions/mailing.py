"""Mails on their way: leased, sent elsewhere, their outcome written down; at most one reminder; then forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from fanlight.commons.petitions import keys
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.rules.mails import MailJob, Sent
from fanlight.commons.petitions.rules.tokens import token_text
from fanlight.ground.canonical import dumps, loads
from fanlight.ground.clock import micros
from fanlight.ground.keys import seal, unseal
from fanlight.ground.retry import wait_after

LEASE = 60_000_000  # microseconds that a sender has for one mail
REMIND_AFTER = 2 * 86_400 * 1_000_000
MOST_ATTEMPTS = 12
AT_ONCE = 50


def sealed(mailbox: str, token: bytes, signature: Signature) -> bytes:
    """Address and token, readable with the commons' mail key only and for this signature only."""
    return seal(keys.mail_key(), dumps({"mailbox": mailbox, "token": token.hex()}), signature.number.encode())


def lease_due(*, now: datetime, most: int = AT_ONCE) -> list[MailJob]:
    """Mails to send now; a sender that dies loses its lease, not the mail."""
    at = micros(now)
    with transaction.atomic():
        rows = list(
            Mail.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(due_us__lte=at, leased_until_us__lte=at, sent__lt=2)
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
    token = token_text(bytes.fromhex(str(value["token"])))
    petition = row.signature.petition
    return MailJob(row.pk, str(value["mailbox"]), token, petition.number, petition.demand, row.sent > 0)


def free_leases() -> int:
    """Mails that a tend which died had taken are due again now, not when their lease runs out; returns how many."""
    return Mail.objects.filter(leased_until_us__gt=0).update(leased_until_us=0)


@transaction.atomic
def record_all(*, outcomes: Sequence[tuple[MailJob, Sent]], now: datetime, jitter: float) -> None:
    """Sent: one reminder is due later. Bounced or tried often enough: forgotten, address and all."""
    at = micros(now)
    sent = [job.mail for job, outcome in outcomes if outcome.ok and not job.is_reminder]
    Mail.objects.filter(pk__in=sent, sent=0).update(
        sent=1, attempts=0, due_us=at + REMIND_AFTER, leased_until_us=0, words=""
    )
    over = [job.mail for job, outcome in outcomes if outcome.bounced or (outcome.ok and job.is_reminder)]
    Mail.objects.filter(pk__in=over).delete()
    failed = {job.mail: outcome for job, outcome in outcomes if not outcome.ok and not outcome.bounced}
    for row in Mail.objects.filter(pk__in=failed):  # else it was confirmed meanwhile
        _try_again(row, failed[row.pk].words, at, jitter)


def _try_again(row: Mail, words: str, at: int, jitter: float) -> None:
    if row.attempts >= MOST_ATTEMPTS:
        row.delete()
        return
    due = at + int(wait_after(row.attempts, None, jitter) * 1_000_000)
    # by its key and only if it is still there: somebody may confirm between
    Mail.objects.filter(pk=row.pk).update(due_us=due, leased_until_us=0, words=words[:200])


def forget_expired(*, now: datetime) -> int:
    """Signatures that nobody confirmed in time, with their mails and addresses; returns how many rows."""
    expired = Signature.objects.filter(confirmed_us=None, expires_us__lte=micros(now))
    return expired.delete()[0] if expired.exists() else 0
