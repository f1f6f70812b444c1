"""The bag round the files: BagIt 1.0 (RFC 8493) with SHA-512, without date and without agent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from fanlight.trust.papers.package.layout import (
    MANIFEST,
    PAYLOAD,
    TAGMANIFEST,
    TAGS,
    Buffer,
)

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def payload_manifest(files: Mapping[str, Buffer]) -> bytes:
    """`manifest-sha512.txt`: what the disclosure's entry commits to."""
    return _manifest(files, PAYLOAD)


def tag_manifest(files: Mapping[str, Buffer]) -> bytes:
    """`tagmanifest-sha512.txt`: of every other file outside data/."""
    return _manifest(files, TAGS)


def bag_info(identifier: str, files: Mapping[str, Buffer]) -> bytes:
    """`bag-info.txt`: the disclosure's id, octets and number of the payload's files."""
    octets = sum(len(files[name]) for name in PAYLOAD)
    return f"External-Identifier: {identifier}\nPayload-Oxum: {octets}.{len(PAYLOAD)}\n".encode()


def bagged(identifier: str, payload: Mapping[str, Buffer], proofs: Mapping[str, Buffer]) -> dict[str, Buffer]:
    """All files of the package: payload and proofs with the bag's own files."""
    files: dict[str, Buffer] = {**payload, **proofs, "bagit.txt": DECLARATION}
    files["bag-info.txt"] = bag_info(identifier, files)
    files[MANIFEST] = payload_manifest(files)
    files[TAGMANIFEST] = tag_manifest(files)
    return files


def blamed(files: Mapping[str, Buffer], manifest: str) -> list[tuple[str, str]]:
    """Parts that do not fit this manifest, each with words; empty where all fit.

    Two SHA-512 of different files agree in about 8 of 128 digits. Where a line agrees with its file in half of them,
    the line was changed, not the file.
    """
    names = PAYLOAD if manifest == MANIFEST else TAGS
    right = _manifest(files, names).split(b"\n")
    found = bytes(files[manifest]).split(b"\n")
    if len(found) != len(right):
        return [(manifest, f"has {len(found) - 1} lines instead of {len(names)}.")]
    faults = []
    for name, line, wanted in zip([*names, ""], found, right, strict=True):
        if line == wanted:
            continue
        if line[128:] != wanted[128:] or sum(map(int.__eq__, line[:128], wanted[:128])) >= 64:
            faults.append((manifest, f"its line for {name or 'the end'} is wrong."))
        else:
            faults.append((name, f"does not fit its line in {manifest}."))
    return faults


def _manifest(files: Mapping[str, Buffer], names: Iterable[str]) -> bytes:
    return "".join(f"{hashlib.sha512(files[name]).hexdigest()}  {name}\n" for name in names).encode()
