"""The log's side of a witness: POST add-checkpoint, once more with the size that a 409 names. C2SP tlog-witness."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

from fanlight.trust.ledger.checkpoint import parse_checkpoint, parse_size
from fanlight.trust.ledger.cosignature import cosignatures
from fanlight.trust.ledger.faults import LedgerError, Malformed, SignatureWrong
from fanlight.trust.ledger.note import Note, NoteSignature, VerifierKey, parse_signatures
from fanlight.trust.ledger.witness import AddCheckpoint

PATIENCE = 10.0  # s
LARGEST_ANSWER = 16 * 1024

Prove = Callable[[int, int], list[bytes]]
"""(old size, new size) → consistency proof."""


class WitnessSilent(LedgerError):
    """A witness did not cosign."""

    remedy = "The log asks again at its next round."


def ask_witness(url: str, key: VerifierKey, checkpoint: bytes, old: int, prove: Prove) -> NoteSignature:
    """The witness's cosignature of this signed checkpoint, checked; `old` is our guess of what it saw last."""
    size = parse_checkpoint(checkpoint)[0].size
    status, content = _post(url, AddCheckpoint(old, tuple(prove(old, size)), checkpoint))
    if status == 409:
        old = _conflict(content, size)
        status, content = _post(url, AddCheckpoint(old, tuple(prove(old, size)), checkpoint))
    if status != 200:
        said = content[:200].decode("ascii", "replace").strip()
        raise WitnessSilent(f"{key.name} answered with status {status}: {said}")
    try:
        text = parse_checkpoint(checkpoint)[1].text
        lines = parse_signatures(content.decode())
        for line in lines:
            if line.by(key) and cosignatures(Note(text, (line,)), [key]):
                return line
    except (UnicodeDecodeError, Malformed, SignatureWrong) as error:
        raise WitnessSilent(f"{key.name} answered with what is no cosignature: {error}") from None
    raise WitnessSilent(f"{key.name} answered with another key's cosignature.")


def _conflict(content: bytes, size: int) -> int:
    try:
        old = parse_size(content.decode("ascii").removesuffix("\n"))
    except (UnicodeDecodeError, Malformed):
        raise WitnessSilent("A witness named no size with its conflict.") from None
    if old > size:
        raise WitnessSilent(f"A witness saw {old} entries of this log, which has {size}.")
    return old


def _post(url: str, request: AddCheckpoint) -> tuple[int, bytes]:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request("POST", f"{parts.path.rstrip('/')}/add-checkpoint", bytes(request))
        response = connection.getresponse()
        content = response.read(LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as error:
        raise WitnessSilent(f"A witness at {parts.netloc} cannot be reached: {error}") from None
    finally:
        connection.close()
    if len(content) > LARGEST_ANSWER:
        raise WitnessSilent(f"The witness at {parts.netloc} answered with more than 16 KiB.")
    return response.status, content
