"""Where a light is switched: two requests and a token, sealed as one value; and the sending of one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

from fanlight.ground.errors import FanlightError
from fanlight.ground.keys import SealBroken, seal, secret_bytes, unseal
from fanlight.ground.outgoing import AddressRefused, NoAnswer, Outgoing, checked

Position = Literal["on", "off"]
METHODS = ("POST", "GET", "PUT")
LONGEST_BODY = 500  # characters; a switch wants a word, not a document


class TargetRefused(FanlightError):
    """This light cannot be switched that way."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request."""

    method: str
    url: str = field(repr=False)
    body: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """What switches a light on and off; the token goes as `Authorization: Bearer`."""

    on: Call
    off: Call
    token: str = field(default="", repr=False)

    def call(self, position: Position) -> Call:
        return self.on if position == "on" else self.off


@dataclass(frozen=True, slots=True)
class Switched:
    """What an attempt came to; `words` are empty where the light took it."""

    words: str = ""


def call(method: str, untrusted_url: str, untrusted_body: str) -> Call:
    """A request that may be sent, or TargetRefused in words."""
    if method not in METHODS or len(untrusted_body) > LONGEST_BODY:
        raise TargetRefused
    try:
        checked(untrusted_url, "house")
    except AddressRefused as error:
        raise TargetRefused(str(error), remedy=error.remedy) from None
    return Call(method, untrusted_url.strip(), untrusted_body)


def shown(target: Target) -> str:
    """All of the address that a page shows."""
    parts = urlsplit(target.on.url)
    return f"{parts.scheme}://{parts.netloc}"[:120]


def _key() -> bytes:
    return secret_bytes(Path(settings.DATA) / "keys" / "light.key")


def sealed(target: Target, light: int) -> bytes:
    """For `Light.sealed`."""
    on, off = target.on, target.off
    plain = json.dumps([[on.method, on.url, on.body], [off.method, off.url, off.body], target.token])
    return seal(_key(), plain.encode(), f"fanlight light {light}".encode())


def opened(column: bytes | memoryview[int], light: int) -> Target:
    """What was sealed, or SealBroken."""
    plain = unseal(_key(), bytes(column), f"fanlight light {light}".encode())
    try:
        on, off, token = json.loads(plain)
        return Target(Call(*on), Call(*off), token)
    except (ValueError, TypeError):
        raise SealBroken from None


def switch(outgoing: Outgoing, target: Target, position: Position) -> Switched:
    """One attempt."""
    asked = target.call(position)
    headers = {"User-Agent": "Fanlight"}
    if asked.body:
        as_json = asked.body.lstrip()[:1] in ("{", "[")
        headers["Content-Type"] = "application/json" if as_json else "text/plain; charset=utf-8"
    if target.token:
        headers["Authorization"] = f"Bearer {target.token}"
    try:
        answer = outgoing.send(asked.method, asked.url, headers=headers, body=asked.body.encode())
    except (AddressRefused, NoAnswer) as error:
        return Switched(str(error))
    if 200 <= answer.status < 300:
        return Switched()
    host = urlsplit(asked.url).hostname
    if answer.status in (401, 403):
        return Switched(f"{host} refuses the token (answer {answer.status}).")
    return Switched(f"{host} does not do it (answer {answer.status}).")
