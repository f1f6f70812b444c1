"""Waking the tend process: one empty datagram to its socket; who sends it never waits and never fails."""

from __future__ import annotations

import socket
from pathlib import Path


def tend_socket(data: Path) -> Path:
    """Where tend listens (docs/design/processes.md)."""
    return data / "run" / "tend.sock"


def wake_tend(data: Path) -> bool:
    """True where tend heard it. Nothing is lost otherwise: tend also looks by itself every second."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        try:
            sender.sendto(b"!", str(tend_socket(data)))
        except OSError:  # tend is being started, or so busy that it will look anyway
            return False
    return True
