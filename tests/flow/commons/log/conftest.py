"""A commons' log with three witnesses, each a real service on the loopback with a clock that the test moves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from fanlight.commons.log import actions
from fanlight.commons.log.operated import OperatedLog, log_key, operated_log
from fanlight.demo.community.founding import ORIGIN, founding
from fanlight.demo.community.keys import Keys
from fanlight.demo.community.papers import Community
from fanlight.project.settings.base import MIDDLEWARE
from fanlight.trust.ledger.note import COSIGNATURE, SigningKey
from fanlight.trust.ledger.witness import Witness
from fanlight.trust.ledger.witness_http import WitnessServer

KEYS = Keys(b"a seed of 32 bytes for the tests".ljust(32, b"."))
START = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class HandClock:
    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def move(self, seconds: float) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


@dataclass
class Operated:
    """The log, its folder, the clock of all, and the witnesses' services by number."""

    data: Path
    log: OperatedLog
    clock: HandClock
    community: Community
    servers: list[WitnessServer] = field(default_factory=list)
    tried: object = None

    def round(self) -> actions.Round:
        done, self.tried = actions.go_round(log=self.log, now=self.clock.now(), tried=self.tried)
        return done


@pytest.fixture
def operated(tmp_path: Path) -> Iterator[Operated]:
    clock = HandClock()
    key = log_key(tmp_path, ORIGIN)
    witnesses, servers = {}, []
    for number in (1, 2, 3):
        witness_key = SigningKey(f"witness-{number}.example.invalid", COSIGNATURE, bytes([number]) * 32)
        witness = Witness(witness_key, [key.verifier], tmp_path / f"witness-{number}")
        server = WitnessServer("127.0.0.1", 0, witness, clock)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        witnesses[witness_key.name] = (witness_key.verifier.vkey, f"http://127.0.0.1:{server.server_port}/")
    at = int(clock.now().timestamp())
    community = Community(KEYS, founding(KEYS, checked=at, log=key.verifier.vkey, witnesses=witnesses))
    sealed = community.founded(at=at)
    folder = tmp_path / "log"
    actions.found(folder=folder, key=key, founding=actions.Written(sealed.entry, sealed.body), now=clock.now())
    with override_settings(ROOT_URLCONF="fanlight.project.urls.commons", DATA=tmp_path, MIDDLEWARE=MIDDLEWARE):
        yield Operated(tmp_path, operated_log(tmp_path, folder), clock, community, servers)
    for server in servers:
        server.shutdown()
        server.server_close()
