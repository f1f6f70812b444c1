"""Signing by mail: a signature counts once its mail is confirmed, on any device, once."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from fanlight.commons.petitions import keys
from fanlight.commons.petitions.actions import mailing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.rules import states
from fanlight.commons.petitions.rules.address import Address
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


def sign(*, petition: Petition, address: Address, name: str, updates: bytes | None, now: datetime) -> None:
    """A mail goes out, unless this mailbox signed already. Nobody learns which from what happens here."""
    if petition.state != states.OPEN:
        raise NotOpen
    mac = keys.address_mac(petition.number, address.same)
    at = micros(now)
    with transaction.atomic():
        known = Signature.objects.filter(petition=petition, mac=mac).first()
        if known is not None and (known.confirmed_us is not None or known.expires_us > at):
            return
        if known is not None:
            known.delete()
        token = secrets.token_bytes(16)
        try:
            with transaction.atomic():
                signature = Signature.objects.create(
                    petition=petition,
                    number=secrets.token_hex(16),
                    mac=mac,
                    name=name,
                    token=sha256(token).digest(),
                    made_us=at,
                    expires_us=at + GOOD_FOR,
                    updates=updates,
                )
        except IntegrityError:  # the same mailbox signed in another process a moment ago
            return
        Mail.objects.create(signature=signature, sealed=mailing.sealed(address.mailbox, token, signature), due_us=at)


def confirm(*, petition: Petition, untrusted_token: str, now: datetime) -> Confirmed:
    """Counts it. A second time is the same answer; a dead link raises LinkDead."""
    token = _token(untrusted_token)
    with transaction.atomic():
        signature = (
            Signature.objects.select_for_update()
            .filter(petition=petition, token=sha256(token).digest())
            .select_related("petition")
            .first()
        )
        if signature is None:
            raise LinkDead
        if signature.confirmed_us is not None:
            return Confirmed(signature, before=True)
        if signature.expires_us <= micros(now):
            raise LinkDead
        if signature.petition.state != states.OPEN:
            raise NotOpen
        signature.confirmed_us = micros(now)
        signature.save(update_fields=["confirmed_us"])
        Mail.objects.filter(signature=signature).delete()
    return Confirmed(signature, before=False)


def look(*, petition: Petition, untrusted_token: str) -> Signature:
    """What a link is about, before the button is pressed: mail programs open links by themselves."""
    signature = Signature.objects.filter(petition=petition, token=sha256(_token(untrusted_token)).digest()).first()
    if signature is None:
        raise LinkDead
    return signature


def _token(untrusted_token: str) -> bytes:
    try:
        token = base64.urlsafe_b64decode(untrusted_token + "==")
    except (binascii.Error, ValueError):
        raise LinkDead from None
    if len(token) != 16:
        raise LinkDead
    return token
