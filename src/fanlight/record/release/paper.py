"""The paper `record:published`: five ready lines of every agency, which homes fetch whole and verify."""

from __future__ import annotations

import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fanlight.record.pages.summary import Summary
from fanlight.record.pages.words import five_lines
from fanlight.record.release.canonical import canonical

KIND = "record:published"
LABEL = b"fanlight/record:published/v1"
IN_LINES = ("ring", "mpv", "fe", "fbi", "gazetteer")  # the files that the lines come from


def paper(summary: Summary) -> bytes:
    """Canonical JSON; agencies by their ORI, or by our id where they have none."""
    files: list[Any] = [
        {"name": file.name, "sha256": file.sha256, "rows": file.rows}
        for file in summary.files
        if file.name.split("-")[0] in IN_LINES
    ]
    covers: dict[str, Any] = {
        one.key: {"first": one.first.isoformat(), "last": one.last.isoformat()}
        for one in summary.series
        if one.key in ("mpv", "fe")
    }
    agencies: dict[str, Any] = {
        id: {"name": one.name, "state": one.state, "lines": list(five_lines(one, summary)), "page": page_of(one.slug)}
        for id, one in summary.agencies.items()
    }
    for id, one in summary.agencies.items():
        if not one.on_record:
            del agencies[id]["page"]
    return canonical({"v": 1, "kind": KIND, "files": files, "covers": covers, "agencies": agencies})


def page_of(slug: str) -> str:
    """An agency's page in the site."""
    return f"agency/{slug}.html"


def digest(paper_bytes: bytes, origin: str) -> bytes:
    """What is signed: kind and version, log origin, paper, told apart by a zero byte."""
    return hashlib.sha256(LABEL + b"\0" + origin.encode() + b"\0" + paper_bytes).digest()


def sign(paper_bytes: bytes, origin: str, key: Ed25519PrivateKey) -> bytes:
    """64 bytes."""
    return key.sign(digest(paper_bytes, origin))


def verify(paper_bytes: bytes, origin: str, signature: bytes, key: Ed25519PublicKey) -> None:
    """Raises InvalidSignature."""
    key.verify(signature, digest(paper_bytes, origin))
