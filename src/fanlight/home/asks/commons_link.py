"""The two messages that a home ever sends to its commons: an entry, and sealed bytes. HTTP/1.1, RFC 9110.

No cookies, no agent string, no language: nothing in a message says which home it comes from but what it must hold.
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from fanlight.ground.errors import FanlightError

SECONDS = 60.0  # without a byte
WORDS = 400  # bytes of an answer that are read
CHUNK = 1 << 18


class CommonsSilent(FanlightError):
    """The commons did not answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, and the words that came with it."""

    status: int
    untrusted_words: str


def post_entry(log_url: str, entry: bytes) -> Answer:
    """Hand in an entry `disclosure:posted`; the same bytes twice are answered as the first time."""
    return _send(log_url, "POST", "/log/disclosures", entry, len(entry), {"Content-Type": "application/json"})


def put_sealed(log_url: str, identity: str, sealed: Path, signature: str) -> Answer:
    """Put sealed bytes into the mailbox, streamed from disk."""
    with sealed.open("rb") as content:
        size = sealed.stat().st_size
        headers = {"Content-Type": "application/octet-stream", "Fanlight-Signature": signature}
        return _send(log_url, "PUT", f"/mailbox/{identity}", content, size, headers)


def _send(log_url: str, method: str, path: str, body: bytes | BinaryIO, size: int, headers: dict[str, str]) -> Answer:
    parts = urlsplit(log_url)
    prefix = parts.path.removesuffix("/log")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        line.putrequest(method, prefix + path, skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(size), "Accept-Encoding": "identity"}.items():
            line.putheader(name, value)
        line.endheaders()
        if isinstance(body, bytes):
            line.send(body)
        else:
            while part := body.read(CHUNK):
                line.send(part)
        answer = line.getresponse()
        return Answer(answer.status, answer.read(WORDS).decode(errors="replace"))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CommonsSilent(f"The commons did not answer: {error or type(error).__name__}.") from None
    finally:
        line.close()
