"""Neighbours who want it are told: outbox rows with the post, leased, sent elsewhere, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from fanlight.commons.agencies.standing import zone
from fanlight.commons.board import access, push_keys
from fanlight.commons.board.models.devices import Device, Sending
from fanlight.commons.board.models.posts import Post
from fanlight.commons.board.rules import telling
from fanlight.ground.clock import from_micros, micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.retry import wait_after
from fanlight.ground.wake import wake_tend
from fanlight.ground.web_push.outcome import Outcome
from fanlight.ground.web_push.push import Subscription, Urgency

State = Sending.State


@dataclass(frozen=True, slots=True)
class PushJob:
    """One push to one browser; `ttl` in seconds of the community's clock."""

    sending: int
    to: Subscription
    plain: bytes = field(repr=False)
    ttl: int
    urgency: Urgency


def wake() -> None:
    """Tend looks at once, when this transaction is over."""
    transaction.on_commit(lambda: wake_tend(Path(settings.DATA)))


def tell(
    *, device: Device, kind: str, said: telling.Words, path: str, now: datetime, post: Post | None = None
) -> Sending:
    """The outbox row of one device, due at once."""
    row = _row(device=device, kind=kind, said=said, path=path, now=now, post=post)
    row.save()
    return row


def _row(
    *, device: Device, kind: str, said: telling.Words, path: str, now: datetime, post: Post | None = None
) -> Sending:
    at = micros(now)
    return Sending(
        person=device.person,
        device=device,
        way=device.name,
        kind=kind,
        post=post,
        title=said.title[:100],
        body=said.body,
        path=path,
        made_us=at,
        expires_us=at + telling.lifetime_us(kind),
        next_us=at,
    )


def tell_alert(*, post: Post, now: datetime) -> int:
    """All devices of neighbours who may read it, but its author's; how many. In the transaction of the post.

    A few queries however many there are: whoever posts waits for them. The rest is asked when each leaves.
    """
    said = telling.of_alert(post.area.name, now.astimezone(zone()))
    path = f"/board/{post.number}/"
    devices = access.devices_to_tell(post)
    Sending.objects.bulk_create(
        [_row(device=one, kind="alert", said=said, path=path, now=now, post=post) for one in devices]
    )
    wake()
    return len(devices)


def tell_digests(*, now: datetime) -> int:
    """From six in the evening, once a day, to devices that want it; a day without a post is told by silence."""
    local = now.astimezone(zone())
    due = [one for one in Device.objects.filter(digest=True) if telling.digest_is_due(local, one.digested)]
    told = 0
    for device in due:
        with transaction.atomic():
            device.digested = local.date()
            device.save(update_fields=["digested"])
            said = telling.of_digest(access.areas_of_day(device.person, now))
            if said is not None:
                tell(device=device, kind="digest", said=said, path="/board/digest/", now=now)
                told += 1
    if told:
        wake()
    return told


def lease_due(*, now: datetime, most: int) -> list[PushJob]:
    """What is to be sent now, alerts before digests. Leased rows come back by themselves if their sender dies."""
    at = micros(now)
    waiting = Sending.objects.filter(state=State.WAITING, leased_until_us__lte=at)
    waiting.filter(expires_us__lte=at).update(state=State.EXPIRED, done_us=at)
    with transaction.atomic():
        rows = list(waiting.filter(next_us__lte=at).select_related("device__person", "post").order_by("kind", "id"))
        rows = rows[:most]
        held = [row.pk for row in rows]
        Sending.objects.filter(pk__in=held).update(leased_until_us=at + telling.LEASE_US, attempts=F("attempts") + 1)
    return [job for row in rows if (job := _job(row, now)) is not None]


def _job(row: Sending, now: datetime) -> PushJob | None:
    """Asked again just before it leaves: the post may be removed, its reader an officer by now."""
    if row.device is None or not _is_still_wanted(row, row.device, now):
        _settle(row, State.DROPPED, "What it was about is over.", now)
        return None
    try:
        to = push_keys.subscription(row.device)
    except FanlightError as error:  # a key that is gone: said, not tried again
        _settle(row, State.FAILED, error.words(), now)
        return None
    plain = telling.sealed_size_payload(
        telling.Words(row.title, row.body),
        kind=row.kind,
        tag=f"post:{row.post.number}" if row.post else row.kind,
        url=f"{settings.COMMONS_ORIGIN}{row.path}",
        made_us=row.made_us,
    )
    ttl = int((from_micros(row.expires_us) - now).total_seconds())
    return PushJob(row.pk, to, plain, ttl, telling.urgency(row.kind))


def _is_still_wanted(row: Sending, device: Device, now: datetime) -> bool:
    if not access.is_on_the_board(device.person, now):
        return False
    return row.post is None or (row.post.resolved_us is None and access.reads(device.person, row.post))


def _settle(row: Sending, state: str, words: str, now: datetime) -> None:
    Sending.objects.filter(pk=row.pk).update(state=state, words=words[:200], done_us=micros(now), leased_until_us=0)


@transaction.atomic
def record(*, sending: int, outcome: Outcome, now: datetime, jitter: float) -> None:
    """What an attempt came to; a browser that is gone (404, 410) is removed with what waits for it."""
    row = Sending.objects.select_related("device").filter(pk=sending).first()
    if row is None:  # its post was erased meanwhile
        return
    at = micros(now)
    row.words, row.leased_until_us = outcome.words[:200], 0
    if outcome.result == "again":
        row.next_us = at + round(wait_after(row.attempts, outcome.retry_after, jitter) * telling.SECOND)
    else:
        row.state = {"sent": State.SENT, "refused": State.FAILED, "gone": State.GONE}[outcome.result]
        row.done_us = at
    row.save(update_fields=["words", "leased_until_us", "next_us", "state", "done_us"])
    if row.device is not None:
        _remember(row.device, outcome, at)


def _remember(device: Device, outcome: Outcome, at: int) -> None:
    if outcome.result == "gone":
        others = Sending.objects.filter(device=device, state=State.WAITING)
        others.update(state=State.GONE, words=outcome.words[:200], done_us=at)
        device.delete()
        return
    if outcome.result == "sent":
        device.last_success_us, device.failing_since_us, device.failure = at, None, ""
    else:
        device.failing_since_us = device.failing_since_us or at
        device.failure = outcome.words[:200]
    device.save(update_fields=["last_success_us", "failing_since_us", "failure"])


def forget_old(*, now: datetime) -> int:
    """Rows that nobody looks for any more; how many."""
    return Sending.objects.filter(made_us__lt=micros(now) - telling.KEPT_US).delete()[0]
