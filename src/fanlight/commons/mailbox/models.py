"""Which sealed packages lie here. No address of a caller, no time finer than a batch."""

from __future__ import annotations

from django.db import models


class Parcel(models.Model):
    """One sealed package; `entry` is the id of its `disclosure:posted`."""

    entry = models.CharField(max_length=32, unique=True)
    agency = models.CharField(max_length=40, db_index=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    batch_us = models.BigIntegerField()  # the batch from which it can be picked up
    gone = models.BooleanField(default=False)  # removed here once the agency has it

    class Meta:
        ordering = ["id"]
