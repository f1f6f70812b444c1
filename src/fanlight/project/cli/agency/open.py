"""`fanlight agency open`: opens a sealed package into a folder, or into a page of this computer alone."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("open")
@click.argument("package", type=FILE)
@click.option("--identity", required=True, type=FILE, help="agency-identity.txt of fanlight agency key.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write, which must not exist.")
def open_package(package: Path, identity: Path, out: Path) -> None:
    """Open PACKAGE (.age) and say which checks it passes."""
    from fanlight.project.cli.verify import told
    from fanlight.trust.papers.package.folder import write_folder
    from fanlight.trust.papers.package.identity import read_identity
    from fanlight.trust.papers.package.seal import opened
    from fanlight.trust.papers.package.tar import read_archive
    from fanlight.trust.papers.package.verify import verify

    files = read_archive(opened(package.read_bytes(), read_identity(identity.read_bytes())))
    write_folder(files, out)
    told(verify(files))
