"""A package made in a test: a drawn film, a request and a disclosure in a log, by the code that homes use."""

from __future__ import annotations

import io
import secrets
import struct
from dataclasses import dataclass
from pathlib import Path

from fanlight.ground.canonical import dumps
from fanlight.trust.papers.package.assembly import Payload, Proofs, complete, make_payload
from fanlight.trust.papers.package.layout import Buffer
from fanlight.trust.papers.package.original import Fragment, Original
from fanlight.trust.papers.package.parts import Commitments
from fanlight.trust.papers.package.seal import new_identity, seal
from fanlight.trust.papers.package.tar import write_archive
from fanlight.trust.papers.signing import Sealed, new_id
from tests.unit.trust.papers.package.community import Community, signer

FROM = 1_795_000_000_000_000


def film(size: int = 5_000) -> bytes:
    boxes = ((b"ftyp", b"isom\0\0\2\0isom"), (b"moov", secrets.token_bytes(600)), (b"mdat", secrets.token_bytes(size)))
    return b"".join(struct.pack(">I", 8 + len(content)) + kind + content for kind, content in boxes)


def report(frames: int = 4) -> bytes:
    first = FROM + secrets.randbelow(10**12)
    return dumps({"v": 1, "frames": [{"t": first + 40_000 * at} for at in range(frames)]})


def fragments(count: int = 5) -> list[Fragment]:
    return [Fragment.of(FROM + at, FROM + at + 1, b"init", [secrets.token_bytes(9)]) for at in range(count)]


def payload_for(request: Sealed, clip: bytes | None = None) -> Payload:
    assert request.body
    return make_payload(
        id=new_id(),
        clip=clip or film(),
        report=report(),
        request_body=request.body,
        original=Original(secrets.token_bytes(32), fragments()).root,
        from_us=FROM,
        until_us=FROM + 160_000,
    )


@dataclass
class Made:
    """A package and all that was there when it was made."""

    community: Community
    payload: Payload
    commitments: Commitments
    files: dict[str, Buffer]

    @property
    def archive(self) -> bytes:
        return archived(self.files)

    @property
    def views(self) -> dict[str, memoryview]:
        return {name: memoryview(content) for name, content in self.files.items()}


def archived(files: dict[str, Buffer]) -> bytes:
    out = io.BytesIO()
    write_archive(files, out)
    return out.getvalue()


def made(
    folder: Path, request: Sealed | None = None, community: Community | None = None, clip: bytes | None = None
) -> Made:
    """A disclosure in answer to a request, each with its entry and proof."""
    community = community or Community(folder)
    request = request or community.noticed()
    payload = payload_for(request, clip)
    commitments = Commitments.drawn(community.keys.recipient)
    posted = community.posted(dict(payload.public(commitments)), signer(), payload.disclosure.id)
    at, behind = community.entries.index(request.entry), community.entries.index(posted.entry)
    proofs = Proofs(request.entry, community.proof(at), posted.entry, community.proof(behind))
    return Made(community, payload, commitments, complete(payload, commitments, proofs))


def sealed(package: Made) -> bytes:
    """The package as the mailbox has it: for the agency, and for the archive of some home."""
    out = io.BytesIO()
    seal(io.BytesIO(package.archive), out, [package.community.keys.recipient, new_identity()[1]])
    return out.getvalue()
