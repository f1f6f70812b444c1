"""A client that says exactly what a test wants said, over one TCP connection."""

from __future__ import annotations

import re
import socket


class Asking:
    """RTSP by hand."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.pending = b""
        self.cseq = 0

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def say(self, data: bytes) -> None:
        self.socket.sendall(data)

    def ask(self, method: str, url: str, **headers: str) -> tuple[int, dict[str, str], str]:
        self.cseq += 1
        lines = [f"{method} {url} RTSP/1.0", f"CSeq: {self.cseq}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.say(("\r\n".join(lines) + "\r\n\r\n").encode())
        return self.answer()

    def answer(self) -> tuple[int, dict[str, str], str]:
        """The next answer; packets before it are dropped."""
        while self._fill(1)[:1] == b"$":
            self.packet()
        while b"\r\n\r\n" not in self.pending:
            self._fill(len(self.pending) + 1)
        head, _, self.pending = self.pending.partition(b"\r\n\r\n")
        first, *rest = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in rest)}
        size = int(headers.get("content-length", 0))
        body = self._fill(size)[:size].decode()
        self.pending = self.pending[size:]
        return int(re.match(r"RTSP/1\.0 (\d{3}) ", first)[1]), headers, body

    def packet(self) -> tuple[int, bytes]:
        """Channel and bytes of the next interleaved packet."""
        head = self._fill(4)
        assert head[:1] == b"$", self.pending[:60]
        size = int.from_bytes(head[2:4])
        data = self._fill(4 + size)[4 : 4 + size]
        self.pending = self.pending[4 + size :]
        return head[1], data

    def is_hung_up(self) -> bool:
        """Reads to the end; True where the server closes."""
        try:
            while data := self.socket.recv(65536):
                self.pending += data
        except TimeoutError:
            return False
        except ConnectionError:
            return True
        return True

    def _fill(self, size: int) -> bytes:
        while len(self.pending) < size:
            data = self.socket.recv(65536)
            if not data:
                raise EOFError("the server hung up")
            self.pending += data
        return self.pending
