"""Writes a site beside the last one and swaps: the last good site stays up until the new one is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from fanlight.ground.errors import FanlightError

MARK = ".fanlight-record"  # in every site that was written here


class NotASite(FanlightError):
    """The folder holds something else than a site of the record."""

    remedy = "Give an empty or new folder with --out."


def check_target(out: Path) -> None:
    """Refuses a folder that this program did not write; raises before any work is done."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARK).exists()):
        raise NotASite(f"{out} holds something else than a site of the record.")


def write_site(files: Mapping[str, Callable[[], bytes]], out: Path) -> int:
    """Every file by its path; returns how many. The old site goes only once the new one stands."""
    check_target(out)
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    new, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    if old.exists() and not out.exists():  # killed between the two renames of the last build
        old.rename(out)
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        for path, draw in sorted(files.items()):
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(draw())
        (new / MARK).write_bytes(b"")
        if out.exists():
            out.rename(old)
        new.replace(out)
    except BaseException:
        if not out.exists() and old.exists():
            old.rename(out)
        shutil.rmtree(new, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return len(files) + 1
