"""What a commons says of agencies' conduct and of petitions, for their pages.

The format: docs/reference/formats/record-conduct.md. The file comes from outside: unknown members, wrong types, other
addresses than https and too long texts are refused.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fanlight.ground.errors import FanlightError
from fanlight.record.pages.summary import Conduct, InCommons, Petition, Summary

KIND = "record:conduct"
LONGEST = 400  # characters of a text
MOST = 10**9  # of a count
LARGEST = 20_000_000  # bytes
COUNTS = tuple(one.name for one in fields(Conduct) if one.name != "since")


class WrongConduct(FanlightError):
    """The file of a commons cannot be used."""

    remedy = "Get it again from the commons, or leave --commons out; the format: record-conduct.md."


class _Wrong(Exception):
    """Where in the file, and what."""


def read_commons(path: Path, known: Collection[str]) -> dict[str, tuple[InCommons, ...]]:
    """By agency what the files say: one file, or every .json of a folder in the order of names."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise WrongConduct(f"{path.name} holds no .json file.")
    found: dict[str, tuple[InCommons, ...]] = {}
    for file in files:
        for agency, one in _read(file, known).items():
            found[agency] = (*found.get(agency, ()), one)
    return found


def with_commons(summary: Summary, found: Mapping[str, tuple[InCommons, ...]]) -> Summary:
    """The summary with what a commons says; an agency that only a commons knows of gets a page."""
    agencies = {id: replace(one, commons=found[id]) if id in found else one for id, one in summary.agencies.items()}
    return replace(summary, agencies=agencies)


def _read(file: Path, known: Collection[str]) -> dict[str, InCommons]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WrongConduct(f"{file.name}: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise WrongConduct(f"{file.name}: more than {LARGEST:,} bytes.")
    try:
        untrusted_file = json.loads(data)
        return _file(untrusted_file, known)
    except _Wrong as error:
        raise WrongConduct(f"{file.name}: {error}.") from error
    except (ValueError, RecursionError) as error:
        raise WrongConduct(f"{file.name} is no JSON in UTF-8.") from error


def _file(untrusted_file: Any, known: Collection[str]) -> dict[str, InCommons]:
    whole = _members(untrusted_file, ("v", "kind", "commons", "until", "agencies"), "the file")
    if whole["v"] != 1 or whole["kind"] != KIND:
        raise _Wrong(f"it is no {KIND} of version 1")
    commons, until = _text(whole["commons"], "commons"), _day(whole["until"], "until")
    if not isinstance(whole["agencies"], dict):
        raise _Wrong("“agencies” is no object")
    found = {}
    for id, untrusted_agency in whole["agencies"].items():
        if id not in known:
            raise _Wrong(f"agency “{id[:40]}” is in no register")
        one = _members(untrusted_agency, ("page", "conduct", "petitions"), id)
        if not isinstance(one["petitions"], list):
            raise _Wrong(f"{id}: “petitions” is no list")
        found[id] = InCommons(
            commons,
            until,
            _link(one["page"], f"{id}, page"),
            _conduct(one["conduct"], until, id) if one["conduct"] is not None else None,
            tuple(_petition(each, id) for each in one["petitions"]),
        )
    return found


def _conduct(untrusted_conduct: Any, until: date, at: str) -> Conduct:
    one = _members(untrusted_conduct, ("since", *COUNTS), f"{at}, conduct")
    since = _day(one["since"], f"{at}, since") if one["since"] is not None else None
    if since and since > until:
        raise _Wrong(f"{at}: it begins after {until}")
    made = Conduct(since, *(_count(one[name], f"{at}, {name}") for name in COUNTS))
    if made.withdrawn > made.asked or made.deleted + made.deletion_due > made.received:
        raise _Wrong(f"{at}: its counts contradict each other")
    return made


def _petition(untrusted_petition: Any, at: str) -> Petition:
    one = _members(untrusted_petition, ("demand", "to", "signatures", "threshold", "open", "page"), f"{at}, petition")
    if not isinstance(one["open"], bool):
        raise _Wrong(f"{at}, petition: “open” is neither true nor false")
    demand, to = _text(one["demand"], f"{at}, demand"), _text(one["to"], f"{at}, to")
    signatures, threshold = _count(one["signatures"], f"{at}, signatures"), _count(one["threshold"], f"{at}, threshold")
    return Petition(demand, to, signatures, threshold, one["open"], _link(one["page"], f"{at}, petition’s page"))


def _members(untrusted_value: Any, names: tuple[str, ...], at: str) -> dict[str, Any]:
    if not isinstance(untrusted_value, dict) or set(untrusted_value) != set(names):
        raise _Wrong(f"{at} has not just the members {', '.join(names)}")
    return untrusted_value


def _text(untrusted_text: Any, at: str) -> str:
    if not isinstance(untrusted_text, str) or not untrusted_text.strip() or len(untrusted_text) > LONGEST:
        raise _Wrong(f"{at} is no text of at most {LONGEST} characters")
    if not untrusted_text.isprintable():
        raise _Wrong(f"{at} holds signs that cannot be shown")
    return untrusted_text.strip()


def _count(untrusted_count: Any, at: str) -> int:
    if type(untrusted_count) is not int or not 0 <= untrusted_count <= MOST:
        raise _Wrong(f"{at} is no count")
    return untrusted_count


def _day(untrusted_day: Any, at: str) -> date:
    try:
        return date.fromisoformat(untrusted_day)
    except (TypeError, ValueError) as error:
        raise _Wrong(f"{at} is no day of the form YYYY-MM-DD") from error


def _link(untrusted_link: Any, at: str) -> str:
    text = _text(untrusted_link, at)
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise _Wrong(f"{at} is no address") from error
    if parts.scheme != "https" or not parts.hostname or " " in text:
        raise _Wrong(f"{at} is no https address")
    return text
