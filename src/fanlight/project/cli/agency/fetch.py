"""`fanlight agency fetch`: a sealed package from a commons' mailbox, asked for with the agency's own key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
import urllib3

from fanlight.ground.errors import FanlightError
from fanlight.project.cli.verify import file_start

if TYPE_CHECKING:
    from fanlight.trust.ledger.source import Source

FILE = click.Path(path_type=Path, dir_okay=False)
CHUNK = 1 << 18
WORDS = 400  # bytes of a refusal that are shown


class NothingFetched(FanlightError):
    """The mailbox gave nothing."""

    exit_code = 2


@click.command()
@click.argument("entry", default="")
@click.option("--from", "url", required=True, help="The commons, as http://localhost:8090")
@click.option("--agency", required=True, help="The agency's short id.")
@click.option("--key", required=True, type=FILE, help="The agency's signer: agency-signer.pem.")
@click.option(
    "--post", is_flag=True, help="A forwarded post instead of a package; opened by `fanlight agency read-post`."
)
@click.option("--out", type=FILE, help="Where the package goes; PACKAGE.age by its entry where nothing is said.")
def fetch(entry: str, url: str, agency: str, key: Path, post: bool, out: Path | None) -> None:
    """Fetch the package of the disclosure ENTRY or a forwarded post, or list what waits."""
    from fanlight.project.cli.ledger import opened
    from fanlight.trust.papers.fetch import Fetch, sign_fetch
    from fanlight.trust.papers.package.identity import read_signer

    source, log = opened(f"{url.rstrip('/')}/log", None)
    at = _witness_time(source)
    wanted = Fetch(entry, at)
    headers = {
        "Fanlight-Agency": agency,
        "Fanlight-Time": str(at),
        "Fanlight-Signature": sign_fetch(wanted, log.name, read_signer(file_start(key))),
    }
    answer = _asked(f"{url.rstrip('/')}/{'forwards' if post else 'mailbox'}/{entry}", headers)
    if not entry:
        for one in json.loads(answer.data):
            click.echo(one)
        return
    target = out or Path(f"{entry}.age")
    beside = target.with_name(f"{target.name}.part")
    with beside.open("wb") as file:
        for part in answer.stream(CHUNK):
            file.write(part)
    beside.replace(target)
    click.echo(
        f"{target} ({target.stat().st_size} bytes); open it with `fanlight agency {'read-post' if post else 'open'}`."
    )


def _witness_time(source: Source) -> int:
    """Not verified: who moves it only makes its own mailbox refuse us."""
    from fanlight.trust.ledger.checkpoint import parse_checkpoint
    from fanlight.trust.ledger.cosignature import unverified_time
    from fanlight.trust.ledger.source import fetch_checkpoint

    _, note = parse_checkpoint(fetch_checkpoint(source))
    time = unverified_time(note)
    if not time:
        raise NothingFetched("No witness has cosigned this log.", remedy="Try again in a quarter of an hour.")
    return time


def _asked(url: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
    try:
        answer = urllib3.request(
            "GET", url, headers=headers, preload_content=False, redirect=False, retries=False, timeout=60.0
        )
    except urllib3.exceptions.HTTPError as error:
        raise NothingFetched(f"The commons did not answer: {type(error).__name__}.") from None
    if answer.status != 200:
        words = answer.read(WORDS).decode(errors="replace").strip()
        raise NothingFetched(f"The mailbox says {answer.status}: {words}")
    return answer
