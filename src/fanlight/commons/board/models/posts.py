"""Posts, replies, reports about them and what stewards decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.commons.board.models.members import Area
from fanlight.commons.board.rules.board_rules import rule_words


class State(models.TextChoices):
    SHOWN = "shown"
    REMOVED = "removed"  # by a steward, with rule and reason
    ERASED = "erased"  # by its author; the row stays where others replied


class Post(models.Model):
    """What somebody did, in which area, when. `number` (hex16) is its address; an urgent post is an alert."""

    number = models.CharField(max_length=32, unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    urgent = models.BooleanField(default=False)
    what = models.TextField(max_length=1000)
    happened_us = models.BigIntegerField()
    written_us = models.BigIntegerField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    resolved_us = models.BigIntegerField(null=True)
    resolved_words = models.TextField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.what[:60]


class Reply(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.TextField(max_length=1000)
    written_us = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)

    class Meta:
        ordering = ["id"]


class Report(models.Model):
    """Somebody says that a post or a reply breaks a rule."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reply = models.ForeignKey(Reply, null=True, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    rule = models.CharField(max_length=10)
    words = models.TextField(max_length=1000, blank=True)
    made_us = models.BigIntegerField()
    closed_us = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]

    @property
    def rule_words(self) -> str:
        return rule_words(self.rule)


class Decision(models.Model):
    """A steward removed something. Its author reads rule and reason, and may appeal once."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="decisions")
    reply = models.ForeignKey(Reply, null=True, on_delete=models.CASCADE, related_name="decisions")
    steward = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    rule = models.CharField(max_length=10)
    words = models.TextField(max_length=2000)
    at_us = models.BigIntegerField()
    appeal = models.TextField(max_length=2000, blank=True)
    appealed_us = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # "", kept, restored
    outcome_words = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["id"]

    @property
    def rule_words(self) -> str:
        return rule_words(self.rule)
