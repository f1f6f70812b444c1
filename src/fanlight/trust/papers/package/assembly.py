"""Making a package: the payload, which the log's entry commits to, and later its proofs."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.papers.entry import parse_body
from fanlight.trust.papers.package.bag import bagged, payload_manifest
from fanlight.trust.papers.package.layout import Buffer, PackageBroken, checked_size
from fanlight.trust.papers.package.parts import Commitments, Disclosure, OriginalRoot, RequestBody, Span
from fanlight.trust.papers.package.terms import terms
from fanlight.trust.papers.request import Request


@dataclass(frozen=True)
class Payload:
    """The files of data/, fixed before the entry is posted."""

    disclosure: Disclosure
    files: dict[str, Buffer]

    @property
    def manifest(self) -> bytes:
        """`manifest-sha512.txt`, to whose bytes the entry commits."""
        return payload_manifest(self.files)

    def public(self, commitments: Commitments) -> dict[str, str]:
        """`agency`, `manifest`, `recipient` and `request` of the entry's `pub`."""
        agency = {"agency": self.disclosure.agency}
        return agency | commitments.public(self.manifest, self.disclosure.request)


@dataclass(frozen=True)
class Proofs:
    """Leaves and tlog-proofs of request and disclosure, as bytes."""

    request_entry: bytes
    request_proof: bytes
    disclosure_entry: bytes
    disclosure_proof: bytes


def make_payload(
    *, id: str, clip: Buffer, report: bytes, request_body: bytes, original: str, from_us: int, until_us: int
) -> Payload:
    """The payload of one disclosure.

    `id`: hex16 drawn for it, the later entry's; `report`: canonical JSON; `request_body`: as it lies beside the log;
    `original`: root of the commitment, hex32. Raises PaperError where the body is no request,
    PackageBroken where a file is too large to be packed.
    """
    request = parse_body("request:noticed", request_body).paper
    assert isinstance(request, Request)
    disclosure = Disclosure(id, request.agency, request.id, request.retention_days, Span(from_us, until_us))
    files: dict[str, Buffer] = {
        "data/clip.mp4": clip,
        "data/disclosure.json": disclosure.to_bytes(),
        "data/original.json": OriginalRoot(original).to_bytes(),
        "data/redaction_report.json": report,
        "data/request.json": RequestBody.of_body(request_body).to_bytes(),
        "data/terms.txt": terms(request),
    }
    for name, content in files.items():
        checked_size(name, len(content))
    return Payload(disclosure, files)


def complete(payload: Payload, commitments: Commitments, proofs: Proofs) -> dict[str, Buffer]:
    """All files of the package, ready for `write_archive`."""
    files: dict[str, Buffer] = {
        "proofs/commitments.json": commitments.to_bytes(),
        "proofs/disclosure.entry.json": proofs.disclosure_entry,
        "proofs/disclosure.tlog-proof": proofs.disclosure_proof,
        "proofs/request.entry.json": proofs.request_entry,
        "proofs/request.tlog-proof": proofs.request_proof,
    }
    whole = bagged(payload.disclosure.id, payload.files, files)
    if not all(whole.values()):
        raise PackageBroken("package", "has an empty file.")
    return whole
