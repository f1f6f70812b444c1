"""The web process: granian, one worker, on the loopback."""

from __future__ import annotations

import sys

from fanlight.project.environ import Environ

END_STREAMS_WITHIN = 3  # s: open live views must not hold up a stop


def serve(environ: Environ) -> int:
    """The home's pages."""
    return serve_application("fanlight.project.asgi:application", environ.bind, environ.port)


def serve_application(application: str, address: str, port: int) -> int:
    """Until SIGTERM. One worker, because one process holds the connections to the recorder."""
    from granian.constants import Interfaces, Loops
    from granian.server import Server

    server = Server(
        application,
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        workers=1,
        loop=Loops.asyncio,
        websockets=False,
        log_enabled=True,
        log_level="warning",
        workers_kill_timeout=END_STREAMS_WITHIN,
        respawn_failed_workers=False,
    )
    server.serve()
    return 0 if not sys.exc_info()[0] else 1
