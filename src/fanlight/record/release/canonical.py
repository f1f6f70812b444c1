"""Canonical JSON (RFC 8785) of what papers hold: strings, integers, lists and objects with ASCII names; no floats."""

from __future__ import annotations

import json

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]
LARGEST = 2**53 - 1


def canonical(value: Value) -> bytes:
    """The one byte form; raises ValueError for what the form has no place for."""
    _check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _check(value: Value) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not name.isascii():
                raise ValueError(f"a name that is not ASCII: {name!r}")
            _check(inner)
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError(f"a number that the form has no place for: {value!r}")
