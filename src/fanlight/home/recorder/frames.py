"""The frames of the control socket (docs/design/processes.md): two lengths, a JSON header, a payload."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

from fanlight.ground.errors import FanlightError

Header = dict[str, Any]

SOCKET = Path("run") / "recorder.sock"
"""Below the data directory."""
LENGTHS = struct.Struct(">II")
HEADER_MOST = 64 << 10
PAYLOAD_MOST = 16 << 20
"""Beyond these a connection is closed: nothing that Fanlight says is so long."""


class FrameBroken(FanlightError):
    """What came over the control socket is not a Fanlight message."""


def socket_path(data: Path) -> Path:
    """Where the recorder listens."""
    return data / SOCKET


def packed(header: Header, payload: bytes = b"") -> bytes:
    """One frame."""
    text = json.dumps(header, separators=(",", ":")).encode()
    if len(text) > HEADER_MOST or len(payload) > PAYLOAD_MOST:
        raise FrameBroken("A message is too long for the control socket.")
    return b"".join((LENGTHS.pack(len(text), len(payload)), text, payload))


def lengths(untrusted: bytes) -> tuple[int, int]:
    """Lengths of header and payload that follow."""
    if len(untrusted) != LENGTHS.size:
        raise FrameBroken
    header, payload = LENGTHS.unpack(untrusted)
    if header > HEADER_MOST or payload > PAYLOAD_MOST:
        raise FrameBroken
    return header, payload


def header_of(untrusted: bytes) -> Header:
    try:
        header = json.loads(untrusted)
    except (ValueError, RecursionError):
        raise FrameBroken from None
    if not isinstance(header, dict):
        raise FrameBroken
    return header
