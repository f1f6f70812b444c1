"""The two entries of the log that a package carries, and how its files fit them; all raise PackageBroken."""

from __future__ import annotations

from collections.abc import Mapping

from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint
from fanlight.trust.ledger.faults import LedgerError, ProofWrong
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.proof import check_inclusion
from fanlight.trust.ledger.proof_file import LogProof, parse_proof
from fanlight.trust.papers.entry import Entry, parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.headers import derived
from fanlight.trust.papers.keys import key_id
from fanlight.trust.papers.package.contents import commitments, disclosure, request_body
from fanlight.trust.papers.package.layout import MANIFEST, PackageBroken
from fanlight.trust.papers.unsigned import Posted

Files = Mapping[str, memoryview]


def request_entry(files: Files) -> Entry:
    return _entry("proofs/request.entry.json", "request:noticed", files)


def disclosure_entry(files: Files) -> Entry:
    return _entry("proofs/disclosure.entry.json", "disclosure:posted", files)


def posted(files: Files) -> Posted:
    """The header of the disclosure's entry."""
    entry = disclosure_entry(files)
    try:
        header = Posted.read(entry.pub)
    except PaperError as error:
        raise PackageBroken("proofs/disclosure.entry.json", f"pub.{error}") from None
    if entry.body is not None:
        raise PackageBroken("proofs/disclosure.entry.json", "a disclosure has no body in the log.")
    if entry.by != key_id(bytes.fromhex(header.key)):
        raise PackageBroken("proofs/disclosure.entry.json", "by is not the key that was made for it.")
    return header


def request_fits(files: Files) -> None:
    """The entry names this body and its header is derived from this paper."""
    entry, body = request_entry(files), request_body(files)
    part = "data/request.json"
    if entry.body != body.hash:
        raise PackageBroken(part, "is another body than its entry names.")
    if entry.id != body.paper.id or entry.pub != derived(body.paper) or entry.by != body.sigs[0].key:
        raise PackageBroken("proofs/request.entry.json", "has another header than its paper gives.")


def disclosure_fits(files: Files) -> None:
    said, entry, header = disclosure(files), disclosure_entry(files), posted(files)
    if (said.id, said.agency) != (entry.id, header.agency):
        raise PackageBroken("data/disclosure.json", "id or agency is not what its entry says.")
    if entry.origin != request_entry(files).origin:
        raise PackageBroken("proofs/disclosure.entry.json", "is of another log than the request.")


def commitments_fit(files: Files) -> None:
    opened, header = commitments(files), posted(files)
    values = opened.public(bytes(files[MANIFEST]), disclosure(files).request)
    for name, value in values.items():
        if value != getattr(header, name):
            part = MANIFEST if name == "manifest" else "proofs/commitments.json"
            raise PackageBroken(part, f"is not what the disclosure's entry commits to ({name}).")


def proof(name: str, files: Files) -> tuple[LogProof, Checkpoint]:
    """The proof `request` or `disclosure` in its one form, with its checkpoint; no signature is checked here."""
    part = f"proofs/{name}.tlog-proof"
    content = bytes(files[part])
    try:
        held = parse_proof(content)
        checkpoint, _ = parse_checkpoint(held.checkpoint)
    except LedgerError as error:
        raise PackageBroken(part, str(error)) from None
    if bytes(held) != content or held.extra is not None:
        raise PackageBroken(part, "is not in its one form, without extra data.")
    return held, checkpoint


def request_proved(files: Files) -> None:
    _proved("request", request_entry(files), files)


def disclosure_proved(files: Files) -> None:
    _proved("disclosure", disclosure_entry(files), files)


def disclosed_after(files: Files) -> None:
    if proof("disclosure", files)[0].index <= proof("request", files)[0].index:
        raise PackageBroken("proofs/disclosure.tlog-proof", "the disclosure stands before its request.")


def _proved(name: str, entry: Entry, files: Files) -> None:
    part = f"proofs/{name}.tlog-proof"
    held, checkpoint = proof(name, files)
    if checkpoint.origin != entry.origin:
        raise PackageBroken(part, "its checkpoint is of another log than the entry.")
    leaf = leaf_hash(bytes(files[f"proofs/{name}.entry.json"]))
    try:
        check_inclusion(leaf, held.index, checkpoint.size, held.path, checkpoint.root)
    except ProofWrong as error:
        raise PackageBroken(part, str(error)) from None


def _entry(part: str, kind: str, files: Files) -> Entry:
    try:
        entry = parse_entry(bytes(files[part]))
    except PaperError as error:
        raise PackageBroken(part, str(error)) from None
    if entry.kind != kind:
        raise PackageBroken(part, f"is no entry {kind}.")
    return entry
