"""`fanlight agency key`: the agency's age identity and its signer, made once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from fanlight.ground.errors import FanlightError

IDENTITY_FILE, SIGNER_FILE = "agency-identity.txt", "agency-signer.pem"


class KeysThere(FanlightError):
    """There are keys already; they are not overwritten."""

    remedy = "Choose another folder; who loses an identity can open nothing that was sealed for it."
    exit_code = 2


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the keys.")
def key(out: Path) -> None:
    """Make the agency's keys in a folder and print their public halves as JSON, for enrolment."""
    from fanlight.ground.canonical import dumps
    from fanlight.trust.papers.package.identity import new_keys

    keys = new_keys()
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    taken = [name for name in (IDENTITY_FILE, SIGNER_FILE) if (out / name).exists()]
    if taken:
        raise KeysThere(f"{out / taken[0]} is there already; it is not overwritten.")
    for name, content in ((IDENTITY_FILE, keys.identity_file), (SIGNER_FILE, keys.signer_pem)):
        handle = os.open(out / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    click.echo(dumps({"recipient": keys.recipient, "signer": keys.signer.value()}).decode())
