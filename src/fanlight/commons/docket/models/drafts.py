"""A request that is not in public yet: what an officer has answered so far, and where it stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.trust.policy.states import RequestState


class Draft(models.Model):
    """From draft to review; once noticed or refused the log has it. `answers` by question, as forms cleaned them."""

    class State(models.TextChoices):
        DRAFT = RequestState.DRAFT.value
        SIGNED = RequestState.SIGNED.value
        REVIEW = RequestState.REVIEW.value
        RETURNED = RequestState.RETURNED.value
        REFUSED = RequestState.REFUSED.value
        NOTICED = RequestState.NOTICE.value

    agency = models.CharField(max_length=40, db_index=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    paper = models.ForeignKey(PendingPaper, null=True, on_delete=models.SET_NULL, related_name="drafts")
    words = models.TextField(blank=True)  # why it came back
    made_us = models.BigIntegerField()
    changed_us = models.BigIntegerField()
    refused_entry = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-changed_us"]
