"""A community that is not founded yet: what its founder has answered, and the paper that its stewards sign."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from fanlight.commons.agencies.models.papers import PendingPaper


class FoundingDraft(models.Model):
    """One a machine; of no use once the log has begun. `answers` by question, as its forms cleaned them."""

    founder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    paper = models.ForeignKey(PendingPaper, null=True, on_delete=models.SET_NULL, related_name="+")
    made_us = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
