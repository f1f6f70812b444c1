"""Ports on the loopback."""

from __future__ import annotations

import socket

LOOPBACK = "127.0.0.1"


def usable_port(wanted: int) -> int:
    """The wanted port if nothing has it, else any free one (0 wants any)."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on the loopback")
