"""Which sealed packages lie here, and how many entries came with which batch. No address of a caller is kept."""

from __future__ import annotations

from django.db import models


class Parcel(models.Model):
    """One sealed package; `entry` is the id of its `disclosure:posted`, the file lies under that name."""

    entry = models.CharField(max_length=32, unique=True)
    agency = models.CharField(max_length=40, db_index=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    batch_us = models.BigIntegerField()  # the batch from which it can be picked up: no finer time is kept
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]


class Posting(models.Model):
    """One entry that was handed in by a home, for counting what came before a batch."""

    entry = models.CharField(max_length=32, unique=True)
    index = models.BigIntegerField()
    agency = models.CharField(max_length=40)
    batch_us = models.BigIntegerField(db_index=True)

    class Meta:
        ordering = ["id"]
