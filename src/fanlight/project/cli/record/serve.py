"""`fanlight record serve`: a built site, or the summary release that Fanlight carries, on this computer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.project.environ import environ

if TYPE_CHECKING:
    from fanlight.record.release.server import Commons


def said_by(path: Path) -> Commons:
    """Files, read for the register's ids on the first request; raises WrongConduct at once where one is wrong."""
    from fanlight.record.release.commons import Said, read_commons

    read_commons(path, ())
    found: list[Said] = []

    def read(known: Collection[str]) -> Said:
        if not found:
            found.append(read_commons(path, known))
        return found[0]

    return read


@click.command()
@click.argument("site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--commons",
    type=click.Path(exists=True, path_type=Path),
    help="What commons say of agencies (record:conduct), beside the summary release: a file, or a folder of them.",
)
def serve(site: Path | None, commons: Path | None) -> None:
    """Serve SITE, or the summary release, at RECORD_PORT (8070) until told to stop."""
    from fanlight.record.release.server import folder_site, make_server

    if site is not None and commons is not None:
        raise click.UsageError("A built site has its commons from its build: record build --commons.")

    if site is None:
        from fanlight.project.record_site import OUTLINES_FOLDER, shipped_site

        found = shipped_site(environ().data / OUTLINES_FOLDER, said_by(commons) if commons else None)
    else:
        found = folder_site(site)
    server = make_server(found, environ().record_port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    click.echo(f"record http://localhost:{server.server_address[1]}/")
    server.serve_forever()
    server.server_close()
