"""Serves a site of the record on the loopback: files of a folder, or the summary release drawn page by page."""

from __future__ import annotations

import mimetypes
import sys
import threading
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from fanlight.ground.errors import FanlightError
from fanlight.record.pages.summary import Summary
from fanlight.record.release.commons import Said, with_commons
from fanlight.record.release.published import PUBLISHED, read_published
from fanlight.record.release.site import site_files
from fanlight.record.release.write import MARK

HOST = "127.0.0.1"
TYPES = {".geojson": "application/geo+json", ".js": "text/javascript", ".csv": "text/csv", ".svg": "image/svg+xml"}
TEXT = ("text/", "application/json", "application/geo+json", "image/svg+xml")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
MISSING = (
    b"<!doctype html><html lang=en><title>Not here</title><p>There is no page at this address. <a href=/>Record</a>"
)

Site = Callable[[str], bytes | None]


class NoRelease(FanlightError):
    """This copy of Fanlight carries no summary release."""

    remedy = "Give the folder of a site: fanlight record serve SITE."


class NoSite(FanlightError):
    """The folder holds no site of the record."""

    remedy = "Build one: fanlight record build --data DIR --out SITE."


class RecordPortTaken(FanlightError):
    """Another program has the record's port."""

    exit_code = 2


def folder_site(folder: Path) -> Site:
    """A built site's files; nothing outside the folder, nothing hidden."""
    root = folder.resolve()
    if not (root / MARK).exists():
        raise NoSite(f"{folder} holds no site of the record.")

    def read(path: str) -> bytes | None:
        target = (root / path).resolve()
        hidden = any(part.startswith(".") for part in Path(path).parts)
        return target.read_bytes() if not hidden and target.is_relative_to(root) and target.is_file() else None

    return read


Outlines = Callable[[], Mapping[str, Any] | None]
Commons = Callable[[Collection[str]], Said | None]
"""What commons say now, for the register's ids; the same object as long as nothing changed."""


class _Released:
    """The summary release, read on the first request; drawn anew where a commons beside it says something new."""

    def __init__(self, shell: Path, published: Path, outlines: Outlines | None, commons: Commons | None) -> None:
        self._shell, self._published, self._outlines, self._commons = shell, published, outlines, commons
        self._lock = threading.Lock()
        self._summary: Summary | None = None
        self._said: Said | None = None
        self._files: dict[str, Callable[[], bytes]] = {}

    def read(self, path: str) -> bytes | None:
        with self._lock:
            draw = self._current().get(path)
            return draw() if draw else None

    def _current(self) -> dict[str, Callable[[], bytes]]:
        if self._summary is None:
            self._summary = read_published(self._published)
        if self._summary is None:
            raise NoRelease
        said = self._commons(self._summary.agencies) if self._commons else None
        if not self._files or said is not self._said:
            whole = with_commons(self._summary, said) if said else self._summary
            shapes = self._outlines() if self._outlines else None
            self._files, self._said = site_files(whole, {}, self._shell, shapes=shapes), said
        return self._files


def released_site(
    shell: Path, published: Path = PUBLISHED, *, outlines: Outlines | None = None, commons: Commons | None = None
) -> Site:
    """The summary release; read on the first request, each page drawn when it is asked for."""
    return _Released(shell, published, outlines, commons).read


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD of a site's files; a folder's address is that of its index.html."""

    protocol_version = "HTTP/1.1"
    server_version = "Fanlight"
    sys_version = ""
    timeout = 30.0  # s that a connection may say nothing: each holds a thread and a file
    site: Site

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        path = path + "index.html" if not path or path.endswith("/") else path
        body = self.site(path) if "\0" not in path else None
        kind = TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        self.send_response(HTTPStatus.OK if body is not None else HTTPStatus.NOT_FOUND)
        if body is None:
            body, kind = MISSING, "text/html"
        if kind.startswith(TEXT):
            kind += "; charset=utf-8"
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Who looks at which agency is written nowhere."""


class _Server(ThreadingHTTPServer):
    """A thread for each connection, all ended with the program."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Who hung up is written nowhere either; what broke in here is."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            sys.stderr.write(f"fanlight record: {type(error).__name__}: {error}\n")


def make_server(site: Site, port: int) -> ThreadingHTTPServer:
    """A server that is bound and not yet running; raises RecordPortTaken. Port 0 takes any."""
    handler = type("Handler", (_Handler,), {"site": staticmethod(site)})
    try:
        server = _Server((HOST, port), handler)
    except OSError as error:
        raise RecordPortTaken(
            f"Port {port} cannot be used: {error.strerror}.", remedy=f"Choose another: RECORD_PORT={port + 1}"
        ) from error
    return server
