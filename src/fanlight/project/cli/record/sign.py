"""`fanlight record sign`: an Ed25519 signature under the paper of five lines, for a commons' log."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("paper", type=FILE)
@click.option("--key", required=True, type=FILE, help="Private key, PKCS #8 PEM (openssl genpkey -algorithm ed25519).")
@click.option("--origin", required=True, help="Origin of the log that the paper is for, as its checkpoint names it.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Else PAPER.sig.")
def sign(paper: Path, key: Path, origin: str, out: Path | None) -> None:
    """Sign PAPER (published.json of a site) and write {"alg","kind","origin","paper","public","signature"}."""
    from fanlight.record.release.signing import sign_file

    target = out or paper.with_name(f"{paper.name}.sig")
    target.write_bytes(sign_file(paper, key, origin))
    click.echo(f"{target}")
