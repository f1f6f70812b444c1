"""A camera that is starting closes a connection that asks nothing; one that is there waits for a request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest

from fanlight.home.recorder.connection import Address, hangs_up


def _close(came: socket.socket) -> None:
    came.close()


def _reset(came: socket.socket) -> None:
    came.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    came.close()


@pytest.mark.parametrize(("does", "expected"), [(_close, True), (_reset, True), (None, False)])
def test_who_hangs_up(does: Callable[[socket.socket], None] | None, expected: bool) -> None:
    """Closed or reset: it hangs up. Waiting: it does not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        came: list[socket.socket] = []

        def answer() -> None:
            came.append(server.accept()[0])
            if does is not None:
                does(came[0])

        thread = threading.Thread(target=answer)
        thread.start()
        assert hangs_up(Address(f"rtsp://127.0.0.1:{server.getsockname()[1]}/a")) is expected
        thread.join()
        came[0].close()


def test_where_nothing_listens_the_opening_says_why() -> None:
    """That is another trouble with words of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert not hangs_up(Address(f"rtsp://127.0.0.1:{port}/a"))
