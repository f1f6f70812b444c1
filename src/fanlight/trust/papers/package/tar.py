"""The archive of a package: POSIX ustar (IEEE 1003.1, pax) in one byte form, written as a stream and read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from fanlight.trust.papers.package.layout import (
    FILES,
    PACKAGE_LIMIT,
    Buffer,
    PackageBroken,
    checked_size,
    shown,
)

BLOCK = 512
END = bytes(2 * BLOCK)
BASE = "package/"
PIECE = 1 << 20  # bytes written at once
_SIZE = slice(124, 136)


def header(name: str, size: int) -> bytes:
    """The one header of this file: 512 bytes."""
    fields = [
        (BASE + name).encode().ljust(100, b"\0"),
        b"0000644\0" + b"0000000\0" * 2,  # mode, uid, gid
        b"%011o\0" % size,
        b"%011o\0" % 0,  # mtime
        b" " * 8,  # checksum, counted as spaces
        b"0",
        bytes(100),  # link name
        b"ustar\x0000",
        bytes(64),  # user and group
        b"0000000\0" * 2,  # device
    ]
    block = b"".join(fields).ljust(BLOCK, b"\0")
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def write_archive(files: Mapping[str, Buffer], out: BinaryIO) -> int:
    """Write these files, which must be all of a package, and return the archive's size."""
    written = 0
    for name in FILES:
        content = memoryview(files[name])
        checked_size(name, len(content))
        out.write(header(name, len(content)))
        for at in range(0, len(content), PIECE):
            out.write(content[at : at + PIECE])
        padding = -len(content) % BLOCK
        out.write(bytes(padding))
        written += BLOCK + len(content) + padding
    out.write(END)
    if len(files) != len(FILES) or written + len(END) > PACKAGE_LIMIT:
        raise PackageBroken("package", "has files that no package has, or is too large.")
    return written + len(END)


def read_archive(untrusted_archive: Buffer) -> dict[str, memoryview]:
    """The files, as views into the archive; raises only PackageBroken, which names the part."""
    archive = memoryview(untrusted_archive)
    if len(archive) > PACKAGE_LIMIT:
        raise PackageBroken("archive", f"has {len(archive)} bytes; a package has at most {PACKAGE_LIMIT}.")
    files: dict[str, memoryview] = {}
    at = 0
    for name in FILES:
        size = _size(name, bytes(archive[at : at + BLOCK]))
        end = at + BLOCK + size
        padded = end + -size % BLOCK
        if padded > len(archive):
            raise PackageBroken(name, "ends too early: the archive was cut.")
        files[name] = archive[at + BLOCK : end]
        if any(archive[end:padded]):
            raise PackageBroken(name, "is followed by bytes that are not zero.")
        at = padded
    _refuse_more(bytes(archive[at : at + BLOCK + len(END)]))
    return files


def _size(name: str, block: bytes) -> int:
    """The size that this header gives, if it is byte for byte the header of this file."""
    if len(block) < BLOCK:
        raise PackageBroken(name, "is not there: the archive was cut.")
    found = block[:100].rstrip(b"\0")
    if found != (BASE + name).encode():
        here = shown(found) if any(block) else "the end"
        raise PackageBroken(name, f"is not at its place in the archive; {here} is there.")
    digits = block[_SIZE][:11]
    if not (digits.isdigit() and not set(digits) & set(b"89")):
        raise PackageBroken(name, "has no size in its header.")
    size = checked_size(name, int(digits, 8))
    if block != header(name, size):
        field = next(i for i, (a, b) in enumerate(zip(block, header(name, size), strict=True)) if a != b)
        raise PackageBroken(name, f"has a header that differs from its one form at byte {field}.")
    return size


def _refuse_more(rest: bytes) -> None:
    if rest == END:
        return
    name = rest[:100].rstrip(b"\0")
    if rest[:BLOCK] != bytes(BLOCK) and len(rest) >= BLOCK:
        part = shown(name.removeprefix(BASE.encode())).strip("'\"")
        raise PackageBroken(part, "is no file of a package, or stands twice.")
    raise PackageBroken("archive", "must end with 1024 zero bytes and nothing more.")
