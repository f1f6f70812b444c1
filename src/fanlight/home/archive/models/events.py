"""Events at cameras and the holds that keep their footage. Times are microseconds since 1970 UTC."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.home.archive.models.cameras import Camera


class Event(models.Model):
    """Something that happened at a camera over a span: what, never who."""

    KINDS = ("movement", "person", "vehicle", "animal", "press")

    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=[(k, k) for k in KINDS])
    start_us = models.BigIntegerField(help_text="The movement's start; the clip starts 5 s earlier.")
    confirmed_us = models.BigIntegerField()
    last_us = models.BigIntegerField(help_text="Last time at which it was seen to go on.")
    end_us = models.BigIntegerField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    score = models.FloatField(default=0)
    kind_score = models.FloatField(default=0)
    named = models.BooleanField(default=False)
    scores = models.BinaryField(default=b"", help_text="Movement graph: one byte a second from start, 0..255.")
    picture = models.BooleanField(default=False, help_text="A JPEG lies at pictures/<id>.jpg.")
    seen = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("-start_us", "-id")
        indexes = (
            models.Index(fields=["camera", "start_us"], name="event_camera_start"),
            models.Index(fields=["start_us"], name="event_start"),
        )


class Hold(models.Model):
    """A promise that a span will not be deleted."""

    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="holds")
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="holds")
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    until_us = models.BigIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    made_us = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["camera", "start_us", "end_us"], name="hold_camera_span"),)
