"""Making entries: paper, signatures and body to the two byte strings that a log takes in (formats/entries.md)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.ground.canonical import Value
from fanlight.trust.papers.entry import NONCE, Body, Entry, entry_bytes, make_body, read_paper
from fanlight.trust.papers.headers import derived
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.signatures import Signature, Signer, signed_digest


@dataclass(frozen=True)
class Sealed:
    """An entry with its body, ready to append."""

    entry: bytes
    body: bytes | None


def sign(paper: Paper, origin: str, signer: Signer, role: str) -> Signature:
    """One signature in this role; refuses a paper that no reader would take."""
    read_paper(paper.kind, paper.value())
    return signer.sign(to_sign(paper, origin, role), role)


def to_sign(paper: Paper, origin: str, role: str) -> bytes:
    """The 32 bytes for this role: a software key's message, or the challenge of a WebAuthn assertion."""
    return signed_digest(paper.kind, role, origin, paper.to_bytes())


def new_id() -> str:
    """16 random bytes in hexadecimal."""
    return secrets.token_hex(16)


def sealed(
    paper: Paper,
    sigs: Sequence[Signature],
    *,
    origin: str,
    policy: str,
    at: int,
    nonce: bytes | None = None,
) -> Sealed:
    """The entry and body of a signed paper; `at` is the operator's seconds, `nonce` fresh random bytes if not given."""
    body: Body = make_body(paper, sigs, secrets.token_bytes(NONCE) if nonce is None else nonce)
    entry = Entry(paper.kind, paper.id, at, origin, policy, sigs[0].key, body.hash, derived(paper))
    return Sealed(entry_bytes(entry), body.to_bytes())


def unsigned(
    kind: str, pub: dict[str, Value], *, origin: str, policy: str, by: str, at: int, id: str | None = None
) -> Sealed:
    """An entry of a kind without a body; `by` is the log's key id, of disclosure:posted the key made for it."""
    return Sealed(entry_bytes(Entry(kind, id or new_id(), at, origin, policy, by, None, pub)), None)
