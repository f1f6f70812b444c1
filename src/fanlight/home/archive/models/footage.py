"""Segments, gaps and deletions: what lies on disk, what does not, and why. Times are microseconds since 1970 UTC."""

from __future__ import annotations

from django.db import models

from fanlight.home.archive.models.cameras import Camera


class Store(models.Model):
    """One row: the identities of this database and of the footage directory that belongs to it."""

    database = models.BinaryField(max_length=16)
    directory = models.BinaryField(max_length=16)


class ChainHead(models.Model):
    """The newest chain head of one stream; it outlives the segments that led to it."""

    camera_number = models.BigIntegerField()
    stream = models.CharField(max_length=4)
    head = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["camera_number", "stream"], name="one_head_per_stream"),)


class Segment(models.Model):
    """About a minute of one stream in one file; what is counted here is synced and never lost ("listed")."""

    OPEN, CLOSED, RECOVERED, GARBAGE = "open", "closed", "recovered", "garbage"

    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="segments")
    stream = models.CharField(max_length=4, default="main")
    run = models.BinaryField(max_length=16)
    path = models.CharField(max_length=120, unique=True, null=True, help_text="Relative to the footage directory.")
    status = models.CharField(max_length=9, default=OPEN)
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField(help_text="End of the last listed fragment.")
    size = models.BigIntegerField(default=0, help_text="Synced length of the file, bytes.")
    head = models.BinaryField(max_length=32, help_text="Chain head after the last listed fragment.")
    first_head = models.BinaryField(max_length=32, help_text="Chain head before the first fragment.")
    fragments = models.BinaryField(default=b"", help_text="Packed table; see archive/fragments.py.")
    mime = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    init_length = models.PositiveIntegerField(
        default=0, help_text="Length of the initialisation, bytes from the file's start."
    )
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = (
            # A day is drawn from this index alone: the rows, with their tables, would be thirty times as much to read.
            models.Index(fields=["camera", "start_us", "end_us", "stream", "status"], name="segment_camera_span"),
            models.Index(fields=["status", "size"], name="segment_status_size"),  # sums without reading the rows
            models.Index(fields=["end_us"], name="segment_end"),
        )


class Gap(models.Model):
    """A span with no footage, with its reason."""

    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="gaps")
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=10)
    words = models.CharField(max_length=300)
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["camera", "start_us"], name="gap_camera_start"),)


class Deletion(models.Model):
    """Footage that was deleted, by which rule; the owner can read it."""

    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="deletions")
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField()
    size = models.BigIntegerField()
    reason = models.CharField(max_length=10, choices=[(r, r) for r in ("days", "bytes", "floor", "owner", "disk")])
    at_us = models.BigIntegerField()
    days = models.PositiveIntegerField(null=True, blank=True, help_text="The limit, where age was the reason.")

    class Meta:
        indexes = (models.Index(fields=["camera", "start_us"], name="deletion_camera_start"),)


class Retention(models.Model):
    """One row: how long footage is kept. None means that this limit is not set."""

    days = models.PositiveIntegerField(default=30, null=True, blank=True)
    bytes = models.BigIntegerField(null=True, blank=True)
    last_seen_us = models.BigIntegerField(default=0, help_text="The last look at the clock.")
    paused_until_us = models.BigIntegerField(
        default=0, help_text="After a step of the clock nothing goes by age so long."
    )
    words = models.CharField(max_length=300, blank=True, help_text="What the owner must know; empty if nothing.")


class SeenDay(models.Model):
    """A day (UTC) on which this box ran with a steady clock; the age of footage counts only these."""

    day = models.DateField(unique=True)
