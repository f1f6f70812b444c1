"""The demo's three witnesses: services of their own that hold keys of their own; a real commons runs none."""

from __future__ import annotations

import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fanlight.commons.log.operated import founding_of
from fanlight.ground.clock import SystemClock
from fanlight.ground.keys import kept_secret
from fanlight.ground.moved_clock import clock_for
from fanlight.project.environ import Environ
from fanlight.trust.ledger.note import COSIGNATURE, SigningKey, VerifierKey, parse_vkey
from fanlight.trust.ledger.witness import Witness
from fanlight.trust.ledger.witness_http import WitnessServer

COUNT = 3


@dataclass(frozen=True)
class DemoWitness:
    """One of them: where it keeps its key and what it saw, and where it listens."""

    name: str
    folder: Path
    host: str
    port: int

    def key(self, seed: bytes) -> SigningKey:
        """Its own; `seed` is what it begins with."""
        return SigningKey(self.name, COSIGNATURE, kept_secret(self.folder / "witness.key", lambda: seed))

    def server(self, log: VerifierKey, moved_clock: Path, seed: bytes = b"") -> WitnessServer:
        witness = Witness(self.key(seed), [log], self.folder / "logs")
        return WitnessServer(self.host, self.port, witness, clock_for(log.name, SystemClock(), moved_clock))


def witness_folder(environ: Environ, number: int) -> Path:
    """Beside the commons' own files only because it is a demo."""
    return environ.data / "demo" / "witnesses" / str(number)


def serve(environ: Environ, number: int) -> int:
    """The process of one of the three, until SIGTERM; its address is the one that the founding pins."""
    founding = founding_of(environ.commons_data / "log")
    named = founding.witnesses[number - 1]
    parts = urlsplit(named.url)
    witness = DemoWitness(named.name, witness_folder(environ, number), parts.hostname or "", parts.port or 0)
    server = witness.server(parse_vkey(founding.log), environ.data / "demo" / "clock")
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: threading.Thread(target=server.shutdown).start())
    with server:
        server.serve_forever()
    return 0
