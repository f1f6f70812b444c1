"""What residents said of a camera for requests: where it stands, and where it prints text into its picture."""

from __future__ import annotations

from django.db import models

from fanlight.home.archive.models.cameras import Camera


class Lookout(models.Model):
    """One row for a camera of which something was said; nothing of it leaves the house."""

    camera = models.OneToOneField(Camera, on_delete=models.CASCADE, related_name="+")
    cell = models.BigIntegerField(
        null=True, blank=True, help_text="Where it stands, zoom 17; null: where the house stands."
    )
    printed = models.JSONField(
        null=True,
        blank=True,
        help_text="Outlines of printed text, [[[x, y], …], …] in 1/10000; empty: none; null: nobody has said.",
    )
