"""The ways to a resident: browsers that take Web Push, and one address of another service. Times: microseconds UTC."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Health(models.Model):
    """What became of the last attempts on a way."""

    made_us = models.BigIntegerField()
    last_success_us = models.BigIntegerField(null=True, blank=True)
    failing_since_us = models.BigIntegerField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Device(Health):
    """A browser on a phone or a desk that this home can push to. Its address is a secret and lies here sealed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=60)
    origin = models.CharField(max_length=200, help_text="The name of the house as this browser knows it.")
    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the endpoint, hex.")
    sealed = models.BinaryField(help_text="Endpoint and keys, sealed with keys/tell.key.")
    service = models.CharField(max_length=120, help_text="Host of the push service; all of the address that is shown.")
    picture = models.BooleanField(default=False, help_text="Also a picture on the lock screen.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Channel(Health):
    """One address that Apprise sends to: ntfy, Gotify, Telegram, mail and others. Sealed, as it carries passwords."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channel")
    sealed = models.BinaryField()
    shown = models.CharField(max_length=120, help_text="Kind and host; all of the address that is shown.")
    picture = models.BooleanField(default=False, help_text="This service may have the picture.")

    def __str__(self) -> str:
        return self.shown
