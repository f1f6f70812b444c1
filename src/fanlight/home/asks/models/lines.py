"""The private log of this house: what was asked, seen and decided, each line bound to the one before (SHA-256)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LogLine(models.Model):
    """One line. `hash` is SHA-256 over the line before and this one's canonical JSON; nothing of it leaves."""

    number = models.BigIntegerField(unique=True)
    at_us = models.BigIntegerField()
    what = models.CharField(max_length=20)
    who = models.CharField(max_length=150, blank=True, help_text="Name of the resident; empty for the house itself.")
    request = models.CharField(max_length=32, blank=True)
    words = models.CharField(max_length=400, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)


class Wish(models.Model):
    """A resident who does not want the daily digest; the others get it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.BooleanField(default=True)
