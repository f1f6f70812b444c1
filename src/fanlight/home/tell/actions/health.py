"""What is wrong with the house itself: told once when it lasts, and once more when it is over."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fanlight.ground.clock import from_micros, micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.recorder import client
from fanlight.home.tell import words
from fanlight.home.tell.actions.announce import News, clock_words, tell
from fanlight.home.tell.models.outbox import Outage
from fanlight.home.tell.residents import residents
from fanlight.home.tell.words import Words

LASTS_US = 60_000_000  # a camera that reconnects within a minute is no news
SHOWING = ("recording", "watching")
GB = 1_000_000_000
ASK_S = 3.0

RECORDER, DISK, KEPT = "recorder", "disk", "kept"
AT_ONCE = (DISK, KEPT)  # no minute changes these


def look(*, now: datetime) -> None:
    """All checks. Camera states are only true while the recorder answers, so they are only looked at then."""
    answers = _recorder_answers()
    follow(subject=RECORDER, wrong=not answers, since_us=micros(now), now=now)
    if answers:
        look_at_cameras(now=now)
    usage = shutil.disk_usage(settings.DATA)
    look_at_disk(free=usage.free, whole=usage.total, now=now)


def _recorder_answers() -> bool:
    try:
        client.ask(Path(settings.DATA), {"do": "status"}, ASK_S)
    except FanlightError:
        return False
    return True


def look_at_cameras(*, now: datetime) -> None:
    """A camera that shows nothing for a minute, and one that shows again."""
    present = set()
    for camera in Camera.objects.filter(removed_us=None):
        subject = f"camera:{camera.pk}"
        present.add(subject)
        wrong = camera.state not in SHOWING
        follow(subject=subject, wrong=wrong, since_us=camera.state_since_us or micros(now), now=now, camera=camera)
    Outage.objects.filter(subject__startswith="camera:").exclude(subject__in=present).delete()


def look_at_disk(*, free: int, whole: int, now: datetime) -> None:
    """Little room, and room again: half as much more, so that it does not go back and forth."""
    little = max(GB, min(whole // 20, 10 * GB))
    known = Outage.objects.filter(subject=DISK).exists()
    follow(
        subject=DISK,
        wrong=free < (little * 3 // 2 if known else little),
        since_us=micros(now),
        now=now,
        said=words.disk_filling(words.size(free), words.size(whole)),
        after=words.disk_fine(words.size(free)),
    )


def look_at_kept(*, only_kept: bool, now: datetime) -> None:
    """Room is needed and everything is held: recording will stop."""
    follow(
        subject=KEPT,
        wrong=only_kept,
        since_us=micros(now),
        now=now,
        said=words.only_kept_left(),
        after=words.room_again(),
    )


def follow(
    *,
    subject: str,
    wrong: bool,
    since_us: int,
    now: datetime,
    camera: Camera | None = None,
    said: Words | None = None,
    after: Words | None = None,
) -> None:
    """One outage through its life: noticed, told once it lasts, over, told once more if it had been told."""
    at = micros(now)
    with transaction.atomic():
        row = Outage.objects.filter(subject=subject).first()
        if not wrong:
            if row is not None:
                row.delete()
                if row.told_us is not None:
                    _tell(f"{subject}:over:{row.since_us}", after or _over(row, camera), camera, now)
            return
        if row is None:
            row = Outage.objects.create(subject=subject, since_us=min(since_us, at))
        if row.told_us is None and at - row.since_us >= (0 if subject in AT_ONCE else LASTS_US):
            row.told_us = at
            row.save(update_fields=["told_us"])
            _tell(f"{subject}:lost:{row.since_us}", said or _lost(row, camera), camera, now)


def _lost(row: Outage, camera: Camera | None) -> Words:
    since = clock_words(from_micros(row.since_us))
    return words.camera_lost(camera.name, camera.state_words, since) if camera else words.recorder_lost(since)


def _over(row: Outage, camera: Camera | None) -> Words:
    since = clock_words(from_micros(row.since_us))
    return words.camera_back(camera.name, since) if camera else words.recorder_back(since)


def _tell(subject: str, said: Words, camera: Camera | None, now: datetime) -> None:
    path = f"/cameras/{camera.pk}/" if camera else "/"
    tell(people=residents(), news=News(subject, "house", said, path, camera=camera.pk if camera else None), now=now)
