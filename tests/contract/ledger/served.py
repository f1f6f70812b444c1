"""Servers for the reader of logs: an honest one that keeps connections, and ones that misbehave byte by byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def serving(answer: Callable[[socket.socket, list[bytes]], None]) -> Iterator[tuple[str, list[bytes]]]:
    """A server that hands each connection to `answer`; gives back its address and every request head it got."""
    heads: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def loop() -> None:
        while not ended.is_set():
            try:
                kept, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(kept,), daemon=True).start()

    def one(kept: socket.socket) -> None:
        with kept, suppress(OSError):
            answer(kept, heads)

    threading.Thread(target=loop, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/log", heads
    finally:
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def requests(kept: socket.socket, heads: list[bytes]) -> Iterator[str]:
    """The paths asked for over this connection, each head written down."""
    waiting = b""
    while True:
        while b"\r\n\r\n" not in waiting:
            more = kept.recv(65536)
            if not more:
                return
            waiting += more
        head, _, waiting = waiting.partition(b"\r\n\r\n")
        heads.append(head)
        yield head.split()[1].decode().removeprefix("/log/")


def files(folder: Path, per_connection: int | None = None) -> Callable[[socket.socket, list[bytes]], None]:
    """The files of a folder over connections that are kept, or closed without a word after some answers."""

    def answer(kept: socket.socket, heads: list[bytes]) -> None:
        for number, path in enumerate(requests(kept, heads)):
            file = folder / path
            status, content = ("200 OK", file.read_bytes()) if file.is_file() else ("404 Not Found", b"no\n")
            kept.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content)
            if per_connection is not None and number + 1 >= per_connection:
                return

    return answer
