"""Adding, changing, ordering and removing cameras; the recorder hears of each change."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.keys import SealBroken
from fanlight.home.archive import credentials, recorder_link
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules.addresses import address

LONGEST_NAME = 60  # characters, as the column
RECORDING = ("events", "always", "never")
TRANSPORTS = ("auto", "tcp", "udp")
PLAIN_FIELDS = frozenset({"place", "transport", "sound", "recording", "prompt", "sensitivity", "doorbell"})


class WrongCamera(FanlightError):
    """This cannot be a camera's setting."""


class NoSuchCamera(FanlightError):
    """There is no such camera."""

    remedy = "`fanlight camera list` shows them all."


def add(
    *,
    name: str,
    url: str,
    now: datetime,
    sub_url: str = "",
    username: str = "",
    password: str = "",
    discovered: bool = False,
    demo: bool = False,
    **settings: Any,
) -> Camera:
    """A new camera, last in order. Credentials inside the address count where none are given beside it."""
    main = address(url, discovered=discovered)
    sub = address(sub_url, discovered=discovered) if sub_url.strip() else None
    row = Camera(name=_name(name), url=main.url, sub_url=sub.url if sub else "", demo=demo, state_since_us=micros(now))
    _set(row, settings)
    who = credentials.Credentials(username or main.username, password or main.password)
    with transaction.atomic():
        _refuse_taken(row)
        row.position = (Camera.objects.aggregate(last=Max("position"))["last"] or 0) + 1
        row.save()
        if who:
            row.credentials = credentials.sealed(row.pk, who)
            row.save(update_fields=["credentials"])
    recorder_link.reload()
    return row


def change(*, camera: Camera, **changes: Any) -> Camera:
    """New settings for a camera; a password stays unless one is given, and is forgotten when both are given empty."""
    username, password = changes.pop("username", None), changes.pop("password", None)
    if "name" in changes:
        camera.name = _name(changes.pop("name"))
    if "url" in changes:
        main = address(changes.pop("url"))
        camera.url = main.url
        username, password = username or main.username or username, password or main.password or password
    if "sub_url" in changes:
        sub_url = changes.pop("sub_url")
        camera.sub_url = address(sub_url).url if sub_url.strip() else ""
    _set(camera, changes)
    if username is not None or password is not None:
        camera.credentials = _changed_credentials(camera, username, password)
    with transaction.atomic():
        _refuse_taken(camera)
        camera.save()
    recorder_link.reload()
    return camera


def _changed_credentials(camera: Camera, username: str | None, password: str | None) -> bytes:
    try:
        kept = credentials.opened(camera.pk, bytes(camera.credentials))
    except SealBroken:
        kept = credentials.Credentials()
    if username == "" and password == "":
        return b""
    who = credentials.Credentials(kept.username if username is None else username, password or kept.password)
    return credentials.sealed(camera.pk, who)


def remove(*, camera: Camera, now: datetime) -> None:
    """No longer watched or shown; its footage stays until retention takes it. Its password is forgotten at once."""
    camera.removed_us = micros(now)
    camera.credentials, camera.press_token = b"", ""
    camera.save(update_fields=["removed_us", "credentials", "press_token"])
    recorder_link.reload()


def restore(*, camera: Camera, credentials: bytes, press_token: str) -> None:
    """Undo of `remove`, with what it made the row forget; refused where the name was given away meanwhile."""
    with transaction.atomic():
        _refuse_taken(camera)
        camera.removed_us = None
        camera.credentials, camera.press_token = credentials, press_token
        camera.save(update_fields=["removed_us", "credentials", "press_token"])
    recorder_link.reload()


def order(*, cameras: Sequence[int]) -> None:
    """Put cameras into this order; those not named follow as they were."""
    with transaction.atomic():
        rows = {row.pk: row for row in Camera.objects.filter(removed_us=None)}
        wanted = [number for number in dict.fromkeys(cameras) if number in rows]
        wanted += [number for number in rows if number not in wanted]
        for position, number in enumerate(wanted, start=1):
            rows[number].position = position
        Camera.objects.bulk_update(rows.values(), ["position"])


def renew_press_token(*, camera: Camera) -> str:
    """A new token for the bell's webhook, shown this once; the old one rings no more."""
    token = secrets.token_urlsafe(24)
    camera.press_token = press_hash(token)
    camera.doorbell = True
    camera.save(update_fields=["press_token", "doorbell"])
    return token


def press_hash(token: str) -> str:
    """What of a token is kept. It is 192 random bits, so a plain hash does."""
    return hashlib.sha256(token.encode()).hexdigest()


def camera_by_number(number: int) -> Camera:
    """The camera for a command, or NoSuchCamera."""
    row = Camera.objects.filter(pk=number, removed_us=None).first() if 0 < number < 1 << 63 else None
    if row is None:
        raise NoSuchCamera(f"There is no camera {number}.")
    return row


def _name(untrusted_name: str) -> str:
    name = " ".join(untrusted_name.split())
    if not name:
        raise WrongCamera("The camera has no name.", remedy="Give one, as “Front door”.")
    if len(name) > LONGEST_NAME:
        raise WrongCamera(f"The name has {len(name)} characters; {LONGEST_NAME} are allowed.")
    if not name.isprintable():
        raise WrongCamera("The name has control characters in it.")
    return name


def _refuse_taken(row: Camera) -> None:
    if Camera.objects.filter(name=row.name, removed_us=None).exclude(pk=row.pk).exists():
        raise WrongCamera(f"A camera is called “{row.name}” already.", remedy="Give another name.")


def _set(row: Camera, settings: dict[str, Any]) -> None:
    unknown = set(settings) - PLAIN_FIELDS
    if unknown:
        raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
    for field, value in settings.items():
        setattr(row, field, value)
    row.place = " ".join(row.place.split())
    if len(row.place) > LONGEST_NAME or not row.place.isprintable():
        raise WrongCamera(f"The place has more than {LONGEST_NAME} characters, or some that cannot be shown.")
    if row.recording not in RECORDING:
        raise WrongCamera(f"Recording is one of {', '.join(RECORDING)}.")
    if row.transport not in TRANSPORTS:
        raise WrongCamera(f"The transport is one of {', '.join(TRANSPORTS)}.")
    if not 0 <= row.sensitivity <= 100:
        raise WrongCamera("Sensitivity goes from 0 to 100.")
