"""`fanlight agency sign`: an Ed25519 signature under a paper, by whoever does not trust the commons' page."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.cli.verify import file_start

FILE = click.Path(path_type=Path, dir_okay=False)
ROLES = ("requester", "supervisor", "reviewer", "steward", "agency")


class PaperUnknown(FanlightError):
    """This is no paper that this program knows."""

    remedy = "Get the paper's bytes from the commons again."
    exit_code = 2


@click.command()
@click.argument("paper", type=FILE)
@click.option("--key", required=True, type=FILE, help="Ed25519 key, PKCS #8 PEM (as agency-signer.pem).")
@click.option("--log-origin", "--origin", "origin", required=True, help="Origin of the log that the paper is for.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="As whom you sign.")
@click.option("--out", type=FILE, help="Write the signature here, else it is printed.")
@click.option("--yes", is_flag=True, help="Do not ask after the words were shown.")
def sign(paper: Path, key: Path, origin: str, role: str, out: Path | None, yes: bool) -> None:
    """Show in words what PAPER says, ask, and sign it: one line of JSON for the commons."""
    from fanlight.ground.canonical import dumps
    from fanlight.project.cli.agency.paper_words import paper_lines
    from fanlight.trust.papers.entry import read_paper
    from fanlight.trust.papers.forms import PaperError
    from fanlight.trust.papers.kinds import RECORD_LIMIT
    from fanlight.trust.papers.members import Origin
    from fanlight.trust.papers.package.identity import read_signer
    from fanlight.trust.papers.signatures import SoftwareSigner
    from fanlight.trust.papers.signing import sign as signed
    from fanlight.trust.papers.signing import to_sign
    from fanlight.trust.papers.wire import parsed

    signer = SoftwareSigner(read_signer(file_start(key)))
    try:
        value = parsed(file_start(paper, RECORD_LIMIT + 1), RECORD_LIMIT)
        said = read_paper(str(value.get("kind")) if isinstance(value, dict) else "", value)
        Origin.__metadata__[0].read(origin, "log-origin")  # type: ignore[attr-defined]
    except PaperError as error:
        raise PaperUnknown(str(error)) from None
    for line in paper_lines(said):
        click.echo(line, err=True)
    digest = to_sign(said, origin, role).hex()
    click.echo(f"\nSigned as {role} for the log {origin} by key {signer.key.id}\ndigest {digest}", err=True)
    if not yes:
        click.confirm("Sign this?", abort=True, err=True)
    line = dumps(signed(said, origin, signer, role).value()).decode()
    if out is None:
        click.echo(line)
    else:
        _written(out, line)


def _written(out: Path, line: str) -> None:
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(f"{line}\n")
    except OSError as error:
        raise PaperUnknown(f"{out} cannot be written: {error.strerror}.", remedy="Choose another file.") from None
