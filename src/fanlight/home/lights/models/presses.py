"""Presses that the recorder has not taken yet."""

from __future__ import annotations

from django.db import models

from fanlight.home.archive.models.cameras import Camera


class WaitingPress(models.Model):
    """Somebody rang while the recorder did not answer; tried again by tend, and never lost. Times: microseconds UTC."""

    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="+")
    at_us = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_us = models.BigIntegerField()
    leased_until_us = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("at_us",)
