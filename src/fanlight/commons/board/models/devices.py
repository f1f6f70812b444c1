"""Browsers that are told of alerts, and what was sent to them. An endpoint is a secret and lies here sealed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.commons.board.models.posts import Post


class Device(models.Model):
    """A browser of one neighbour that takes Web Push from this commons. Times: microseconds UTC."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)  # "Chrome on Android"
    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of the endpoint, hex
    sealed = models.BinaryField()  # endpoint and keys, sealed with keys/alerts.key
    service = models.CharField(max_length=120)  # host of the push service: all of the address that is shown
    digest = models.BooleanField(default=False)  # also the day's digest
    digested = models.DateField(null=True)  # the last day, in the community's zone, whose digest was made
    made_us = models.BigIntegerField()
    last_success_us = models.BigIntegerField(null=True)
    failing_since_us = models.BigIntegerField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Sending(models.Model):
    """One notification on its way to one device: the outbox's row, with lease and attempts. Kept for seven days."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"  # it will never be taken
        EXPIRED = "expired"  # not taken in time
        GONE = "gone"  # the browser took its permission back
        DROPPED = "dropped"  # what it was about is over

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(max_length=60)  # the device's name; stays when it is removed
    kind = models.CharField(max_length=6)  # alert, digest, test
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    body = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=80)  # where a tap leads, within this commons
    made_us = models.BigIntegerField()
    expires_us = models.BigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_us = models.BigIntegerField()
    leased_until_us = models.BigIntegerField(default=0)
    done_us = models.BigIntegerField(null=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["post", "device"], name="board_told_once")]
        indexes = [models.Index(fields=["state", "next_us"], name="board_sending_due")]

    @property
    def waits(self) -> bool:
        return self.state == self.State.WAITING
