"""`fanlight witness`: a witness of public logs, a small service of its own (C2SP tlog-witness)."""

from __future__ import annotations

import secrets
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.ground.clock import Clock, SystemClock
from fanlight.ground.errors import FanlightError

if TYPE_CHECKING:
    from fanlight.trust.ledger.note import VerifierKey


class NoAddress(FanlightError):
    """The witness cannot listen there."""

    remedy = "Give another HOST:PORT."
    exit_code = 2


class NoLogKey(FanlightError):
    """A log's key cannot be read."""

    remedy = "Give the file with the vkey that the log's operator publishes."
    exit_code = 2


@click.command()
@click.argument("address", metavar="HOST:PORT")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for key and state."
)
@click.option(
    "--log", "logs", multiple=True, required=True, type=click.Path(path_type=Path), help="Vkey file of a log."
)
@click.option("--name", help="Name of the witness in its key, as library.example.org; HOST:PORT where absent.")
@click.option(
    "--moved-clock", type=click.Path(path_type=Path), hidden=True, help="The demo's clock; .invalid logs only."
)
def witness(address: str, data: Path, logs: tuple[Path, ...], name: str | None, moved_clock: Path | None) -> None:
    """Cosign the heads of public logs that only ever grow; prints its own key when it is ready."""
    from fanlight.ground.keys import kept_secret
    from fanlight.trust.ledger.note import COSIGNATURE, SigningKey
    from fanlight.trust.ledger.witness import Witness
    from fanlight.trust.ledger.witness_http import WitnessServer

    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or len(port) > 5 or int(port) > 65_535:
        raise NoAddress(f"{address} is not HOST:PORT.")
    known = [_log_key(path) for path in logs]
    seed = kept_secret(data / "witness.key", lambda: secrets.token_bytes(32))
    key = SigningKey(name or address, COSIGNATURE, seed)
    host = host.strip("[]")
    try:
        server = WitnessServer(host, int(port), Witness(key, known, data / "logs"), _clock(known, moved_clock))
    except OSError as error:
        raise NoAddress(f"{address} cannot be used: {error.strerror}.") from None
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())  # waits for the loop to end
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"witness http://{shown}:{server.server_port}/ {key.verifier.vkey}")
    with server:
        server.serve_forever()


def _log_key(path: Path) -> VerifierKey:
    from fanlight.trust.ledger.faults import Malformed
    from fanlight.trust.ledger.note import ED25519, parse_vkey

    try:
        key = parse_vkey(path.read_text("ascii").strip())
    except (OSError, UnicodeDecodeError, Malformed) as error:
        raise NoLogKey(f"{path}: {error}") from None
    if key.kind != ED25519:
        raise NoLogKey(f"{path} holds a witness's key.")
    return key


def _clock(logs: list[VerifierKey], moved_clock: Path | None) -> Clock:
    from fanlight.ground.moved_clock import clock_for, is_made_up

    made_up = all(is_made_up(log.name) for log in logs)
    return clock_for(logs[0].name, SystemClock(), moved_clock if made_up else None)
