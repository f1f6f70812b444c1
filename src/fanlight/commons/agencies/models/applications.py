"""An agency that wants to be admitted, or changed: what stewards have noted so far."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.commons.agencies.models.papers import PendingPaper


class Application(models.Model):
    """Becomes an agency paper once two officers hold keys and each rung was noted by a steward."""

    agency = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    agency_kind = models.CharField(max_length=30)
    ori = models.CharField(max_length=9, blank=True)
    record = models.CharField(max_length=80, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    cells = models.TextField(default="[]")  # JSON
    recipient = models.TextField(blank=True)
    signer = models.CharField(max_length=64, blank=True)
    officers_us = models.BigIntegerField(null=True)
    call_back = models.TextField(blank=True)
    call_back_us = models.BigIntegerField(null=True)
    ori_words = models.TextField(blank=True)
    ori_us = models.BigIntegerField(null=True)
    terms = models.TextField(blank=True)
    terms_us = models.BigIntegerField(null=True)
    made_us = models.BigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    paper = models.ForeignKey(PendingPaper, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]


class NamedOfficer(models.Model):
    """Who accepted an invitation, with the key that the agency's paper will name."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="officers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20)
    key = models.ForeignKey("commons_agencies.SigningKey", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="an_officer_is_named_once")]
