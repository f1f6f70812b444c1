"""A slow link between a browser and a home: a relay on the loopback that lets through so many bytes a second."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable

BLOCK = 4096  # bytes


class SlowLink:
    """`with SlowLink(port) as link`: the home answers at `link.origin` too; `link.rate` may change at any time."""

    def __init__(self, home_port: int) -> None:
        self._home_port = home_port
        self.rate: float | None = None  # bytes a second from the home to the browser, all connections together
        self._turn = threading.Lock()
        self._connections: list[_Connection] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://localhost:{self._listening.getsockname()[1]}"

    def __enter__(self) -> SlowLink:
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.rate = None
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._accepting.join(5)
        for one in self._connections:
            for end in one.ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            one.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._listening.accept()
                one = _Connection(self, browser, socket.create_connection(("127.0.0.1", self._home_port)))
                self._connections.append(one)
                one.start()

    def wait(self, count: int) -> None:
        """So long as these bytes take on the link."""
        if self.rate:
            with self._turn:
                time.sleep(count / self.rate)


class _Connection(threading.Thread):
    """Both ways of one connection; closes both ends when either is done."""

    def __init__(self, link: SlowLink, browser: socket.socket, home: socket.socket) -> None:
        super().__init__(daemon=True)
        self._link, self.ends = link, (browser, home)

    def run(self) -> None:
        browser, home = self.ends
        with browser, home:
            asking = threading.Thread(target=_relay, args=(browser, home, lambda _: None), daemon=True)
            asking.start()
            _relay(home, browser, self._link.wait)
            asking.join(5)


def _relay(source: socket.socket, sink: socket.socket, wait: Callable[[int], None]) -> None:
    with contextlib.suppress(OSError):
        while block := source.recv(BLOCK):
            wait(len(block))
            sink.sendall(block)
    for one in (source, sink):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
