"""The record beside a home: the summary release, served on the loopback."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

from fanlight.project.environ import Environ
from fanlight.record.release.published import NATIONAL, PUBLISHED
from fanlight.record.release.server import NoRelease, Site, make_server, released_site

SHELL = Path(__file__).parent / "static" / "shell"  # colours and ground of all our pages


def shipped_site() -> Site:
    """The summary release; raises NoRelease at once where this copy has none."""
    if not (PUBLISHED / NATIONAL).exists():
        raise NoRelease
    return released_site(SHELL)


def serve(environ: Environ) -> int:
    """Until SIGTERM."""
    server = make_server(shipped_site(), environ.record_port)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor ends us
    server.serve_forever()
    server.server_close()
    return 0
