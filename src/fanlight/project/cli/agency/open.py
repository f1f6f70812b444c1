"""`fanlight agency open`: opens a sealed package into a page of this computer alone, or into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError

if TYPE_CHECKING:
    from fanlight.project.agency_page.opened import Opened

FILE = click.Path(path_type=Path, dir_okay=False)


class ReceiptImpossible(FanlightError):
    """No receipt can be written."""

    exit_code = 2


class PagePortTaken(FanlightError):
    """Another program has the page's port."""

    remedy = "Leave --port out: any free one is taken."
    exit_code = 2


@click.command("open")
@click.argument("package", type=FILE)
@click.option("--identity", required=True, type=FILE, help="agency-identity.txt of fanlight agency key.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the opened bag here instead of showing a page.")
@click.option("--signer", type=FILE, help="agency-signer.pem: for the receipt.")
@click.option("--receipt", type=FILE, help="With --out and --signer: write the signed receipt here.")
@click.option("--ledger", type=click.Path(path_type=Path, file_okay=False), help="Folder of the log, for its proofs.")
@click.option("--vkey", type=FILE, help="File with the log's verifier key.")
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Port of the page; any free one if not given.")
def open_package(
    package: Path,
    identity: Path,
    out: Path | None,
    signer: Path | None,
    receipt: Path | None,
    ledger: Path | None,
    vkey: Path | None,
    port: int,
) -> None:
    """Open PACKAGE (.age): a page on 127.0.0.1 with request, film, checks and receipt. 1 if it does not stand."""
    from fanlight.project.cli.verify import told

    if receipt and not (out and signer):
        raise ReceiptImpossible("--receipt needs --out and --signer.")
    opened = _opened(package, identity, signer, ledger, vkey)
    if out is None:
        _show(opened, port)
        return
    from fanlight.trust.papers.package.folder import write_folder

    write_folder(opened.files, out)
    if receipt and not opened.broken:
        _write_receipt(opened, receipt)
    told(opened.checks)


def _opened(package: Path, identity: Path, signer: Path | None, ledger: Path | None, vkey: Path | None) -> Opened:
    from fanlight.project.agency_page.opened import Opened
    from fanlight.project.cli.verify import file_start, in_log_checks
    from fanlight.trust.papers.package.identity import read_identity, read_signer
    from fanlight.trust.papers.package.seal import opened
    from fanlight.trust.papers.package.tar import read_archive
    from fanlight.trust.papers.package.verify import verify
    from fanlight.trust.papers.upload import SEALED_LIMIT

    key = read_identity(file_start(identity))
    signing = read_signer(file_start(signer)) if signer else None
    sealed = file_start(package, SEALED_LIMIT + 1)
    files = read_archive(opened(sealed, key))
    checks = [*verify(files), *in_log_checks(files, ledger, vkey)]
    return Opened(sealed, files, checks, signing, SystemClock())


def _show(opened: Opened, port: int) -> None:
    """Serve until Ctrl-C."""
    from fanlight.project.agency_page.server import PackageServer

    try:
        server = PackageServer(opened, port)
    except OSError as error:
        raise PagePortTaken(f"Port {port} cannot be used: {error.strerror}.") from None
    if opened.broken:
        click.echo(f"This package does not stand: {', '.join(opened.broken)}", err=True)
    click.echo(f"Open {server.address} in a browser of this computer. Ctrl-C ends it; nothing is written to disk.")
    with server:
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            click.echo("Ended.")


def _write_receipt(opened: Opened, path: Path) -> None:
    signed = opened.signed()
    assert signed is not None  # the package stands and there is a signer
    try:
        with path.open("xb") as file:
            file.write(signed)
    except OSError as error:
        raise ReceiptImpossible(f"{path} cannot be written: {error.strerror}.") from None
