"""The covered film as far as a verifier without a decoder looks: boxes of ISO/IEC 14496-12 that fill the file."""

from __future__ import annotations

import struct

from fanlight.trust.papers.package.layout import CLIP, Buffer, PackageBroken

MOST_BOXES = 100_000


def refuse_other_film(untrusted_film: Buffer) -> None:
    """Return where the file begins with `ftyp`, holds `moov` and `mdat`, and its boxes end where it ends."""
    film = memoryview(untrusted_film)
    kinds: list[bytes] = []
    at = 0
    while at < len(film):
        head = bytes(film[at : at + 16])
        size = struct.unpack(">I", head[:4])[0] if len(head) >= 8 else 0
        if size == 1 and len(head) == 16:
            size = struct.unpack(">Q", head[8:])[0]
        if size < 8 or at + size > len(film) or len(kinds) >= MOST_BOXES:
            raise PackageBroken(CLIP, f"is no whole MP4: the box at byte {at} does not fit.")
        kinds.append(head[4:8])
        at += size
    if not kinds or kinds[0] != b"ftyp" or not {b"moov", b"mdat"} <= set(kinds):
        raise PackageBroken(CLIP, "is no MP4: ftyp, moov and mdat must be there.")
