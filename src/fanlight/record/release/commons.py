"""What a commons says of agencies: conduct, petitions, partnerships.

The format: docs/reference/formats/record-conduct.md. The file comes from outside: unknown members, wrong types, other
addresses than https and too long texts are refused.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fanlight.ground.errors import FanlightError
from fanlight.record.pages.in_commons import TERMS, Commons, Conduct, InCommons, Petition, SignedPartnership
from fanlight.record.pages.summary import Summary

KIND, VERSION = "record:conduct", 2
LONGEST = 400  # characters of a text
MOST = 10**9  # of a count
LARGEST = 20_000_000  # bytes
MOST_DATA = 20  # kinds of data in one partnership
LOOPBACK = ("localhost", "127.0.0.1", "::1")  # a commons on this computer has no certificate
COUNTS = tuple(one.name for one in fields(Conduct) if one.name != "since")


class WrongConduct(FanlightError):
    """The file of a commons cannot be used."""

    remedy = "Get it again from the commons, or leave --commons out; the format: record-conduct.md."


class _Wrong(Exception):
    """Where in the file, and what."""


@dataclass(frozen=True)
class Said:
    """What files of commons say: by agency of the register, and whole."""

    agencies: Mapping[str, tuple[InCommons, ...]]
    commons: tuple[Commons, ...]


def read_commons(path: Path, known: Collection[str]) -> Said:
    """One file, or every .json of a folder in the order of names; `known` are the register's ids."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise WrongConduct(f"{path.name} holds no .json file.")
    said = []
    for file in files:
        try:
            with file.open("rb") as opened:
                data = opened.read(LARGEST + 1)
        except OSError as error:
            raise WrongConduct(f"{file.name}: {error.strerror}.") from error
        said.append(parse_commons(data, known, file.name))
    return joined(said)


def joined(said: Iterable[Said]) -> Said:
    """Several commons as one, in their order."""
    agencies: dict[str, tuple[InCommons, ...]] = {}
    commons: tuple[Commons, ...] = ()
    for one in said:
        commons += one.commons
        for agency, some in one.agencies.items():
            agencies[agency] = (*agencies.get(agency, ()), *some)
    return Said(agencies, commons)


def with_commons(summary: Summary, said: Said) -> Summary:
    """The summary with what commons say; an agency that only a commons knows of gets a page."""
    found = said.agencies
    agencies = {id: replace(one, commons=found[id]) if id in found else one for id, one in summary.agencies.items()}
    return replace(summary, agencies=agencies, commons=said.commons)


def parse_commons(data: bytes, known: Collection[str], name: str) -> Said:
    """One file's bytes; raises WrongConduct with its name."""
    if len(data) > LARGEST:
        raise WrongConduct(f"{name}: more than {LARGEST:,} bytes.")
    try:
        untrusted_file = json.loads(data)
        return _file(untrusted_file, known)
    except _Wrong as error:
        raise WrongConduct(f"{name}: {error}.") from error
    except (ValueError, RecursionError) as error:
        raise WrongConduct(f"{name} is no JSON in UTF-8.") from error


def _file(untrusted_file: Any, known: Collection[str]) -> Said:
    whole = _members(untrusted_file, ("v", "kind", "commons", "page", "until", "agencies"), "the file")
    if whole["v"] != VERSION or whole["kind"] != KIND:
        raise _Wrong(f"it is no {KIND} of version {VERSION}")
    commons, until, page = (
        _text(whole["commons"], "commons"),
        _day(whole["until"], "until"),
        _link(whole["page"], "page"),
    )
    if not isinstance(whole["agencies"], list):
        raise _Wrong("“agencies” is no list")
    found: dict[str, tuple[InCommons, ...]] = {}
    partnerships: tuple[SignedPartnership, ...] = ()
    unknown = []
    for number, untrusted_agency in enumerate(whole["agencies"], 1):
        id, name, one = _agency(untrusted_agency, commons, until, known, f"agency {number}")
        partnerships += one.partnerships
        if id:
            found[id] = (*found.get(id, ()), one)
        else:
            unknown.append(name)
    return Said(found, (Commons(commons, until, page, partnerships, tuple(unknown)),))


MEMBERS = ("record", "name", "page", "ask", "conduct", "petitions", "partnerships")


def _agency(
    untrusted_agency: Any, commons: str, until: date, known: Collection[str], at: str
) -> tuple[str, str, InCommons]:
    """Its id in the register (empty where that lacks it), its name, and what is said of it."""
    one = _members(untrusted_agency, MEMBERS, at)
    name = _text(one["name"], f"{at}, name")
    at = f"{at} ({name[:40]})"
    id = _text(one["record"], f"{at}, record") if one["record"] is not None else ""
    id = id if id in known else ""
    ask = _link(one["ask"], f"{at}, ask")
    partnerships = tuple(
        _partnership(each, id, name, ask, until, at) for each in _list(one["partnerships"], f"{at}, partnerships")
    )
    return (
        id,
        name,
        InCommons(
            commons,
            until,
            _link(one["page"], f"{at}, page"),
            _conduct(one["conduct"], until, at) if one["conduct"] is not None else None,
            tuple(_petition(each, at) for each in _list(one["petitions"], f"{at}, petitions")),
            partnerships,
        ),
    )


def _partnership(untrusted_partnership: Any, id: str, name: str, ask: str, until: date, at: str) -> SignedPartnership:
    names = ("page", "since", "until", "ended", "term", "data", "contact")
    at = f"{at}, partnership"
    one = _members(untrusted_partnership, names, at)
    first, last = _day(one["since"], f"{at}, since"), _day(one["until"], f"{at}, until")
    ended = _day(one["ended"], f"{at}, ended") if one["ended"] is not None else None
    if last < first or (ended and ended > until):
        raise _Wrong(f"{at}: its days contradict each other")
    if one["term"] not in TERMS:
        raise _Wrong(f"{at}: its term is none of {', '.join(TERMS)}")
    data = _list(one["data"], f"{at}, data")
    if len(data) > MOST_DATA:
        raise _Wrong(f"{at}: more than {MOST_DATA} kinds of data")
    kinds = tuple(_text(each, f"{at}, data") for each in data)
    contact = _text(one["contact"], f"{at}, contact")
    page = _link(one["page"], f"{at}, page")
    return SignedPartnership(id, name, page, ask, first, last, ended, one["term"], kinds, contact)


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


def _list(untrusted_value: Any, at: str) -> list[Any]:
    if not isinstance(untrusted_value, list):
        raise _Wrong(f"{at} is no list")
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
    loopback = parts.scheme == "http" and parts.hostname in LOOPBACK
    if (parts.scheme != "https" and not loopback) or not parts.hostname or " " in text:
        raise _Wrong(f"{at} is no https address")
    return text
