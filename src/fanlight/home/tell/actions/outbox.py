"""The outbox: what is due is leased, an attempt is made elsewhere, its outcome is written down here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from fanlight.ground.clock import from_micros, micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.retry import wait_after
from fanlight.ground.web_push.outcome import Outcome
from fanlight.ground.web_push.payload import Message, padded
from fanlight.ground.web_push.push import Subscription, parsed
from fanlight.home.archive import places
from fanlight.home.tell import rules, secrets
from fanlight.home.tell.models.outbox import Notification, Sending
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.home.tell.sender import ChannelJob, Job, PushJob

AT_ONCE = 8  # rows leased in one go where nobody says otherwise
LOOKED_AT = 200  # due rows among which presses are looked for


def expire(*, now: datetime) -> int:
    """Give up what is no longer worth sending; returns how many."""
    at = micros(now)
    late = Sending.objects.filter(state=Sending.WAITING, notification__expires_us__lte=at, leased_until_us__lte=at)
    if not late.exists():
        return 0
    return late.update(state=Sending.EXPIRED, done_us=at)


def lease_due(*, now: datetime, most: int = AT_ONCE) -> list[Job]:
    """What is to be sent now, presses first. Leased rows come back by themselves if their sender dies."""
    at = micros(now)
    due = Sending.objects.filter(state=Sending.WAITING, next_us__lte=at, leased_until_us__lte=at)
    if not due.exists():
        return []
    with transaction.atomic():
        rows = list(due.select_related("notification", "device", "channel").order_by("-pk")[:LOOKED_AT])
        rows.sort(key=lambda row: (row.notification.kind != "press", row.next_us))
        rows = rows[:most]
        Sending.objects.filter(pk__in=[row.pk for row in rows]).update(
            leased_until_us=at + rules.LEASE, attempts=F("attempts") + 1
        )
    jobs = []
    for row in rows:
        try:
            jobs.append(_job(row))
        except FanlightError as error:  # a key that is gone, a row that cannot be opened: said, not tried again
            record(sending=row.pk, outcome=Outcome("refused", error.words()), now=now, jitter=0.5)
    return jobs


def _job(row: Sending) -> Job:
    said = row.notification
    if row.device is not None:
        return PushJob(
            row.pk,
            subscription(row.device),
            _payload(said, row.device),
            from_micros(said.expires_us),
            rules.urgency(said.kind),
        )
    if row.channel is not None:
        picture = places.picture(said.event_id, small=True) if said.event_id and row.channel.picture else None
        url = secrets.opened(row.channel.sealed, f"channel {row.channel.person_id}")
        exists = picture is not None and picture.exists()
        return ChannelJob(row.pk, url, said.title, said.body, said.kind, picture if exists else None)
    raise FanlightError("The device was removed.")


def subscription(device: Device) -> Subscription:
    """A device's address and keys, opened."""
    return parsed(secrets.opened(device.sealed, f"device {device.fingerprint}"))


def _payload(said: Notification, device: Device) -> bytes:
    return padded(
        Message(
            said.title,
            said.body,
            said.kind,
            said.subject,
            device.origin + said.path,
            said.made_us // 1000,
            bytes(said.picture),
            device.picture,
        )
    )


def record(*, sending: int, outcome: Outcome, now: datetime, jitter: float) -> None:
    """What an attempt came to; the device's or channel's own row remembers it too."""
    at = micros(now)
    with transaction.atomic():
        row = Sending.objects.select_related("notification", "device", "channel").filter(pk=sending).first()
        if row is None:
            return
        row.words, row.leased_until_us = outcome.words[:200], 0
        if outcome.result == "again":
            wait = wait_after(row.attempts, outcome.retry_after, jitter)
            row.next_us = at + round(wait * rules.SECOND)
        else:
            row.state = {"sent": Sending.SENT, "refused": Sending.FAILED, "gone": Sending.GONE}[outcome.result]
            row.done_us = at
        row.save(update_fields=["words", "leased_until_us", "next_us", "state", "done_us"])
        for way in (row.device, row.channel):
            if way is not None:
                _remember(way, outcome, at)


def _remember(way: Device | Channel, outcome: Outcome, at_us: int) -> None:
    if outcome.result == "gone":
        way.delete()
        return
    if outcome.result == "sent":
        way.last_success_us, way.failing_since_us, way.failure = at_us, None, ""
    else:
        way.failing_since_us = way.failing_since_us or at_us
        way.failure = outcome.words[:200]
    way.save(update_fields=["last_success_us", "failing_since_us", "failure"])
