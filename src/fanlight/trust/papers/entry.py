"""Entries of the log and the bodies beside it, as bytes and back (docs/reference/formats/entries.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, ClassVar

from fanlight.ground import canonical
from fanlight.ground.canonical import Value
from fanlight.trust.papers.every import PAPERS
from fanlight.trust.papers.forms import AnyObject, PaperError, Whole
from fanlight.trust.papers.kinds import KIND_NAME, KINDS, RECORD_LIMIT
from fanlight.trust.papers.members import Hex16, Hex32, Origin, Paper
from fanlight.trust.papers.signatures import Signature
from fanlight.trust.papers.wire import BODY_LIMIT, Wired, members, parsed

ENTRY_LIMIT = 8_192  # bytes
NONCE = 32  # random bytes before a body, so that its hash tells nothing of what it says
MOST_SIGNATURES = 120
LARGE = 128 << 10  # bytes; of bodies above it, as that of record:published, one is remembered


class NewerEntry(PaperError):
    """An entry of a later version than this program knows."""

    remedy = "Update Fanlight."


@dataclass(frozen=True)
class Entry(Wired):
    """One entry; `at` is the operator's and decides nothing."""

    FIXED: ClassVar[dict[str, Value]] = {"v": 1}

    kind: Annotated[str, KIND_NAME]
    id: Hex16
    at: Annotated[int, Whole(0)]
    origin: Origin
    policy: Hex32
    by: Hex32
    body: Hex32 | None
    pub: Annotated[dict[str, Value], AnyObject()]


@dataclass(frozen=True)
class Body:
    """What an entry's hash stands for: a paper and the signatures under it."""

    nonce: bytes
    paper: Paper
    sigs: tuple[Signature, ...]

    def to_bytes(self) -> bytes:
        return self.nonce + canonical.dumps({"paper": self.paper.value(), "sigs": [sig.value() for sig in self.sigs]})

    @property
    def hash(self) -> str:
        return body_hash(self.to_bytes())


def body_hash(body: bytes) -> str:
    """The name under which a body lies beside the log."""
    return hashlib.sha256(body).hexdigest()


def body_limit(kind: str) -> int:
    """Bytes."""
    return RECORD_LIMIT if kind == "record:published" else BODY_LIMIT


def parse_entry(untrusted_bytes: bytes) -> Entry:
    """Raises only PaperError; NewerEntry, with the kind as its member, where `v` is above 1."""
    value = parsed(untrusted_bytes, ENTRY_LIMIT)
    if isinstance(value, dict) and type(v := value.get("v")) is int and v > 1:
        raise NewerEntry(KIND_NAME.read(value.get("kind"), "kind"), "is of a later version than this program knows.")
    return Entry.read(value)


def entry_bytes(entry: Entry) -> bytes:
    """The canonical bytes; raises PaperError where a reader would."""
    written = entry.to_bytes()
    parse_entry(written)
    return written


def parse_body(kind: str, untrusted_bytes: bytes) -> Body:
    """The body of an entry of this kind; raises only PaperError. Whether the hash fits is the caller's question.

    Remembers what it read: a home goes through its log again and again.
    """
    if len(untrusted_bytes) > LARGE:
        return _large_body(kind, untrusted_bytes)
    return _small_body(kind, untrusted_bytes)


@lru_cache(maxsize=1)
def _large_body(kind: str, untrusted_bytes: bytes) -> Body:
    return _parsed_body(kind, untrusted_bytes)


@lru_cache(maxsize=1_024)
def _small_body(kind: str, untrusted_bytes: bytes) -> Body:
    return _parsed_body(kind, untrusted_bytes)


def _parsed_body(kind: str, untrusted_bytes: bytes) -> Body:
    if len(untrusted_bytes) < NONCE:
        raise PaperError("", f"has no {NONCE} random bytes.")
    untrusted = members(parsed(untrusted_bytes[NONCE:], body_limit(kind)), frozenset({"paper", "sigs"}), "body")
    sigs = untrusted["sigs"]
    if not isinstance(sigs, list) or not 1 <= len(sigs) <= MOST_SIGNATURES:
        raise PaperError("sigs", f"must be a list of 1 to {MOST_SIGNATURES}.")
    return Body(
        untrusted_bytes[:NONCE],
        read_paper(kind, untrusted["paper"]),
        tuple(Signature.read(sig, f"sigs[{at}]") for at, sig in enumerate(sigs)),
    )


def read_paper(kind: str, untrusted: object) -> Paper:
    """The paper of this kind; raises only PaperError."""
    if kind not in PAPERS:
        raise PaperError("kind", f"{kind} has no paper.")
    paper: Paper = PAPERS[kind].read(untrusted)
    if paper.kind != kind:
        raise PaperError("kind", "is not the entry's.")
    return paper


def parse_paper(kind: str, untrusted_bytes: bytes) -> Paper:
    """The same from canonical bytes."""
    return read_paper(kind, parsed(untrusted_bytes, body_limit(kind)))


def has_body(kind: str) -> bool:
    return KINDS[kind].body is not None


def make_body(paper: Paper, sigs: Sequence[Signature], nonce: bytes) -> Body:
    """`nonce` is 32 fresh random bytes."""
    if len(nonce) != NONCE:
        raise PaperError("nonce", f"must be {NONCE} bytes.")
    return Body(nonce, paper, tuple(sigs))
