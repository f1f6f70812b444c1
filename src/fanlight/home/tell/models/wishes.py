"""What a resident wants to be told of: choices that differ from the defaults, and quiet times."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.home.archive.models.cameras import Camera


class Choice(models.Model):
    """One kind at one camera, on or off, where the resident chose; the defaults stand in rules.py."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    on = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "camera", "kind"], name="choice_once"),)


class Snooze(models.Model):
    """Quiet until a time: at a zone of a camera, at one camera, or (none) at all of them. The bell rings through it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True, default="", help_text="By name, as events have it.")
    made_us = models.BigIntegerField()
    until_us = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["person", "until_us"], name="snooze_person_until"),)
