"""A witness as a small HTTP service: C2SP tlog-witness over the standard library's server, bounded in every way."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from fanlight.ground.clock import Clock
from fanlight.trust.ledger.witness import LARGEST_REQUEST, Answer, Witness

PATIENCE = 10.0  # s without a byte
LONGEST = 60.0  # s that a connection lasts, however its bytes trickle
MOST = 16  # connections at once; a log opens one


class WitnessServer(ThreadingHTTPServer):
    """`serve_forever()` until `shutdown()`; submission and monitoring prefix are both `/`."""

    daemon_threads = True
    request_queue_size = 32

    def __init__(self, host: str, port: int, witness: Witness, clock: Clock) -> None:
        self.witness = witness
        self.clock = clock
        self.places = threading.BoundedSemaphore(MOST)
        self._open: dict[socket.socket, float] = {}
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Request)

    def server_bind(self) -> None:
        """As TCPServer does: HTTPServer would look its own name up."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        if self.places.acquire(blocking=False):
            self._open[request] = self.clock.monotonic() + LONGEST
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.pop(request, None)
            self.places.release()

    def service_actions(self) -> None:
        """Twice a second: connections that last too long are ended."""
        for kept, end in list(self._open.items()):
            if self.clock.monotonic() > end:
                with suppress(OSError):
                    kept.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is nobody's news."""


class _Request(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    server_version = "witness"
    sys_version = ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or len(length) > 9 or int(length) > LARGEST_REQUEST:
            self.close_connection = True  # the body stays unread
            self._answer(Answer(413, b"The request is too long.\n"))
            return
        content = self.rfile.read(int(length))
        if len(content) < int(length):
            self.close_connection = True
        elif self.path == "/add-checkpoint":
            now = int(self.server.clock.now().timestamp())
            self._answer(self.server.witness.add_checkpoint(content, now))
        else:
            self._answer(Answer(404, b"Not found.\n"))

    def do_GET(self) -> None:
        origin_hash, slash, rest = self.path.removeprefix("/").partition("/")
        known = bool(slash) and rest == "checkpoint"
        self._answer(self.server.witness.newest(origin_hash) if known else Answer(404, b"Not found.\n"))

    def _answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Who calls is not kept."""
