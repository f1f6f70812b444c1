"""What can go wrong between the recorder and its disk, each with words for the owner."""

from __future__ import annotations

from fanlight.ground.errors import FanlightError


class StorageError(FanlightError):
    """The footage directory cannot be used as it should be."""


class ReadOnlyStore(StorageError):
    """The footage directory does not belong to this database, so nothing is recorded and nothing is deleted."""

    remedy = "Connect the disk that belongs to this home, or bring back the database that belongs to this disk."


class DirectoryNotSynced(StorageError):
    """The disk did not confirm a directory, so the recorder stops: what it would write now could be lost unseen."""

    remedy = "Look at the disk's own error log; the disk may be failing."


class DiskFull(StorageError):
    """The disk is full. Recording waits for space."""

    remedy = "Delete footage, release holds, or connect a larger disk; recording goes on by itself."

    gap: int | None = None
    """The gap row that was opened, to be ended when recording goes on."""


class SegmentLost(StorageError):
    """The disk did not confirm what was written; the end of one segment is lost."""

    remedy = "Look at the disk's own error log; the disk may be failing."

    gap: int | None = None


class BadFootage(StorageError):
    """These bytes are not a Fanlight segment."""


class FootageMissing(StorageError):
    """A listed segment's file is not there, or is shorter than listed."""

    remedy = "Run fanlight check, and look whether the footage disk is connected."


class BadStream(StorageError):
    """The camera's stream cannot be put into MP4."""

    remedy = "Choose H.264 or H.265 on the camera's own page."
