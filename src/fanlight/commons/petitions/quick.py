"""Signing and confirming where all is as it should be: many at once, one commit. Everything else is for the pages.

Both forms rest on no cookie, so there is no session, no sign-in and no token to look for.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import connection, transaction
from django.http import QueryDict

from fanlight.commons.agencies import standing
from fanlight.commons.petitions import public
from fanlight.commons.petitions.actions import signing
from fanlight.ground.wake import wake_tend

FORM = "application/x-www-form-urlencoded"
_PATH = re.compile(r"/petitions/(?P<number>[0-9a-f]{32})/(?:sign/|confirm/(?P<token>[\w-]{22}))", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """What was posted; `address` is who counts for the limit of a network."""

    path: str
    kind: str
    address: str
    body: bytes


def is_quick(path: str) -> bool:
    return _PATH.fullmatch(path) is not None


def answer(forms: Sequence[Form]) -> list[str | None]:
    """Where each is led on, once it is durable; None where a page has something to say."""
    try:
        return _answer(forms)
    except BaseException:
        if not connection.in_atomic_block:
            connection.close()  # the next go opens the database anew
        raise


def _answer(forms: Sequence[Form]) -> list[str | None]:
    signings: dict[int, signing.Signing] = {}
    confirmings: dict[int, signing.Confirming] = {}
    now = standing.now()
    for at, form in enumerate(forms):
        found = _PATH.fullmatch(form.path)
        if found and found["token"]:
            confirmings[at] = signing.confirming(number=found["number"], untrusted_token=found["token"], now=now)
        elif found and (made := _signing(form, found["number"])) is not None:
            signings[at] = made
    answers: list[str | None] = [None] * len(forms)
    with transaction.atomic():
        signed = signing.sign_all(list(signings.values())) if signings else []
        confirmed = signing.confirm_all(list(confirmings.values())) if confirmings else []
    for (at, job), refused in zip(signings.items(), signed, strict=True):
        answers[at] = None if refused else f"/petitions/{job.petition}/sent/"
    for (at, asked), outcome in zip(confirmings.items(), confirmed, strict=True):
        if isinstance(outcome, signing.Confirmed):
            answers[at] = f"/petitions/{asked.petition}/receipts/{outcome.signature.number}/"
    if any(answers[at] for at in signings):
        wake_tend(Path(settings.DATA))
    return answers


def _signing(form: Form, number: str) -> signing.Signing | None:
    """None where the page would say something, or a program filled the trap."""
    if form.kind.partition(";")[0].strip().lower() != FORM:
        return None
    try:
        filled = public.form_of(QueryDict(form.body))
    except SuspiciousOperation:  # more fields than anybody needs
        return None
    if not filled.is_valid() or filled.cleaned_data["website"]:
        return None
    if public.PACE.wait(form.address, time.monotonic()):
        return None
    try:
        return public.signing_of(number, filled)
    except signing.NotOpen:
        return None
