"""A package made in a test: a request, a drawn film and a log of three entries, by the code that homes use."""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass

from fanlight.ground.canonical import dumps
from fanlight.trust.papers.package.assembly import Payload, Proofs, complete, make_payload
from fanlight.trust.papers.package.layout import Buffer
from fanlight.trust.papers.package.original import Fragment, Original
from fanlight.trust.papers.package.parts import Commitments
from fanlight.trust.papers.package.seal import new_identity

ORIGIN = "commons.example.invalid/log"
FROM = 1_795_000_000_000_000


def request_paper() -> dict[str, object]:
    return {
        "v": 1,
        "kind": "request:noticed",
        "id": secrets.token_hex(16),
        "agency": "millbrook-pd",
        "requester": "aa" * 32,
        "supervisor": "bb" * 32,
        "case": "MB-2026-0311",
        "offence": "220",
        "basis": "voluntary",
        "amends": None,
        "facts": "A garden shed was broken open in the evening and two bicycles were taken out through the side gate.",
        "sought": "Two people with bicycles.",
        "area": [1, 2],
        "zone": "America/New_York",
        "from": 1_795_000_000,
        "until": 1_795_003_600,
        "outdoor": True,
        "open_days": 7,
        "retention_days": 90,
        "recipients": ["Det. A. Moreno", "Sgt. P. Okafor"],
        "attests": {"assembly": False, "immigration": False, "reproductive": False, "face_recognition": False},
        "policy": "cc" * 32,
        "written": 1_794_990_000,
    }


def request_body() -> bytes:
    signature = {"role": "requester", "key": "aa" * 32, "alg": "ed25519", "sig": "11" * 64}
    return secrets.token_bytes(32) + dumps({"paper": request_paper(), "sigs": [signature]})


def film(size: int = 5_000) -> bytes:
    boxes = ((b"ftyp", b"isom\0\0\2\0isom"), (b"moov", secrets.token_bytes(600)), (b"mdat", secrets.token_bytes(size)))
    return b"".join(struct.pack(">I", 8 + len(content)) + kind + content for kind, content in boxes)


def report(frames: int = 4) -> bytes:
    return dumps({"v": 1, "frames": [{"t": FROM + 40_000 * at} for at in range(frames)]})


def original() -> Original:
    fragments = [Fragment.of(FROM + s, FROM + s + 1, b"init", [secrets.token_bytes(9)]) for s in range(5)]
    return Original(secrets.token_bytes(32), fragments)


@dataclass
class Made:
    """All that a home had when it made the package."""

    payload: Payload
    commitments: Commitments
    files: dict[str, Buffer]
    identity: str


def made() -> Made:
    identity, recipient = new_identity()
    payload = make_payload(
        id=secrets.token_hex(16),
        clip=film(),
        report=report(),
        request_body=request_body(),
        original=original().root,
        from_us=FROM,
        until_us=FROM + 160_000,
    )
    commitments = Commitments.drawn(recipient)
    files = complete(payload, commitments, Proofs(b"{}", b"p", b"{}", b"p"))
    return Made(payload, commitments, files, identity)
