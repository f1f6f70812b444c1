"""Serves one opened package to a browser of this computer: HTTP on 127.0.0.1 under an address that only its owner has.

Ranges as RFC 9110 §14 has them, so that a film can be wound; a strict Content-Security-Policy without scripts.
"""

from __future__ import annotations

import hmac
import re
import secrets
import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import parse_qs

from fanlight.project.agency_page.opened import Opened
from fanlight.project.agency_page.page import package_page

CSS = Path(__file__).parent / "static" / "agency.css"
POLICY = (
    "default-src 'none'; style-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; sandbox allow-forms allow-same-origin allow-downloads"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a form of this page would come without its origin
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
LARGEST_FORM = 1_000  # bytes
AT_ONCE = 16  # connections: a browser opens six
IDLE = 30  # s without a byte
PIECE = 1 << 20
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


class PackageServer(ThreadingHTTPServer):
    """Bound to 127.0.0.1 at a free port; `address` holds the token without which it answers nothing."""

    daemon_threads = True

    def __init__(self, opened: Opened, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Page)
        self.opened = opened
        self.token, self.form_token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.hosts = (f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}")
        self._room = BoundedSemaphore(AT_ONCE)

    @property
    def address(self) -> str:
        return f"http://{self.hosts[0]}/{self.token}/"

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """One more connection than there is room for is closed at once."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that breaks a connection off is no news."""


class _Page(BaseHTTPRequestHandler):
    server: PackageServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Fanlight", ""
    timeout = IDLE

    def do_GET(self) -> None:
        self._show(with_body=True)

    def do_HEAD(self) -> None:
        self._show(with_body=False)

    def _show(self, *, with_body: bool) -> None:
        name = self._asked()
        if name == "":
            page = package_page(self.server.opened, self.server.form_token)
            self._send(page, "text/html; charset=utf-8", with_body=with_body)
        elif name == "agency.css":
            self._send(CSS.read_bytes(), "text/css; charset=utf-8", with_body=with_body)
        elif name == "clip.mp4":
            self._send_film(self.server.opened.files["data/clip.mp4"], with_body=with_body)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """The receipt, for this page's own form alone."""
        if self._asked() != "receipt.json" or not self._own_form():
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        signed = self.server.opened.signed()
        if signed is None:
            self._refuse(HTTPStatus.CONFLICT)
            return
        saved = {"Content-Disposition": 'attachment; filename="receipt.json"'}
        self._send(signed, "application/json", with_body=True, more=saved)

    def _asked(self) -> str | None:
        """What of this package is asked for; None without its token, or under another name than this computer's."""
        token, slash, name = self.path.removeprefix("/").partition("/")
        right = hmac.compare_digest(token.encode(), self.server.token.encode())
        return name if right and slash and self.headers.get("Host", "") in self.server.hosts else None

    def _own_form(self) -> bool:
        origins = tuple(f"http://{host}" for host in self.server.hosts)
        length = self.headers.get("Content-Length", "")
        if self.headers.get("Origin", "") not in origins:
            return False
        if not (length.isascii() and length.isdecimal()) or int(length[:9]) > LARGEST_FORM:
            return False
        fields = parse_qs(self.rfile.read(int(length)).decode("utf-8", "replace"))
        sent = fields.get("token", [""])[-1]
        return hmac.compare_digest(sent.encode(), self.server.form_token.encode())

    def _send_film(self, film: memoryview, *, with_body: bool) -> None:
        """The film or one range of it; several ranges at once are answered by the whole, as RFC 9110 allows."""
        asked = RANGE.fullmatch(self.headers.get("Range", ""))
        more = {"Accept-Ranges": "bytes"}
        if asked is None or asked[0] == "bytes=-":
            self._send(film, "video/mp4", with_body=with_body, more=more)
            return
        first = int(asked[1]) if asked[1] else max(0, len(film) - int(asked[2]))
        last = min(int(asked[2]), len(film) - 1) if asked[1] and asked[2] else len(film) - 1
        if first > last:
            self._refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"Content-Range": f"bytes */{len(film)}"})
            return
        more["Content-Range"] = f"bytes {first}-{last}/{len(film)}"
        part = film[first : last + 1]
        self._send(part, "video/mp4", with_body=with_body, more=more, status=HTTPStatus.PARTIAL_CONTENT)

    def _send(
        self,
        body: bytes | memoryview,
        kind: str,
        *,
        with_body: bool,
        more: dict[str, str] | None = None,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        self.send_response(status)
        size = str(len(body))
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": size, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            view = memoryview(body)
            for at in range(0, len(view), PIECE):
                self.wfile.write(view[at : at + PIECE])

    def _refuse(self, status: HTTPStatus, more: dict[str, str] | None = None) -> None:
        """One dull answer; the connection ends, so that what was not read is not taken for the next request."""
        self.close_connection = True
        self._send(b"", "text/plain", with_body=False, more={"Connection": "close", **(more or {})}, status=status)

    def log_message(self, format: str, *args: object) -> None:
        """Who looks at a package is written nowhere."""
