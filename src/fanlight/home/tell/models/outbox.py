"""Notifications, one attempt row for each way they go, and outages of the house itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.tell.models.ways import Channel, Device


class Notification(models.Model):
    """One message to one person about one thing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    subject = models.CharField(max_length=60, help_text="What it is about, as `event:12`; told once per person.")
    kind = models.CharField(max_length=8, help_text="An event kind, `house` or `test`.")
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    camera = models.ForeignKey(Camera, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120)
    body = models.CharField(max_length=240, blank=True)
    path = models.CharField(max_length=120, help_text="Where a tap leads, within the house's pages.")
    picture = models.BinaryField(default=b"", help_text="WebP of at most 2.5 kB, or nothing.")
    made_us = models.BigIntegerField()
    expires_us = models.BigIntegerField()

    class Meta:
        ordering = ("-made_us", "-id")
        constraints = (models.UniqueConstraint(fields=["person", "subject"], name="told_once"),)
        indexes = (models.Index(fields=["person", "made_us"], name="notification_person_made"),)


class Sending(models.Model):
    """A notification on its way to one device or channel; the outbox's row, with lease and attempts."""

    WAITING, SENT, FAILED, EXPIRED, GONE = "waiting", "sent", "failed", "expired", "gone"

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="sendings")
    device = models.ForeignKey(Device, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=120, help_text="Name of device or channel; stays when they are removed.")
    state = models.CharField(max_length=7, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_us = models.BigIntegerField()
    leased_until_us = models.BigIntegerField(default=0)
    done_us = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["notification", "device"], name="sent_once_per_device"),
            models.UniqueConstraint(fields=["notification", "channel"], name="sent_once_per_channel"),
        )
        indexes = (models.Index(fields=["state", "next_us"], name="sending_due"),)


class Outage(models.Model):
    """Something of the house that does not work: told once when it lasts, and once more when it is over."""

    subject = models.CharField(max_length=40, unique=True, help_text="`camera:3`, `disk`, `kept` or `recorder`.")
    since_us = models.BigIntegerField()
    told_us = models.BigIntegerField(null=True, blank=True)
