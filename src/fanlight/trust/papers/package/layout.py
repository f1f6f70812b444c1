"""Which files a package holds, in which order, how large each may be (docs/reference/formats/package.md)."""

from __future__ import annotations

from fanlight.ground.errors import FanlightError

Buffer = bytes | memoryview
KIB, MIB = 1024, 1024 * 1024

LIMITS: dict[str, int] = {
    "bag-info.txt": KIB,
    "bagit.txt": KIB,
    "data/clip.mp4": 448 * MIB,
    "data/disclosure.json": 8 * KIB,
    "data/original.json": 8 * KIB,
    "data/redaction_report.json": 16 * MIB,
    "data/request.json": 2 * MIB,
    "data/terms.txt": 16 * KIB,
    "manifest-sha512.txt": 4 * KIB,
    "proofs/commitments.json": 8 * KIB,
    "proofs/disclosure.entry.json": 8 * KIB,
    "proofs/disclosure.tlog-proof": 128 * KIB,
    "proofs/request.entry.json": 8 * KIB,
    "proofs/request.tlog-proof": 128 * KIB,
    "tagmanifest-sha512.txt": 4 * KIB,
}
"""Bytes by name, in the one order: sorted."""

FILES = tuple(LIMITS)
PAYLOAD = tuple(name for name in FILES if name.startswith("data/"))
PROOFS = tuple(name for name in FILES if name.startswith("proofs/"))
CLIP, MANIFEST, TAGMANIFEST = "data/clip.mp4", "manifest-sha512.txt", "tagmanifest-sha512.txt"
TAGS = tuple(name for name in FILES if name not in (*PAYLOAD, TAGMANIFEST))
PACKAGE_LIMIT = 512 * MIB


class PackageBroken(FanlightError):
    """This is not a package in its one form."""

    exit_code = 1

    def __init__(self, part: str, words: str) -> None:
        """`part` is a file's name or a place in the archive; `words` say what is wrong with it."""
        super().__init__(f"{part}: {words}")
        self.part, self.reason = part, words


def shown(untrusted_name: bytes | str) -> str:
    """An outside name as it can be printed: escaped and short."""
    text = untrusted_name.decode("utf-8", "backslashreplace") if isinstance(untrusted_name, bytes) else untrusted_name
    return ascii(text[:80])


def checked_size(name: str, size: int) -> int:
    """The size, or PackageBroken where this file may not be so large."""
    if size > LIMITS[name]:
        raise PackageBroken(name, f"has {size} bytes and may have {LIMITS[name]}.")
    return size
