"""What stewards decided about a request, with their reasons; published beside it, not in the log."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.commons.agencies.models.papers import PendingPaper


class Review(models.Model):
    """One steward's decision about one paper."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept"
        RETURN = "return"
        REFUSE = "refuse"

    paper = models.ForeignKey(PendingPaper, on_delete=models.CASCADE, related_name="reviews")
    steward = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    verdict = models.CharField(max_length=10, choices=Verdict)
    words = models.TextField()
    codes: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    made_us = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["paper", "steward"], name="a_steward_reviews_once")]
