"""`fanlight agency read-post`: a post that a neighbour forwarded, opened with the agency's identity."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.cli.verify import file_start

if TYPE_CHECKING:
    from fanlight.trust.papers.forwarded import Enclosed

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
LARGEST = 1 << 20  # bytes of a sealed post


class NotInLog(FanlightError):
    """No entry of this log says that this post was sent to this agency."""

    exit_code = 1


@click.command("read-post")
@click.argument("sealed", type=FILE)
@click.option("--identity", required=True, type=FILE, help="The agency's identity: agency-identity.txt.")
@click.option("--ledger", help="The log it must stand in: a folder, or an address that ends in /log/.")
def read_post(sealed: Path, identity: Path, ledger: str | None) -> None:
    """Print the forwarded post in SEALED; with --ledger only where its entry in the log fits."""
    from fanlight.trust.papers.forwarded import Enclosed
    from fanlight.trust.papers.package.identity import read_identity
    from fanlight.trust.papers.package.seal import opened, recipient_of

    secret = read_identity(file_start(identity))
    enclosed = Enclosed.parse(bytes(opened(file_start(sealed, LARGEST), secret)))
    if ledger is not None:
        _demand_entry(enclosed, ledger, recipient_of(secret))
    post = enclosed.forwarded.post
    at = datetime.fromtimestamp(post.happened, UTC)
    click.echo(f"{'Alert' if post.urgent else 'Post'} about {post.area}, {at:%Y-%m-%d %H:%M} UTC")
    click.echo(f"By {post.by or 'a neighbour who gives no name'}, for {enclosed.forwarded.agency}")
    click.echo(f"\n{post.what}")


def _demand_entry(enclosed: Enclosed, ledger: str, recipient: str) -> None:
    """The commitments of its entry, made again from what was opened; a log that is not good is refused."""
    from fanlight.project.cli.ledger import opened
    from fanlight.trust.ledger.head import Trust
    from fanlight.trust.ledger.verify import verify_log
    from fanlight.trust.papers.entry import parse_entry
    from fanlight.trust.papers.forms import PaperError
    from fanlight.trust.papers.unsigned import Sent

    source, log = opened(ledger, None)
    entries: list[bytes] = []
    verify_log(source, Trust(log), lambda _, entry: entries.append(entry))
    for raw in entries:
        try:
            entry = parse_entry(raw)
            if entry.kind == "forward:sent" and entry.id == enclosed.forwarded.entry:
                sent = Sent.read(entry.pub, "pub")
                if sent == enclosed.header(recipient, sent.month):
                    return
        except PaperError:
            continue
    raise NotInLog
