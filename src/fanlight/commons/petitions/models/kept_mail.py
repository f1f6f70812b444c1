"""Mails of the demo, which nobody sends."""

from __future__ import annotations

from django.db import models


class KeptMail(models.Model):
    """Only a commons under `.invalid` writes such rows."""

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["-pk"]
