"""What was confirmed leaves: the entry at one batch, the sealed package at the next. Everything is checked again before
each of the two; a crash at any step sends nothing twice, because what is sent is on disk before it is sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.retry import wait_after
from fanlight.home.asks import commons_link, cover_files, keeping, secrets_kept
from fanlight.home.asks.actions import bodies, considering, lines
from fanlight.home.asks.book import Book, BookDamaged
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.rules import batches, states
from fanlight.trust.ledger.follower import State
from fanlight.trust.papers.keys import key_id
from fanlight.trust.papers.package import seal, tar
from fanlight.trust.papers.package.assembly import Payload, Proofs, complete, make_payload
from fanlight.trust.papers.signing import unsigned
from fanlight.trust.papers.upload import Upload, sign_upload

LEASE_US = 600 * 1_000_000  # longer than an upload of half a gigabyte on a slow line may stand still
SEALED = "sealed.age"
MINUTE_AGAIN = 60.0
MADE_ANEW = 10  # attempts, ten minutes: by then the log was looked at twice, so an entry that stands was seen


@dataclass(frozen=True)
class ReleaseJob:
    """One step of one disclosure; all that a thread without the database needs."""

    disclosure: int
    step: Literal["post", "upload"]
    url: str
    origin: str
    identity: str
    folder: Path
    entry: bytes
    secret: secrets_kept.Secret
    proofs: Proofs | None = None
    request_body: bytes = b""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it."""

    result: Literal["done", "again", "refused"]
    words: str = ""
    sealed_sha256: str = ""


def lease_due(*, now: datetime, most: int) -> list[ReleaseJob]:
    """What may leave now. What may not is stopped, or waits with its reason; leases of a dead process run out."""
    row = Following.objects.first()
    if row is None or most < 1:
        return []
    at = micros(now)
    due = Disclosure.objects.filter(state__in=states.ON_THE_WAY, next_us__lte=at, leased_until_us__lte=at)
    jobs = []
    for one in due.select_related("ask").order_by("next_us")[:most]:
        with transaction.atomic():
            job = _leased(one, row, now)
        if job is not None:
            jobs.append(job)
    return jobs


def _leased(one: Disclosure, row: Following, now: datetime) -> ReleaseJob | None:
    verdict = considering.consider(one, row, now)
    if verdict.answer != "go":
        return None
    try:
        job = _post_job(one, row, now) if one.state == "waiting" else _upload_job(one, row)
    except (FanlightError, OSError) as error:
        one.words, one.next_us = str(error)[:400], micros(now) + considering.AGAIN_US
        one.save(update_fields=["words", "next_us"])
        return None
    one.leased_until_us, one.attempts = micros(now) + LEASE_US, F("attempts") + 1
    one.save(update_fields=["leased_until_us", "attempts", "entry"])
    return job


def _post_job(one: Disclosure, row: Following, now: datetime) -> ReleaseJob:
    """The entry is made of the batch's time, not of this moment's, and is kept before it is sent."""
    secret = secrets_kept.opened(one.secret, one.identity)
    if not one.entry:
        batch = batches.last_batch(now, ZoneInfo(row.zone))
        public = _payload(one, secret).public(secret.commitments)
        month = batch.astimezone(ZoneInfo(row.zone)).strftime("%Y-%m")
        one.entry = unsigned(
            "disclosure:posted",
            {**public, "month": month, "pass": None, "key": secret.public.hex()},
            origin=row.origin,
            policy=row.policy,
            by=key_id(secret.public),
            at=int(batch.timestamp()),
            id=one.identity,
        ).entry
    folder = keeping.disclosure(one.identity)
    return ReleaseJob(one.pk, "post", row.url, row.origin, one.identity, folder, bytes(one.entry), secret)


def _upload_job(one: Disclosure, row: Following) -> ReleaseJob:
    """With both proofs under the newest checkpoint that this home has checked, made from its own copy of the log."""
    secret = secrets_kept.opened(one.secret, one.identity)
    book = Book(keeping.folder() / "log")
    state: State = book.opened()
    body = bodies.body(one.ask.body)
    if body is None or one.number is None:
        raise BookDamaged("The request's body is not here.")
    entry = bytes(one.entry)
    proofs = Proofs(book.entry(one.ask.entry), book.proof(one.ask.entry, state), entry, book.proof(one.number, state))
    return ReleaseJob(
        one.pk,
        "upload",
        row.url,
        row.origin,
        one.identity,
        keeping.disclosure(one.identity),
        entry,
        secret,
        proofs,
        body,
        secrets_kept.archive_recipient(),
    )


def _payload(one: Disclosure, secret: secrets_kept.Secret) -> Payload:
    return payload_of(keeping.disclosure(one.identity), one.identity, bodies.body(one.ask.body) or b"", secret)


def payload_of(folder: Path, identity: str, request_body: bytes, secret: secrets_kept.Secret) -> Payload:
    """The files of data/ as they were fixed at consent."""
    return make_payload(
        id=identity,
        clip=(folder / cover_files.FILM).read_bytes(),
        report=(folder / cover_files.REPORT).read_bytes(),
        request_body=request_body,
        original=secret.root,
        from_us=secret.from_us,
        until_us=secret.until_us,
    )


def attempt(job: ReleaseJob) -> Sent:
    """In a thread, without the database."""
    try:
        if job.step == "post":
            return _judged(commons_link.post_entry(job.url, job.entry))
        sealed = sealed_package(job)
        content = sealed.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        signature = sign_upload(Upload(job.identity, digest, len(content)), job.origin, job.secret.private)
        return _judged(commons_link.put_sealed(job.url, job.identity, sealed, signature), digest)
    except commons_link.CommonsSilent as error:
        return Sent("again", error.words())
    except (FanlightError, OSError) as error:
        return Sent("again", error.words() if isinstance(error, FanlightError) else str(error))


def sealed_package(job: ReleaseJob) -> Path:
    """Sealed once: a second attempt sends the same bytes, which the mailbox knows."""
    sealed = job.folder / SEALED
    if sealed.exists():
        return sealed
    assert job.proofs is not None
    payload = payload_of(job.folder, job.identity, job.request_body, job.secret)
    files = complete(payload, job.secret.commitments, job.proofs)
    plain, beside = job.folder / "package.tar", job.folder / "sealed.new"
    try:
        with plain.open("wb") as out:
            tar.write_archive(files, out)
        with plain.open("rb") as archive, beside.open("wb") as out:
            seal.seal(archive, out, [job.secret.commitments.recipient, job.recipient])
            out.flush()
            import os

            os.fsync(out.fileno())
        beside.replace(sealed)
        keeping.sync(job.folder)
    finally:
        plain.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
    return sealed


def _judged(answer: commons_link.Answer, digest: str = "") -> Sent:
    if answer.status in (200, 201, 202):
        return Sent("done", "", digest)
    said = f"The commons answered {answer.status}: {answer.untrusted_words.strip()[:200]}"
    # whatever it says: nothing has left, and it is tried at the next look
    return Sent("refused" if answer.status == 400 else "again", said)


def record(*, job: ReleaseJob, outcome: Sent, now: datetime, jitter: float) -> None:
    """Write down what came of it. A step that was cancelled meanwhile is not taken back: what left has left."""
    at = micros(now)
    with transaction.atomic():
        one = Disclosure.objects.select_related("ask").filter(pk=job.disclosure).first()
        if one is None:
            return
        one.leased_until_us = 0
        if outcome.result != "done":
            one.words = outcome.words[:400]
            if outcome.result == "refused" and job.step == "post" and one.attempts >= MADE_ANEW:
                one.entry = b""  # its month is over, say: it stands nowhere, so another one may be made
            one.next_us = at + round(max(MINUTE_AGAIN, wait_after(one.attempts, None, jitter)) * 1_000_000)
            one.save(update_fields=["leased_until_us", "words", "next_us", "entry"])
            return
        _done(one, job, outcome, now)


def _done(one: Disclosure, job: ReleaseJob, outcome: Sent, now: datetime) -> None:
    at = micros(now)
    row = Following.objects.first()
    zone = ZoneInfo(row.zone if row else "UTC")
    one.words = ""
    if job.step == "post":
        one.posted_us = at
        one.upload_us = micros(batches.upload_at(now, zone))
        one.next_us, one.attempts = one.upload_us, 0
        deed, said = "post", "Its entry stands in the log."
    else:
        one.uploaded_us, one.sealed_sha256 = at, outcome.sealed_sha256
        deed, said = "upload", "The sealed package lies in the mailbox."
    if states.may(one.state, deed):  # type: ignore[arg-type]
        one.state, one.state_us = states.after(one.state, deed), at  # type: ignore[arg-type]
    elif job.step == "upload":
        one.state, one.state_us, one.words = "uploaded", at, "It was cancelled while it was being sent."
    one.save()
    lines.write(what=one.state, now=now, request=one.ask.request, words=f"{said} Clip {one.identity[:8]}.")
    if job.step == "upload":
        (job.folder / cover_files.CLIP).unlink(missing_ok=True)  # what it was made from lies in the archive
