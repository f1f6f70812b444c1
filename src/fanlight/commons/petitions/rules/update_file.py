"""The file that a steward fetches from the commons and hands to `fanlight petition send`: JSON, addresses sealed.

`{"kind": "petition:update", "v": 1, "petition", "number", "origin", "demand", "words", "sealed": [base64 of age, …]}`
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from fanlight.ground.canonical import CanonicalError, dumps, loads
from fanlight.ground.errors import FanlightError

KIND = "petition:update"
LARGEST = 512 * 1024 * 1024  # bytes: a million addresses, sealed to one key each


class UpdateFileWrong(FanlightError):
    """This is no file of an update."""

    remedy = "Fetch it again from the petition’s page “Updates”."
    exit_code = 2


@dataclass(frozen=True, slots=True)
class UpdateFile:
    """`number` tells this petition's updates apart; `sealed` are base64."""

    petition: str
    number: int
    origin: str
    demand: str
    words: str
    sealed: tuple[str, ...]

    def __bytes__(self) -> bytes:
        return json.dumps({"kind": KIND, "v": 1, **asdict(self)}, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Reader:
    """Who wants updates: where they are written to, and the token that ends them."""

    mailbox: str
    stop: str


def parse_update_file(untrusted_content: bytes) -> UpdateFile:
    """Raises UpdateFileWrong."""
    try:
        value: Any = json.loads(untrusted_content[:LARGEST])
    except (ValueError, RecursionError):
        raise UpdateFileWrong from None
    if not isinstance(value, dict) or value.get("kind") != KIND or value.get("v") != 1:
        raise UpdateFileWrong
    sealed, number = value.get("sealed"), value.get("number")
    texts = [value.get(name) for name in ("petition", "origin", "demand", "words")]
    if not isinstance(number, int) or not isinstance(sealed, list) or not all(isinstance(one, str) for one in sealed):
        raise UpdateFileWrong
    if not all(isinstance(text, str) for text in texts):
        raise UpdateFileWrong
    petition, origin, demand, words = (str(text) for text in texts)
    if not re.fullmatch(r"[0-9a-f]{32}", petition) or not re.fullmatch(r"https?://[\w.:\[\]-]+", origin):
        raise UpdateFileWrong
    if any(ord(letter) < 32 for letter in demand):
        raise UpdateFileWrong
    return UpdateFile(petition, number, origin, demand, words, tuple(sealed))


def sealed_bytes(untrusted_text: str) -> bytes:
    """Raises UpdateFileWrong."""
    try:
        return base64.b64decode(untrusted_text, validate=True)
    except (binascii.Error, ValueError):
        raise UpdateFileWrong from None


def reader_bytes(reader: Reader) -> bytes:
    """What is sealed."""
    return dumps({"mailbox": reader.mailbox, "stop": reader.stop})


def parse_reader(untrusted_content: bytes) -> Reader:
    """Raises UpdateFileWrong."""
    try:
        value = loads(untrusted_content)
    except CanonicalError:
        raise UpdateFileWrong from None
    if not isinstance(value, dict) or set(value) != {"mailbox", "stop"}:
        raise UpdateFileWrong
    mailbox, stop = value["mailbox"], value["stop"]
    if not isinstance(mailbox, str) or not isinstance(stop, str) or not re.fullmatch(r"[\w-]{22}", stop, re.ASCII):
        raise UpdateFileWrong
    return Reader(mailbox, stop)
