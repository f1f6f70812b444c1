"""Files that are whole or not there after a power cut: written aside, synced, renamed, the folder synced (POSIX)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


class Disk:
    """The few writes that a store of files consists of; tests hand in one that stops between any two."""

    def write(self, path: Path, content: bytes) -> None:
        """The content on disk under a name of its own beside `path`, then renamed to it; not yet sure of its name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self.rename(aside, path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise

    def rename(self, aside: Path, path: Path) -> None:
        aside.replace(path)

    def sync(self, folders: Iterable[Path]) -> None:
        """After it the names in these folders survive a power cut."""
        for folder in sorted(set(folders)):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def remove_folder(self, folder: Path) -> None:
        """A folder that is empty; a full one stays."""
        with suppress(OSError):
            folder.rmdir()


def write_now(path: Path, content: bytes, disk: Disk | None = None) -> None:
    """One file, durable with its name when this returns."""
    disk = disk or Disk()
    made = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
    disk.write(path, content)
    disk.sync([path.parent, *(folder.parent for folder in made)])
