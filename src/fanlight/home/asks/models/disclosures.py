"""What was chosen to leave, from the first tap to the attested deletion. Times are microseconds since 1970 UTC."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.home.archive.models.cameras import Camera
from fanlight.home.asks.models.asked import Ask


class Disclosure(models.Model):
    """One clip for one request. Its states stand in rules/states.py; its files in <data>/asks/disclosures/<id>."""

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="disclosures")
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+")
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField()
    state = models.CharField(max_length=10, default="selected")
    state_us = models.BigIntegerField()
    words = models.CharField(max_length=400, blank=True, help_text="Why it was stopped, or what it waits for.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # redaction: what the resident lets be seen, and what was watched of the result
    version = models.PositiveIntegerField(
        default=0, help_text="Grows with every wish; a result of an older one is void."
    )
    revealed = models.JSONField(default=list, help_text="Numbers of the tracks that are shown.")
    watched = models.JSONField(default=list, help_text="Spans of the result that were watched, milliseconds.")
    length_ms = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the covered film, hex.")

    # release
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    consented_us = models.BigIntegerField(null=True, blank=True)
    identity = models.CharField(max_length=32, unique=True, help_text="hex16: the id of its entry and package.")
    secret = models.BinaryField(default=b"", help_text="Key, salts and secret of the originals, sealed.")
    entry = models.BinaryField(default=b"", help_text="Its entry's bytes, fixed at consent.")
    held_us = models.BigIntegerField(null=True, blank=True, help_text="Since when something in the log holds it.")
    post_us = models.BigIntegerField(null=True, blank=True)
    posted_us = models.BigIntegerField(null=True, blank=True)
    number = models.BigIntegerField(null=True, blank=True, help_text="Its entry's number in the log.")
    upload_us = models.BigIntegerField(null=True, blank=True)
    uploaded_us = models.BigIntegerField(null=True, blank=True)
    sealed_sha256 = models.CharField(max_length=64, blank=True)
    received_us = models.BigIntegerField(null=True, blank=True)
    until_us = models.BigIntegerField(null=True, blank=True, help_text="When the agency must have deleted it.")
    deleted_us = models.BigIntegerField(null=True, blank=True)

    # the outbox's lease: who works on it, and when it is tried again
    attempts = models.PositiveIntegerField(default=0)
    next_us = models.BigIntegerField(default=0)
    leased_until_us = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("-state_us", "-id")
        indexes = (models.Index(fields=["state", "next_us"], name="disclosure_due"),)
