"""The JSON files of a package as frozen dataclasses: disclosure, commitments, commitment to the original, request."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from fanlight.ground.canonical import dumps
from fanlight.trust.papers.forms import AnyObject, PaperError, Whole
from fanlight.trust.papers.members import AgencyId, AgeRecipient, Hex16, Hex32
from fanlight.trust.papers.package.layout import PackageBroken
from fanlight.trust.papers.unsigned import commitment
from fanlight.trust.papers.wire import Wired, parsed

NONCE = 32  # bytes before a body (docs/reference/formats/entries.md)

Part = TypeVar("Part", bound=Wired)


def read_part(kind: type[Part], name: str, files: Mapping[str, memoryview]) -> Part:
    """One JSON file of a package; raises PackageBroken with the file's name."""
    try:
        return kind.read(parsed(bytes(files[name]), limit=len(files[name])))
    except PaperError as error:
        raise PackageBroken(name, str(error)) from None


@dataclass(frozen=True)
class Span(Wired):
    """Microseconds since 1970, the frames' own."""

    WIRE: ClassVar = {"from_us": "from", "until_us": "until"}
    from_us: Annotated[int, Whole()]
    until_us: Annotated[int, Whole()]

    def check(self, where: str) -> None:
        if self.until_us <= self.from_us:
            raise PaperError(where, "ends before it begins.")


@dataclass(frozen=True)
class Disclosure(Wired):
    """`data/disclosure.json`: what was released under which promise."""

    FIXED: ClassVar = {"v": 1, "c2pa": "none"}
    id: Hex16
    agency: AgencyId
    request: Hex16
    retention_days: Annotated[int, Whole(1)]
    clip: Span


@dataclass(frozen=True)
class OriginalRoot(Wired):
    """`data/original.json`: what binds the home to the uncovered recording."""

    FIXED: ClassVar = {"v": 1}
    root: Hex32


@dataclass(frozen=True)
class Salts(Wired):
    """32 random bytes for each commitment."""

    manifest: Hex32
    recipient: Hex32
    request: Hex32


@dataclass(frozen=True)
class Commitments(Wired):
    """`proofs/commitments.json`: opens to the agency what the disclosure's entry commits to."""

    FIXED: ClassVar = {"v": 1}
    recipient: AgeRecipient
    salts: Salts

    @classmethod
    def drawn(cls, recipient: str) -> Commitments:
        """Fresh salts for one disclosure to this age recipient."""
        return cls(recipient, Salts(*(secrets.token_hex(32) for _ in range(3))))

    def public(self, manifest: bytes, request_id: str) -> dict[str, str]:
        """`manifest`, `recipient` and `request` of the entry's `pub`."""
        return {
            "manifest": commitment(bytes.fromhex(self.salts.manifest), manifest),
            "recipient": commitment(bytes.fromhex(self.salts.recipient), self.recipient.encode()),
            "request": commitment(bytes.fromhex(self.salts.request), bytes.fromhex(request_id)),
        }


@dataclass(frozen=True)
class RequestBody(Wired):
    """`data/request.json`: the body of the request's entry, its nonce as a member."""

    body: Annotated[dict[str, Any], AnyObject()]
    nonce: Hex32

    def check(self, where: str) -> None:
        if set(self.body) != {"paper", "sigs"} or not isinstance(self.body["paper"], dict):
            raise PaperError("body", "must have a paper and signatures.")

    @classmethod
    def of_body(cls, untrusted_body: bytes) -> RequestBody:
        """From the bytes that lie beside the log: nonce, then canonical JSON; raises PaperError."""
        return cls.read({"body": parsed(untrusted_body[NONCE:]), "nonce": untrusted_body[:NONCE].hex()})

    def log_bytes(self) -> bytes:
        """The body as it lies beside the log; its SHA-256 is the entry's `body`."""
        return bytes.fromhex(self.nonce) + dumps(self.body)
