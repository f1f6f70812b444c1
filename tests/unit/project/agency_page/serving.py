"""A package server that runs in a thread, and one HTTP exchange with it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fanlight.ground.clock import SystemClock
from fanlight.project.agency_page.opened import Opened
from fanlight.project.agency_page.server import PackageServer
from fanlight.trust.papers.package.identity import read_signer
from fanlight.trust.papers.package.tar import read_archive
from fanlight.trust.papers.package.verify import verify
from tests.unit.trust.papers.package.making import Made, sealed


def opened(package: Made, *, signing: bool = True) -> Opened:
    files = read_archive(package.archive)
    signer = read_signer(package.community.keys.signer_pem) if signing else None
    return Opened(sealed(package), files, verify(files), signer, SystemClock())


@contextmanager
def serving(what: Opened) -> Iterator[PackageServer]:
    with PackageServer(what) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def asked(
    server: PackageServer, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    try:
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()
