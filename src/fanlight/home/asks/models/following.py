"""The commons that this home follows: what was pinned at joining, and what the last look at its log found."""

from __future__ import annotations

from django.db import models


class Following(models.Model):
    """One row, or none: a home that follows no commons knows nothing of asks."""

    url = models.CharField(max_length=300, help_text="Where the log is fetched; the origin decides, not this.")
    origin = models.CharField(max_length=310)
    community = models.CharField(max_length=120)
    zone = models.CharField(max_length=60, help_text="The community's, by which batches are counted.")
    founding = models.CharField(max_length=64, help_text="SHA-256 of entry 0, hex: pinned at joining.")
    founding_body = models.CharField(max_length=64, help_text="SHA-256 of its body, hex.")
    vkey = models.CharField(max_length=4400, help_text="The log's key, pinned at joining.")
    joined_us = models.BigIntegerField()
    asks = models.BooleanField(default=True, help_text="The house's own switch: off means that nothing is asked here.")

    # drawn once and kept, whatever residents do
    phase_s = models.PositiveSmallIntegerField()
    digest_minute = models.PositiveSmallIntegerField(help_text="Of the day, in the home's zone.")
    digest_day = models.CharField(max_length=10, blank=True, help_text="ISO day of the last digest.")

    # what the last look found
    slot = models.BigIntegerField(default=0, help_text="Number of the last look.")
    size = models.BigIntegerField(default=0)
    head_us = models.BigIntegerField(default=0, help_text="Median of the newest witness times.")
    looked_us = models.BigIntegerField(default=0, help_text="The last look that saw a head, good or not.")
    checked_us = models.BigIntegerField(default=0, help_text="The last look that found all in order.")
    trouble = models.CharField(max_length=12, blank=True)
    trouble_words = models.CharField(max_length=400, blank=True)
    trouble_since_us = models.BigIntegerField(null=True, blank=True)
    policy = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the policy in force.")
    moratorium = models.CharField(max_length=4, blank=True, help_text="`soft`, `hard` or empty.")
    moratorium_words = models.CharField(max_length=2000, blank=True)
    newer = models.PositiveIntegerField(default=0, help_text="Entries of kinds that this program does not know.")
    void = models.PositiveIntegerField(default=0, help_text="Entries that do not hold here.")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_commons"),)

    def __str__(self) -> str:
        return self.community


class Stand(models.Model):
    """Where this house stands, as one cell of the map; never leaves it. One row, or none while nobody has said."""

    cell = models.BigIntegerField(help_text="Zoom 17: docs/reference/formats/papers.md.")
