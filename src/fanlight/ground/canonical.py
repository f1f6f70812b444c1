"""One byte form for JSON: RFC 8785 (JSON Canonicalization Scheme) without floats, with names in ASCII."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from fanlight.ground.errors import FanlightError

LARGEST = 2**53 - 1  # RFC 8785 §3.2.2.3 by way of I-JSON: what every reader holds exactly
DEEPEST = 16  # containers within containers; an empty list has depth 1
_DIGITS = 17  # a sign and the 16 digits of LARGEST

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")


class CanonicalError(FanlightError):
    """This is not canonical JSON."""

    remedy = "Write it as RFC 8785 says, without floats, with ASCII names and integers within ±(2^53−1)."


def dumps(value: object) -> bytes:
    """The canonical bytes of None, bool, int, str, list, tuple and dict with str keys; anything else is refused."""
    _check(value, DEEPEST)
    return _written(value)


def loads(untrusted_bytes: bytes) -> Value:
    """What these bytes say, if they are their own canonical form; raises only CanonicalError.

    The caller bounds the length. A name that stands twice shows by the comparison: written again, it stands once.
    """
    _check_depth(untrusted_bytes)
    try:
        value: Value = _decoder.decode(untrusted_bytes.decode())
    except ValueError as error:  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        raise CanonicalError(f"Not JSON in UTF-8: {type(error).__name__}.") from None
    if _written(value) != untrusted_bytes:
        raise CanonicalError("The bytes are not in canonical form.")
    if not untrusted_bytes.isascii():  # canonical bytes hold no \u for a letter: in ASCII bytes all names are ASCII
        _check(value, DEEPEST)
    return value


def _written(value: object) -> bytes:
    # Python's escapes without ensure_ascii are those of RFC 8785 §3.2.2.2, and ASCII names sort the same in UTF-16
    try:
        return _encoder.encode(value).encode()
    except UnicodeEncodeError:
        raise CanonicalError("A text holds half of a surrogate pair.") from None


def _check(value: object, room: int) -> None:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return
    if kind is int:
        if not -LARGEST <= value <= LARGEST:  # type: ignore[operator]
            raise CanonicalError("An integer lies beyond ±(2^53−1).")
        return
    if not isinstance(value, dict | list | tuple):
        raise CanonicalError(f"JSON without floats has no place for a {kind.__name__}.")
    if room == 0:
        raise CanonicalError(f"Nested deeper than {DEEPEST}.")
    if isinstance(value, dict):
        if not all(type(name) is str and name.isascii() for name in value):
            raise CanonicalError("A member's name is not ASCII text.")
        value = value.values()
    for item in value:
        _check(item, room - 1)


def _check_depth(untrusted_bytes: bytes) -> None:
    """Before parsing, so that no parser recurses; as far as the bytes are JSON, strings end where the parser says."""
    if untrusted_bytes.count(b"{") + untrusted_bytes.count(b"[") <= DEEPEST:
        return
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", untrusted_bytes)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > DEEPEST:
            raise CanonicalError(f"Nested deeper than {DEEPEST}.")


def _integer(text: str) -> int:
    if len(text) > _DIGITS or not -LARGEST <= (value := int(text)) <= LARGEST:
        raise CanonicalError("An integer lies beyond ±(2^53−1).")
    return value


def _refuse(text: str) -> NoReturn:
    raise CanonicalError("A number is not an integer.")


_decoder = json.JSONDecoder(parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)
_encoder = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
