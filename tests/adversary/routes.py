"""All addresses that the resolver knows, with made-up objects filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import URLPattern, URLResolver, get_resolver, reverse

NOBODYS = 987_654_321  # an id that no test makes
_VALUES = {"date": date(2026, 11, 24), "at": "2026-11-24T14:21:36", "name": "20261124-1400", "token": "0" * 43}


@dataclass(frozen=True, slots=True)
class Route:
    """One address; `path` has ids of objects that do not exist."""

    name: str
    path: str
    has_object: bool


def _patterns(
    patterns: list[URLPattern | URLResolver], before: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        names = [*before, *pattern.pattern.converters]
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, tuple(names))
        else:
            assert pattern.name, f"the address {pattern.pattern} has no name"
            yield pattern.name, names


def routes() -> list[Route]:
    found = []
    for name, parts in _patterns(get_resolver().url_patterns):
        values = {part: _VALUES.get(part, NOBODYS) for part in parts}
        has_object = any(part not in _VALUES for part in parts)
        found.append(Route(name, reverse(name, kwargs=values), has_object))
    return found
