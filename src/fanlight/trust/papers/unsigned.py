"""Headers of the kinds that nobody signs: refusals, disclosures, posts sent on (docs/reference/formats/entries.md)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated

from fanlight.trust.papers.forms import Items, OneOf, Shaped
from fanlight.trust.papers.members import AgencyId, Hex32
from fanlight.trust.papers.wire import Wired

MONTH = Shaped(r"[0-9]{4}-(?:0[1-9]|1[0-2])", "a month as 2026-11")
RULE_CODE = Shaped(r"[a-z0-9]+(?:-[a-z0-9]+)*", "a rule's code")
NOTE = Shaped(r"[^\x00-\x09\x0b-\x1f\x7f]{1,7000}", "a signed note")
SALT = 32  # bytes before a committed value


@dataclass(frozen=True)
class Refused(Wired):
    """`pub` of request:refused: no text, so that unreviewed words are not forced into public."""

    agency: AgencyId
    month: Annotated[str, MONTH]
    rules: Annotated[tuple[str, ...], Items(1, 60, one=RULE_CODE, rising=True)]


@dataclass(frozen=True)
class Posted(Wired):
    """`pub` of disclosure:posted: three salted commitments and the key made for this disclosure."""

    agency: AgencyId
    month: Annotated[str, MONTH]
    manifest: Hex32
    request: Hex32
    recipient: Hex32
    key: Hex32
    passed: Annotated[None, OneOf((None,))] = None

    WIRE = {"passed": "pass"}


@dataclass(frozen=True)
class Sent(Wired):
    """`pub` of forward:sent: two salted commitments; no text, no author, no finer time than the month."""

    agency: AgencyId
    month: Annotated[str, MONTH]
    post: Hex32
    recipient: Hex32


@dataclass(frozen=True)
class Witnessed(Wired):
    """`pub` of log:witnessed: a signed note with its cosignatures."""

    checkpoint: Annotated[str, NOTE]


def commitment(salt: bytes, value: bytes) -> str:
    """SHA-256(salt ‖ value)."""
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes")
    return hashlib.sha256(salt + value).hexdigest()
