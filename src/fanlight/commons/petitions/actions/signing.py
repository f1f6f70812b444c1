"""Signing by mail: a signature counts once its mail is confirmed, on any device, once.

Those who sign or confirm at the same moment share one commit (quick.py); each is answered after it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from fanlight.commons.petitions import keys
from fanlight.commons.petitions.actions import mailing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.rules import states
from fanlight.commons.petitions.rules.address import Address
from fanlight.commons.petitions.rules.tokens import parse_token
from fanlight.commons.petitions.updates import Wanted
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError

GOOD_FOR = 7 * 86_400 * 1_000_000  # microseconds that a link confirms


class NotOpen(FanlightError):
    """This petition takes no signatures."""


class LinkDead(FanlightError):
    """This link confirms nothing: it is too old, or was never sent."""

    remedy = "Sign again; a new mail is sent."


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`before`: it was counted already; the page says the same."""

    signature: Signature
    before: bool


@dataclass(frozen=True, slots=True)
class Signing:
    """One form, checked."""

    petition: str  # its number
    mac: bytes
    mailbox: str
    name: str
    updates: Wanted | None
    at: int  # microseconds


@dataclass(frozen=True, slots=True)
class Confirming:
    """One press of a mail's button."""

    petition: str  # its number
    token: bytes  # SHA-256 of what the mail carried
    at: int  # microseconds


@dataclass(frozen=True, slots=True)
class _Row:
    """A petition while it is locked."""

    pk: int
    state: str


def signing(*, number: str, address: Address, name: str, updates: Wanted | None, now: datetime) -> Signing:
    """Raises NotOpen where the petition has no key: it never opened, or was closed."""
    try:
        mac = keys.address_mac(number, address.same)
    except keys.KeyGone:
        raise NotOpen from None
    return Signing(number, mac, address.mailbox, name, updates, micros(now))


def confirming(*, number: str, untrusted_token: str, now: datetime) -> Confirming:
    """Raises LinkDead."""
    return Confirming(number, sha256(_token(untrusted_token)).digest(), micros(now))


def sign(job: Signing) -> None:
    """A mail goes out, unless this mailbox signed already. Nobody learns which from what happens here.

    Raises NotOpen, for a petition that does not exist as well.
    """
    (refused,) = sign_all([job])
    if refused is not None:
        raise refused


def confirm(job: Confirming) -> Confirmed:
    """Counts it. A second time is the same answer; a dead link raises LinkDead."""
    (outcome,) = confirm_all([job])
    if isinstance(outcome, FanlightError):
        raise outcome
    return outcome


def _locked(numbers: Iterable[str]) -> dict[str, _Row]:
    """Locked until the commit: nobody closes a petition, or signs it elsewhere, in between."""
    rows = Petition.objects.select_for_update(no_key=True).filter(number__in=set(numbers)).order_by("pk")
    return {number: _Row(pk, state) for number, pk, state in rows.values_list("number", "pk", "state")}


@transaction.atomic
def sign_all(jobs: Sequence[Signing]) -> list[NotOpen | None]:
    """As `sign` for each, in one commit: what would be raised for a job stands in its place."""
    found = _locked(job.petition for job in jobs)
    is_open = {number for number, row in found.items() if row.state == states.OPEN}
    new: dict[tuple[int, bytes], Signing] = {}
    for job in jobs:
        if job.petition in is_open:
            new.setdefault((found[job.petition].pk, job.mac), job)  # of one mailbox the first
    expired = []
    known = Signature.objects.filter(petition__in={pk for pk, _ in new}, mac__in=[mac for _, mac in new])
    for pk, petition, mac, confirmed_us, expires_us in known.values_list(
        "pk", "petition", "mac", "confirmed_us", "expires_us"
    ):
        at = (petition, bytes(mac))
        if at in new and (confirmed_us is not None or expires_us > new[at].at):
            del new[at]
        elif at in new:
            expired.append(pk)
    if expired:
        Signature.objects.filter(pk__in=expired).delete()
    if new:
        _write([(pk, job) for (pk, _), job in new.items()])
    return [None if job.petition in is_open else NotOpen() for job in jobs]


def _write(jobs: Sequence[tuple[int, Signing]]) -> None:
    """Signatures and their mails, whose addresses are sealed."""
    tokens = [secrets.token_bytes(16) for _ in jobs]
    rows = Signature.objects.bulk_create(
        Signature(
            petition_id=petition,
            number=secrets.token_hex(16),
            mac=job.mac,
            name=job.name,
            token=sha256(token).digest(),
            made_us=job.at,
            expires_us=job.at + GOOD_FOR,
            updates=job.updates.sealed if job.updates else None,
            stop=job.updates.stop if job.updates else None,
        )
        for (petition, job), token in zip(jobs, tokens, strict=True)
    )
    Mail.objects.bulk_create(
        Mail(signature=row, sealed=mailing.sealed(job.mailbox, token, row), due_us=job.at)
        for (_, job), token, row in zip(jobs, tokens, rows, strict=True)
    )


@transaction.atomic
def confirm_all(jobs: Sequence[Confirming]) -> list[Confirmed | FanlightError]:
    """As `confirm` for each, in one commit."""
    found = _locked(job.petition for job in jobs)
    rows = {
        (row.petition_id, bytes(row.token)): row
        for row in Signature.objects.filter(
            petition__in=[row.pk for row in found.values()], token__in={job.token for job in jobs}
        )
    }
    outcomes: list[Confirmed | FanlightError] = []
    for job in jobs:
        petition = found.get(job.petition)
        row = rows.get((petition.pk, job.token)) if petition else None
        outcomes.append(_confirmed(row, petition.state if petition else "", job))
    fresh = [one.signature.pk for one in outcomes if isinstance(one, Confirmed) and not one.before]
    if fresh:
        Signature.objects.filter(pk__in=fresh).update(confirmed_us=max(job.at for job in jobs))
        Mail.objects.filter(signature__in=fresh).delete()
    return outcomes


def _confirmed(row: Signature | None, state: str, job: Confirming) -> Confirmed | FanlightError:
    if row is None:
        return LinkDead()
    if row.confirmed_us is not None:
        return Confirmed(row, before=True)
    if row.expires_us <= job.at:
        return LinkDead()
    if state != states.OPEN:
        return NotOpen()
    row.confirmed_us = job.at
    return Confirmed(row, before=False)


def look(*, petition: Petition, untrusted_token: str) -> Signature:
    """What a link is about, before the button is pressed: mail programs open links by themselves."""
    signature = Signature.objects.filter(petition=petition, token=sha256(_token(untrusted_token)).digest()).first()
    if signature is None:
        raise LinkDead
    return signature


def _token(untrusted_token: str) -> bytes:
    token = parse_token(untrusted_token)
    if token is None:
        raise LinkDead
    return token
