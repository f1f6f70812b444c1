"""The record beside a home: the summary release, served on the loopback; beside a commons, with what that says."""

from __future__ import annotations

import http.client
import signal
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from pathlib import Path

from fanlight.project.environ import Environ
from fanlight.record.release.commons import LARGEST, Said, WrongConduct, parse_commons
from fanlight.record.release.outlines import lying
from fanlight.record.release.published import NATIONAL, PUBLISHED
from fanlight.record.release.server import Commons, NoRelease, Site, make_server, released_site

SHELL = Path(__file__).parent / "static" / "shell"  # colours and ground of all our pages
OUTLINES_FOLDER = "outlines"  # in the data directory
SAYS = "/record.json"  # where a commons says it
LOOPBACK = "127.0.0.1"
EVERY = 60.0  # s between two looks at the commons
WITHIN = 2.0  # s that a page of the record waits for it


def shipped_site(outlines: Path | None = None, commons: Commons | None = None) -> Site:
    """The summary release; raises NoRelease at once where this copy has none. `outlines`: folder of the map's."""
    if not (PUBLISHED / NATIONAL).exists():
        raise NoRelease
    return released_site(SHELL, outlines=partial(lying, outlines) if outlines else None, commons=commons)


class CommonsBeside:
    """What the commons of this computer says, looked at once a minute; while it is away, what it said last."""

    def __init__(self, port: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._port, self._monotonic = port, monotonic
        self._looked: float | None = None
        self._bytes, self._said = b"", None  # type: tuple[bytes, Said | None]

    def __call__(self, known: Collection[str]) -> Said | None:
        if self._looked is None or self._monotonic() - self._looked >= EVERY:
            self._looked = self._monotonic()
            found = self._fetched()
            if found and found != self._bytes:
                with suppress(WrongConduct):  # not founded yet, or of another version: the record stands without it
                    self._bytes, self._said = found, parse_commons(found, known, SAYS)
        return self._said

    def _fetched(self) -> bytes:
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=WITHIN)
        try:
            connection.request("GET", SAYS, headers={"Host": f"localhost:{self._port}"})
            answer = connection.getresponse()
            return answer.read(LARGEST + 1) if answer.status == 200 else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()


def serve(environ: Environ) -> int:
    """Until SIGTERM."""
    commons = CommonsBeside(environ.commons_port) if environ.commons else None
    server = make_server(shipped_site(environ.data / OUTLINES_FOLDER, commons), environ.record_port)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor ends us
    server.serve_forever()
    server.server_close()
    return 0
