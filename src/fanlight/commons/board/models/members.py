"""Neighbours of the board, the named areas of the community, and whom somebody does not want to read."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Area(models.Model):
    """One of the community's named areas: as fine as a post may say where."""

    name = models.CharField(max_length=60, unique=True)
    closed = models.BooleanField(default=False)  # kept for older posts, not offered any more

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody who may read and write here. Who left or was stopped keeps the row: its time and reason."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since_us = models.BigIntegerField()
    stopped_us = models.BigIntegerField(null=True)
    stopped_words = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["id"]

    @property
    def name(self) -> str:
        person = self.person
        return str(person.first_name or person.username)


class Block(models.Model):
    """`by` reads nothing of `of`; nobody else can see it."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_us = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "of"], name="board_blocked_once")]
