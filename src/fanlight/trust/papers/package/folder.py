"""A package as a folder: the opened bag, read without following links and written once."""

from __future__ import annotations

import mmap
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.package.layout import FILES, Buffer, PackageBroken, checked_size, shown

FOLDERS = ("data", "proofs")


class FolderTaken(FanlightError):
    """The folder is there already."""

    remedy = "Choose a folder that does not exist yet."


def read_folder(path: Path) -> dict[str, memoryview]:
    """The files of an opened bag; raises PackageBroken, or OSError where the folder cannot be read."""
    _refuse_others(path, "", len(FOLDERS) + len(FILES))
    for folder in FOLDERS:
        inner = path / folder
        if inner.is_symlink() or not inner.is_dir():
            raise PackageBroken(folder, "is no folder.")
        _refuse_others(inner, f"{folder}/", len(FILES))
    return {name: _read(path / name, name) for name in FILES}


def _refuse_others(path: Path, before: str, most: int) -> None:
    with os.scandir(path) as found:
        for number, entry in enumerate(found):
            name = before + entry.name
            if number > most or (name not in FILES and not (not before and name in FOLDERS)):
                raise PackageBroken(shown(name).strip("'\""), "is no file of a package.")


def _read(path: Path, name: str) -> memoryview:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise PackageBroken(name, "is not there.") from None
    except OSError as error:
        raise PackageBroken(name, f"cannot be read: {error.strerror}.") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise PackageBroken(name, "is no file.")
        size = checked_size(name, status.st_size)
        return memoryview(mmap.mmap(handle, size, prot=mmap.PROT_READ)) if size else memoryview(b"")
    finally:
        os.close(handle)


def write_folder(files: Mapping[str, Buffer], path: Path) -> None:
    """Write all files into a folder that must not exist yet, for its owner alone."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        raise FolderTaken(f"{path} is there already.") from None
    for folder in FOLDERS:
        (path / folder).mkdir(mode=0o700)
    for name in FILES:
        handle = os.open(path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(files[name])
