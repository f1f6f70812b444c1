"""What homes hand in and agencies fetch: entries, sealed bytes, receipts. Every refusal has a status and words."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from fanlight.commons.agencies.standing import Standing, index_of, standing
from fanlight.commons.agencies.writing import write
from fanlight.commons.mailbox import rules
from fanlight.commons.mailbox.models import Parcel, Posting
from fanlight.ground.clock import from_micros, micros
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.entry import NONCE, Body, parse_body, parse_entry
from fanlight.trust.papers.fetch import Fetch, FetchRefused, check_fetch
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.keys import key_id
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.signatures import SignatureError, signed_digest, verify
from fanlight.trust.papers.signing import Sealed, sealed
from fanlight.trust.papers.unsigned import Posted
from fanlight.trust.papers.upload import Upload, UploadRefused, check_upload
from fanlight.trust.policy.in_force.records import DisclosureRecord

CHUNK = 1 << 20  # bytes read at once
Read = Callable[[int], bytes]


class Refused(FanlightError):
    """The commons does not take this."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def folder() -> Path:
    return Path(settings.DATA) / "mailbox"


def parcel_path(entry: str) -> Path:
    return folder() / f"{entry}.age"


@transaction.atomic
def post(*, untrusted_entry: bytes, now: datetime) -> int:
    """The entry's index; the same bytes again are answered as the first time."""
    here = standing()
    entry = _posted(untrusted_entry, here, now)
    index = index_of("disclosure:posted", entry[0])
    if index is not None:
        if here.copy.entries[index] != untrusted_entry:
            raise Refused(409, "Another entry has this id.")
        return index
    _demand_room(entry[1].agency, here, now)
    batch = micros(rules.batch_after(now, ZoneInfo(here.founding.zone)))
    index = write(Sealed(untrusted_entry, None), now=now)
    Posting.objects.update_or_create(
        entry=entry[0], defaults={"index": index, "agency": entry[1].agency, "batch_us": batch}
    )
    return index


def _posted(untrusted_entry: bytes, here: Standing, now: datetime) -> tuple[str, Posted]:
    """Id and header of an entry that may stand in this log."""
    try:
        entry = parse_entry(untrusted_entry)
        posted = Posted.read(entry.pub, "pub")
    except PaperError as error:
        raise Refused(400, f"This is no entry that a home hands in. {error}") from None
    if entry.kind != "disclosure:posted" or entry.body is not None:
        raise Refused(400, "Homes hand in disclosure:posted, which has no body.")
    if entry.origin != here.founding.origin or entry.by != key_id(bytes.fromhex(posted.key)):
        raise Refused(400, "It is of another log, or by another key than its own.")
    if posted.month not in rules.months(now, ZoneInfo(here.founding.zone)):
        raise Refused(400, "It names another month than this one.")
    in_force = here.at(now)
    agency = in_force.agencies.get(posted.agency)
    if agency is None or agency.revoked or agency.suspended:
        raise Refused(409, "Nothing is taken for this agency.")
    if in_force.moratorium == "hard":
        raise Refused(409, "A hard moratorium is in force: nothing leaves.")
    return entry.id, posted


def _demand_room(agency: str, here: Standing, now: datetime) -> None:
    batch = micros(rules.batch_after(now, ZoneInfo(here.founding.zone)))
    before = Posting.objects.filter(batch_us=batch)
    if before.filter(agency=agency).count() >= rules.POSTED_PER_AGENCY or before.count() >= rules.POSTED_IN_ALL:
        raise Refused(429, "Too many were posted since the last batch. Try again after the next.")


def take(*, entry: str, size: int, read: Read, untrusted_signature: str, now: datetime) -> bool:
    """Sealed bytes, streamed to disk; True where they are new. Nothing is kept of what does not fit."""
    here = standing()
    record = here.copy.state.disclosures.get(entry)
    if record is None:
        raise Refused(404, "No entry of this log has this id.")
    if not 0 < size <= rules.SEALED_LIMIT:
        raise Refused(413, f"A sealed package has 1 to {rules.SEALED_LIMIT} bytes.")
    _demand_may_leave(record, here, now)
    before = Parcel.objects.filter(entry=entry).first()
    if before is None:
        _demand_space(record.posted.agency, size)
    arriving = folder() / f"arriving-{secrets.token_hex(8)}"
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        digest = _stream(arriving, size, read)
        upload = Upload(entry, digest, size)
        try:
            check_upload(upload, here.founding.origin, record.posted.key, untrusted_signature)
        except UploadRefused as error:
            raise Refused(403, error.words()) from None
        return _keep(arriving, upload, record, here, now)
    finally:
        arriving.unlink(missing_ok=True)


def _demand_may_leave(record: DisclosureRecord, here: Standing, now: datetime) -> None:
    in_force = here.at(now)
    agency = in_force.agencies.get(record.posted.agency)
    if agency is None or agency.revoked or agency.suspended or in_force.moratorium == "hard":
        raise Refused(409, "Nothing is taken now: a moratorium, or the agency was stopped.")


def _demand_space(agency: str, size: int) -> None:
    lying = Parcel.objects.filter(gone=False)
    if lying.filter(agency=agency).count() >= rules.PARCELS:
        raise Refused(429, "Too many packages lie here for this agency.")
    if sum(lying.values_list("size", flat=True)) + size > rules.ROOM:
        raise Refused(429, "The mailbox is full.")


def _stream(path: Path, size: int, read: Read) -> str:
    """SHA-256 of exactly `size` bytes, on disk when this returns."""
    digest, arrived = hashlib.sha256(), 0
    with path.open("xb") as file:
        while chunk := read(CHUNK):
            arrived += len(chunk)
            if arrived > size:
                raise Refused(400, "More bytes came than were announced.")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if arrived != size:
        raise Refused(400, "Fewer bytes came than were announced.")
    return digest.hexdigest()


@transaction.atomic
def _keep(arriving: Path, upload: Upload, record: DisclosureRecord, here: Standing, now: datetime) -> bool:
    before = Parcel.objects.filter(entry=upload.entry).first()
    if before is not None:
        if before.sha256 != upload.sha256:
            raise Refused(409, "Another package lies here for this entry.")
        return False
    arriving.replace(parcel_path(upload.entry))
    Parcel.objects.create(
        entry=upload.entry,
        agency=record.posted.agency,
        sha256=upload.sha256,
        size=upload.size,
        batch_us=micros(rules.batch_after(now, ZoneInfo(here.founding.zone))),
    )
    return True


def demand_agency(*, agency: str, entry: str, untrusted_time: str, untrusted_signature: str, now: datetime) -> None:
    """Refused unless the agency's own signer asks, now."""
    here = standing()
    in_force = here.at(now)
    view = in_force.agencies.get(agency)
    if view is None or view.revoked or view.paper.signer.id in view.revoked_keys:
        raise Refused(403, "No such agency, or its signer counts no more.")
    if not untrusted_time.isdecimal() or len(untrusted_time) > 15:
        raise Refused(400, "Fanlight-Time is no number of seconds.")
    try:
        wanted = Fetch(entry, int(untrusted_time))
        signer = view.paper.signer.public
        check_fetch(wanted, here.founding.origin, signer, untrusted_signature, now=in_force.at)
    except FetchRefused as error:
        raise Refused(403, error.words()) from None


@transaction.atomic
def receive(*, untrusted_receipt: bytes, now: datetime) -> int:
    """A receipt or an attested deletion, signed by the agency's signer: the entry's index."""
    here = standing()
    kind, body = _receipt(untrusted_receipt)
    paper = body.paper
    assert isinstance(paper, Receipt)
    record = here.copy.state.disclosures.get(paper.disclosure)
    if record is None:
        raise Refused(404, "No such disclosure stands in the log.")
    index = index_of(kind, paper.id)
    if index is not None:
        return index
    in_force = here.at(now)
    view = in_force.agencies.get(record.posted.agency)
    if view is None or view.paper.signer.id in view.revoked_keys or len(body.sigs) != 1:
        raise Refused(403, "The agency's signer must sign it, alone.")
    (signature,) = body.sigs
    try:
        if signature.role != "agency":
            raise SignatureError("role", "must be agency.")
        signed = signed_digest(kind, "agency", here.founding.origin, paper.to_bytes())
        verify(signature, view.paper.signer, signed, here.founding.rp)
    except SignatureError as error:
        raise Refused(403, str(error)) from None
    _demand_order(kind, paper, record)
    made = sealed(paper, body.sigs, origin=here.founding.origin, policy=in_force.policy_hash, at=int(now.timestamp()))
    return write(made, now=now)


def _receipt(untrusted: bytes) -> tuple[str, Body]:
    problem = ""
    for kind in ("disclosure:received", "disclosure:deleted"):
        try:
            return kind, parse_body(kind, secrets.token_bytes(NONCE) + untrusted)
        except PaperError as error:
            problem = str(error)
    raise Refused(400, f"This is no receipt. {problem}")


def _demand_order(kind: str, paper: Receipt, record: DisclosureRecord) -> None:
    if kind == "disclosure:received" and record.received is not None:
        raise Refused(409, "It was received already.")
    if kind == "disclosure:deleted" and (record.received is None or record.deleted is not None):
        raise Refused(409, "It was not received, or is deleted already.")
    parcel = Parcel.objects.filter(entry=paper.disclosure).first()
    if kind == "disclosure:received" and (parcel is None or parcel.sha256 != paper.package):
        raise Refused(409, "The package that lies here has another hash.")


@transaction.atomic
def clear(*, now: datetime) -> int:
    """Files of packages that were received a day ago, or that nobody fetched for 30 days; how many went."""
    state = standing().copy.state
    gone = 0
    for parcel in Parcel.objects.filter(gone=False):
        record = state.disclosures.get(parcel.entry)
        received = record.received.at if record and record.received else None
        old = now - from_micros(parcel.batch_us) > rules.KEPT
        if old or (received is not None and now.timestamp() - received > rules.GRACE.total_seconds()):
            parcel_path(parcel.entry).unlink(missing_ok=True)
            parcel.gone = True
            parcel.save(update_fields=["gone"])
            gone += 1
    for left in folder().glob("arriving-*"):
        if now.timestamp() - left.stat().st_mtime > rules.GRACE.total_seconds():
            left.unlink(missing_ok=True)
    return gone
