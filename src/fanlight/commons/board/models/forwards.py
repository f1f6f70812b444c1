"""Posts on their way to an agency. The sealed bytes lie in files; a row has words only while it waits."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.commons.board.models.posts import Post


class Gate(models.Model):
    """One row for each agency: who sends, hands out or ends locks it first, so that the three never overlap."""

    agency = models.CharField(max_length=40, unique=True)


class Forward(models.Model):
    """One post to one agency; `number` (hex16) is the id of its entry and the name of its file."""

    class State(models.TextChoices):
        WAITING = "waiting"
        QUEUED = "queued"  # sealed, its entry stands in the log, nobody has fetched it
        FETCHED = "fetched"
        RECALLED = "recalled"  # by its author
        KILLED = "killed"  # by an ending, or because it could not leave

    number = models.CharField(max_length=32, unique=True)
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="forwards")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    agency = models.CharField(max_length=40, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    enclosed = models.TextField(blank=True)  # canonical JSON with its salts, while it waits; then empty
    chosen_us = models.BigIntegerField()
    leaves_us = models.BigIntegerField(db_index=True)
    entry = models.BigIntegerField(null=True)
    sent_us = models.BigIntegerField(null=True)
    fetched_us = models.BigIntegerField(null=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(enclosed=""), name="forward_words_only_while_waiting"
            )
        ]

    @property
    def can_be_recalled(self) -> bool:
        return self.state in (self.State.WAITING, self.State.QUEUED)
