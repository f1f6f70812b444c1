"""`fanlight record serve`: a built site, or the summary release that Fanlight carries, on this computer."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from fanlight.project.environ import environ


@click.command()
@click.argument("site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def serve(site: Path | None) -> None:
    """Serve SITE, or the summary release, at RECORD_PORT (8070) until told to stop."""
    from fanlight.record.release.server import folder_site, make_server

    if site is None:
        from fanlight.project.record_site import shipped_site

        found = shipped_site()
    else:
        found = folder_site(site)
    server = make_server(found, environ().record_port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    click.echo(f"record http://localhost:{server.server_address[1]}/")
    server.serve_forever()
    server.server_close()
