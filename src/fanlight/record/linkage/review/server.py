"""The review page's server: for this computer alone, and for this page's own forms alone."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs

from fanlight.record.linkage.index import Index
from fanlight.record.linkage.review.answers import Answers, NoSuchCandidate
from fanlight.record.linkage.review.page import done_page, doubt_page
from fanlight.record.linkage.review.queue import Doubt

STATIC = Path(__file__).parent / "static"
TYPES = {"/review.js": "text/javascript; charset=utf-8", "/review.css": "text/css; charset=utf-8"}
LARGEST = 10_000  # bytes of a form; the longest real one has 700
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"


class ReviewServer(ThreadingHTTPServer):
    """Holds the queue and the answers of one sitting."""

    daemon_threads = True

    def __init__(self, port: int, queue: Sequence[Doubt], index: Index, answers: Answers) -> None:
        super().__init__(("127.0.0.1", port), _Review)
        self.index, self.answers = index, answers
        self.waiting = list(queue)
        self.token = secrets.token_urlsafe(32)
        self.lock = Lock()  # one answer at a time: two tabs write one file
        port = self.server_port
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    def page(self, note: str = "") -> bytes:
        """What is to be decided now."""
        given = len(self.answers.given)
        if not self.waiting:
            return done_page(token=self.token, given=given)
        left = len(self.waiting)
        return doubt_page(self.waiting[0], self.index, token=self.token, left=left, given=given, note=note)

    def answer(self, key: str, agency: str, reason: str) -> str:
        """Takes one answer; says why where it cannot be taken."""
        with self.lock:
            doubt = next((one for one in self.waiting if one.key == key), None)
            if doubt is None:
                return "That one was answered already."
            try:
                self.answers.give(doubt, agency, reason)
            except NoSuchCandidate as error:
                return error.words()
            self.waiting.remove(doubt)
            return ""

    def undo(self) -> None:
        """Puts the last doubt back in front."""
        with self.lock:
            doubt = self.answers.take_back()
            if doubt:
                self.waiting.insert(0, doubt)


class _Review(BaseHTTPRequestHandler):
    server: ReviewServer
    server_version, sys_version = "review", ""
    timeout = 30  # s: a browser's idle connection does not hold a thread for ever

    def _own(self) -> bool:
        """Whether the request is meant for this server under its own name: another name is another site's trick."""
        return self.headers.get("Host", "") in self.server.hosts

    def _send(self, body: bytes, kind: str = "text/html; charset=utf-8", status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """The page and its two files."""
        if not self._own():
            self._send(b"", status=HTTPStatus.FORBIDDEN)
        elif self.path in TYPES:
            self._send((STATIC / self.path[1:]).read_bytes(), TYPES[self.path])
        elif self.path == "/":
            self._send(self.server.page())
        else:
            self._send(b"", status=HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """One answer or one undo, from this page's own form."""
        form = self._form()
        if form is None:
            self._send(b"", status=HTTPStatus.FORBIDDEN)
            return
        note = ""
        if self.path == "/answer":
            note = self.server.answer(form.get("doubt", ""), form.get("agency", ""), form.get("reason", ""))
        elif self.path == "/undo":
            self.server.undo()
        if note:
            self._send(self.server.page(note), status=HTTPStatus.CONFLICT)
            return
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _form(self) -> dict[str, str] | None:
        """The form's fields; None where host, origin, length or token are not this page's."""
        origins = tuple(f"http://{host}" for host in self.server.hosts)
        length = self.headers.get("Content-Length", "")
        if not self._own() or self.headers.get("Origin", "") not in origins:
            return None
        if not length.isdecimal() or int(length) > LARGEST:
            return None
        fields = parse_qs(self.rfile.read(int(length)).decode("utf-8", "replace"))
        form = {name: values[-1] for name, values in fields.items()}
        sent, held = form.get("token", "").encode(), self.server.token.encode()
        return form if hmac.compare_digest(sent, held) else None

    def log_message(self, *_: object) -> None:
        """Says nothing: a reviewer's terminal is for what they started."""
