"""Requests as this home sees them, and what of its footage fits. Times are microseconds since 1970 UTC."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Hold


class Ask(models.Model):
    """One request. Its body in <data>/asks is the truth; these columns are derived from the log at every look."""

    request = models.CharField(max_length=32, unique=True)
    entry = models.BigIntegerField(help_text="Its number in the log.")
    agency = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=120)
    recipient = models.CharField(max_length=4010, blank=True, help_text="The agency's age recipient in force.")
    body = models.CharField(max_length=64, help_text="SHA-256 of the body, hex.")
    paper = models.JSONField()
    asked_by = models.CharField(max_length=250, help_text="Requester and supervisor by name.")
    state = models.CharField(max_length=10)
    state_words = models.CharField(max_length=2000, blank=True)
    against = models.JSONField(default=list, help_text="Why nothing may leave for it now; empty: it may.")
    noticed_us = models.BigIntegerField(null=True, blank=True, help_text="By the witnesses' times.")
    opens_us = models.BigIntegerField(null=True, blank=True)
    closes_us = models.BigIntegerField(null=True, blank=True)
    had_body_since_us = models.BigIntegerField(null=True, blank=True)
    conduct = models.JSONField(default=dict)
    record = models.JSONField(null=True, blank=True, help_text="The agency's lines of record:published, or null.")

    matched_us = models.BigIntegerField(null=True, blank=True, help_text="First time that something fitted.")
    declined_us = models.BigIntegerField(null=True, blank=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("-entry",)


class Fit(models.Model):
    """A stretch of footage that fits; kept softly until the request closes."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="fits")
    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="+")
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField()
    moved = models.BooleanField()
    hold = models.ForeignKey(Hold, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-moved", "start_us", "camera_id")
        constraints = (
            models.UniqueConstraint(fields=["ask", "camera", "start_us", "end_us"], name="fit_once_per_ask"),
        )
