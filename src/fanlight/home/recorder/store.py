"""The footage directory, held by its descriptor: files are made, read, moved, removed through it, never by path."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from fanlight.home.recorder.faults import DirectoryNotSynced, DiskFull, FootageMissing, StorageError

PATH = re.compile(r"(\d{1,19})/(\d{4}-\d\d-\d\d)/(\d{1,19}-(?:main|sub)\.mp4)")
QUARANTINE = "quarantine"
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
TRIES = 3  # retention may take an empty day away between making it and using it
FULL = (errno.ENOSPC, errno.EDQUOT)


class Footage:
    """One footage directory. Whoever writes or deletes has compared its pair first (pair.py)."""

    def __init__(self, directory: Path) -> None:
        try:
            self._root = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise FootageMissing(f"The footage directory cannot be opened: {error.strerror}.") from error

    def close(self) -> None:
        os.close(self._root)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def descriptor(self) -> int:
        """The directory itself, for calls that take a dir_fd."""
        return self._root

    # -- files of segments

    def create(self, path: str) -> int:
        """A new, empty file, open for writing; its directory entry is durable only after `sync_folders`."""
        folders, name = _parts(path)
        for attempt in range(TRIES):
            try:
                with _Folder(self._root, folders, make=True) as folder:
                    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
                    return os.open(name, flags, 0o600, dir_fd=folder.descriptor)
            except FileNotFoundError as error:
                if attempt + 1 == TRIES:
                    raise told(error) from error
            except OSError as error:
                raise told(error) from error
        raise AssertionError("the last attempt returns or raises")

    def sync_folders(self, path: str) -> None:
        """Make the entries on the way to this file durable, its own first."""
        folders, _ = _parts(path)
        for depth in range(len(folders), -1, -1):
            with _Folder(self._root, folders[:depth]) as folder:
                _sync(folder.descriptor)

    def open(self, path: str, *, write: bool = False) -> int:
        """An existing file; FootageMissing where there is none."""
        folders, name = _parts(path)
        flags = (os.O_RDWR if write else os.O_RDONLY) | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            with _Folder(self._root, folders) as folder:
                return os.open(name, flags, dir_fd=folder.descriptor)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FootageMissing(f"The file {path} is missing.") from error

    def read(self, path: str, offset: int, length: int) -> bytes:
        """These bytes of a file, all of them."""
        handle = self.open(path)
        try:
            return read_exactly(handle, offset, length)
        finally:
            os.close(handle)

    def remove(self, path: str) -> None:
        """Unlink and make that durable; a file that is gone already is fine. An empty day goes too."""
        folders, name = _parts(path)
        try:
            with _Folder(self._root, folders) as folder:
                with suppress(FileNotFoundError):
                    os.unlink(name, dir_fd=folder.descriptor)
                _sync(folder.descriptor)
            with _Folder(self._root, folders[:1]) as camera, suppress(OSError):  # not empty, but for its last segment
                os.rmdir(folders[1], dir_fd=camera.descriptor)
        except FileNotFoundError:
            return  # the day is gone, and its removal was made durable with it or will be found again

    # -- the whole

    def paths(self) -> Iterator[str]:
        """Paths of all regular files in camera directories; whatever else lies there is not ours."""
        for folder in self.folders():
            yield from self.files(folder)

    def folders(self) -> Iterator[str]:
        """Cameras' days, as `7/2026-09-21/`."""
        for camera in self._names((), folders=True):
            if camera.isdecimal():
                for day in self._names((camera,), folders=True):
                    yield f"{camera}/{day}/"

    def files(self, folder: str) -> list[str]:
        """Paths of the regular files of one day."""
        camera, day, _ = folder.split("/")
        return [folder + name for name in self._names((camera, day), folders=False)]

    def quarantine(self, path: str) -> str:
        """Move a file that no row knows out of the way; the new path."""
        camera, day, name = path.split("/")
        with suppress(FileExistsError):
            os.mkdir(QUARANTINE, 0o700, dir_fd=self._root)
        with _Folder(self._root, (camera, day)) as old, _Folder(self._root, (QUARANTINE,)) as new:
            taken = set(os.listdir(new.descriptor))
            target = f"{camera}_{day}_{name}"
            count = 1
            while target in taken:
                count += 1
                target = f"{camera}_{day}_{count}_{name}"
            os.rename(name, target, src_dir_fd=old.descriptor, dst_dir_fd=new.descriptor)
            for descriptor in (new.descriptor, old.descriptor, self._root):
                _sync(descriptor)
        return f"{QUARANTINE}/{target}"

    def quarantined(self) -> int:
        """How many files lie in quarantine."""
        return sum(1 for _ in self._names((QUARANTINE,), folders=False))

    def free(self) -> int:
        """Bytes that are free for us on this file system."""
        state = os.fstatvfs(self._root)
        return state.f_bavail * state.f_frsize

    def sync_root(self) -> None:
        """Make the entries of the directory itself durable."""
        _sync(self._root)

    def _names(self, way: tuple[str, ...], *, folders: bool) -> list[str]:
        """Sorted names of the folders, or of the files, in a directory; links are neither."""
        try:
            with _Folder(self._root, way) as folder, os.scandir(folder.descriptor) as entries:
                is_wanted = os.DirEntry.is_dir if folders else os.DirEntry.is_file  # neither asks the disk once more
                return sorted(entry.name for entry in entries if is_wanted(entry, follow_symlinks=False))
        except (FileNotFoundError, NotADirectoryError):
            return []


class _Folder:
    """A directory below the root, opened component by component so that no link is followed."""

    def __init__(self, root: int, names: tuple[str, ...], *, make: bool = False) -> None:
        self._root, self._names, self._make = root, names, make

    def __enter__(self) -> Self:
        self.descriptor = os.dup(self._root)
        try:
            for name in self._names:
                self._down(name)
        except BaseException:
            os.close(self.descriptor)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    def _down(self, name: str) -> None:
        if self._make:
            with suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=self.descriptor)
        below = os.open(name, FOLDER, dir_fd=self.descriptor)
        os.close(self.descriptor)
        self.descriptor = below


def _parts(path: str) -> tuple[tuple[str, str], str]:
    match = PATH.fullmatch(path)
    if match is None:
        raise StorageError(f"{path!r} is no path of a segment.")
    return (match[1], match[2]), match[3]


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise DirectoryNotSynced from error


def told(error: OSError) -> StorageError:
    """Our error for the system's."""
    if error.errno in FULL:
        return DiskFull()
    return StorageError(f"The footage directory refuses: {error.strerror}.")


def read_exactly(handle: int, offset: int, length: int) -> bytes:
    """These bytes of an open file, or FootageMissing where it is shorter."""
    parts: list[bytes] = []
    while length > 0:
        try:
            part = os.pread(handle, length, offset)
        except OSError as error:
            raise FootageMissing(f"The disk does not give the footage back: {error.strerror}.") from error
        if not part:
            raise FootageMissing("A file of footage is shorter than listed.")
        parts.append(part)
        offset += len(part)
        length -= len(part)
    return b"".join(parts)


def write_all(handle: int, *parts: bytes) -> None:
    """All parts at the file's position, in one call where that succeeds; the system's own error where it fails."""
    views = [memoryview(part) for part in parts if part]
    while views:
        done = os.writev(handle, views)
        while views and done >= len(views[0]):
            done -= len(views.pop(0))
        if views:
            views[0] = views[0][done:]
