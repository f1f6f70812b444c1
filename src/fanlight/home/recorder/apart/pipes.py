"""Frames of the control socket over the pipes of a process of our own (docs/design/processes.md has the format)."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from typing import IO

from fanlight.home.recorder.frames import LENGTHS, Header, header_of, lengths, packed


def write(pipe: IO[bytes], header: Header, payload: bytes = b"") -> None:
    """One frame, at once."""
    pipe.write(packed(header, payload))
    pipe.flush()


def read(pipe: IO[bytes], within: float | None = None) -> tuple[Header, bytes] | None:
    """The next frame; None at the end of the pipe, or where none is whole `within` seconds."""
    until = None if within is None else time.monotonic() + within
    head = _exactly(pipe, LENGTHS.size, until)
    if head is None:
        return None
    header_size, payload_size = lengths(head)
    header, payload = _exactly(pipe, header_size, until), _exactly(pipe, payload_size, until)
    return None if header is None or payload is None else (header_of(header), payload)


def _exactly(pipe: IO[bytes], size: int, until: float | None) -> bytes | None:
    parts = []
    while size:
        if until is not None and not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            return None
        part = os.read(pipe.fileno(), size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def start(module: str) -> subprocess.Popen[bytes]:
    """A process of our own; it ends when its input does."""
    return subprocess.Popen([sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> None:
    """At once and whatever it is doing; a pipe that somebody reads gives its end."""
    process.kill()
    process.wait()


def close(process: subprocess.Popen[bytes]) -> None:
    """Ended, and its pipes given back: for who alone reads them."""
    end(process)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what it did not take any more
                pipe.close()
