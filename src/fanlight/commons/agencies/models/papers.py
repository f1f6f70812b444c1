"""Papers that wait for signatures; once written they stand in the log, and the row says where."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.ground.canonical import loads
from fanlight.trust.papers.entry import parse_paper
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.signatures import Signature


class PendingPaper(models.Model):
    """The canonical bytes are the truth, the columns an index."""

    class State(models.TextChoices):
        OPEN = "open"
        WRITTEN = "written"
        DROPPED = "dropped"

    paper_id = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=80)
    content = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_us = models.BigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    entry = models.BigIntegerField(null=True)
    dropped_words = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)  # why, of a kind whose paper has no member for it

    class Meta:
        ordering = ["id"]

    @property
    def paper(self) -> Paper:
        return parse_paper(self.kind, self.content.encode())

    def signed(self) -> list[Signature]:
        """In the order they were made."""
        return [one.signature for one in self.signatures.all()]


class PaperSignature(models.Model):
    """One person's signature; no key counts twice."""

    paper = models.ForeignKey(PendingPaper, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    key_id = models.CharField(max_length=64)
    role = models.CharField(max_length=20)
    content = models.TextField()
    made_us = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["paper", "key_id"], name="a_key_signs_a_paper_once")]

    @property
    def signature(self) -> Signature:
        return Signature.read(loads(self.content.encode()))
