"""`make demo-ask`: one request all the way, headless, by the real processes; what it leaves can be checked by anybody.

A house and a commons run as in `make run`, on ports and in a folder of their own. The paper with its two signatures
and its review is the demo's first request; the house finds the clips that fit by itself; a resident chooses one; time
passes (the demo's clock is moved); the agency's tool fetches and opens what comes.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fanlight.demo.community.founding import ORIGIN, POLICE
from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError
from fanlight.ground.moved_clock import clock_for
from fanlight.trust.ledger.checkpoint import parse_checkpoint
from fanlight.trust.ledger.cosignature import unverified_time

PATIENCE = 180.0  # s for one step on a slow machine
LATELY = 600  # s of the demo's clock
STEPS, STEP = 12, 20.0  # s to see whether what is due was done; a slow machine sees it a step later
COVERING = 900.0  # s: two passes over the clip, with four cameras recorded beside it
RESIDENT = "resident"
SETTLE = f"""
from fanlight.project.django_ready import ready
ready()
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from fanlight.people.models import Person
person, made = Person.objects.get_or_create(username={RESIDENT!r})
if made:
    RecoveryCodes.activate(person)
"""


class NotDone(FanlightError):
    """A step of the demo did not come to its end."""

    exit_code = 1
    remedy = "What the processes said stands above."


@dataclass
class Thread:
    """One run. `say` prints where it stands."""

    out: Path
    say: Callable[[str], None]
    data: Path
    process: subprocess.Popen[str] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        """House, commons and witnesses, until the block ends."""
        ports = dict(zip(("PORT", "RECORD_PORT", "COMMONS_PORT"), map(str, _free_ports(3)), strict=True))
        self.environment = {**_inherited(), **ports, "FANLIGHT_DATA": str(self.data), "HOST": "localhost"}
        self.say("models that look for faces, persons and vehicles")
        self.fanlight("redact", "--get-models")
        self.say("a house and a commons start")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fanlight.project.cli.entry", "home"],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self._ready()
            yield
        finally:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)

    def _ready(self) -> None:
        assert self.process is not None and self.process.stdout is not None
        seen: set[str] = set()
        while not {"ready", "commons"} <= seen:
            line = self.process.stdout.readline()
            if not line:
                raise NotDone("The house did not start.")
            seen.add(line.split(" ")[0])

    def fanlight(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "fanlight.project.cli.entry", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise NotDone(f"`fanlight {' '.join(arguments[:3])}` ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def settle(self) -> None:
        """Somebody lives there, with recovery codes: without a way back nobody may consent."""
        done = subprocess.run([sys.executable, "-c", SETTLE], env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise NotDone(done.stderr.strip().splitlines()[-1])

    def status(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.fanlight("asks", "status", "--json"))
        return told

    def until(self, what: str, holds: Callable[[dict[str, Any]], Any], patience: float = PATIENCE) -> Any:
        """Waits until the house says so; its own processes do the work."""
        self.say(what)
        ends = time.monotonic() + patience
        while time.monotonic() < ends:
            if found := holds(self.status()):
                return found
            time.sleep(1)
        raise NotDone(f"{what}: not within {patience:.0f} s. {json.dumps(self.status())}")

    def passes(self, span: str) -> None:
        """Time goes by; the witnesses cosign in the new hour, and the house looks."""
        self.say(f"{span} pass")
        self.fanlight("demo", "pass", span)
        ends = time.monotonic() + PATIENCE
        while not self._cosigned_lately():
            if time.monotonic() > ends:
                raise NotDone("The witnesses did not cosign.")
            time.sleep(0.5)
        self.fanlight("asks", "look")

    def _cosigned_lately(self) -> bool:
        head = self.data / "commons" / "log" / "checkpoint"
        now = clock_for(ORIGIN, SystemClock(), self.data / "demo" / "clock").now()
        _, note = parse_checkpoint(head.read_bytes())
        return unverified_time(note) > now.timestamp() - LATELY


def go(out: Path, say: Callable[[str], None]) -> None:
    """Fills OUT with package, package.age, agency-identity.txt, ledger and ledger.vkey."""
    thread = Thread(out, say, out / "work")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the processes end with us
    out.mkdir(parents=True, exist_ok=True)
    with thread.running():
        thread.settle()
        thread.until("the house follows the commons", lambda told: told["follows"])
        ask = thread.until("a request is open and clips fit", open_with_clips)
        film = thread.fanlight(
            "asks", "decide", ask["request"], "--by", RESIDENT, "--clip", str(ask["fits"][0])
        ).strip()
        thread.until("the clip is covered", lambda told: _state(told, film) == "covered", COVERING)
        thread.fanlight("asks", "confirm", film, "--by", RESIDENT)
        thread.passes("25h")
        pass_until(thread, film, "posted")
        pass_until(thread, film, "uploaded")
        thread.passes("12h")
        say("the agency fetches and opens it")
        fetched(thread, film)
    opened(thread)
    shutil.rmtree(thread.data, ignore_errors=True)


def open_with_clips(told: dict[str, Any]) -> Any:
    return next((one for one in told["requests"] if one["state"] == "open" and one["fits"]), None)


def _state(told: dict[str, Any], film: str) -> str:
    return next((str(one["state"]) for one in told["disclosures"] if one["id"] == film), "")


def pass_until(thread: Thread, film: str, state: str) -> None:
    """A quarter of a day at a time until its batch has come; what is due is done within seconds of a look."""
    after = {"posted": ("posted", "uploaded"), "uploaded": ("uploaded",)}[state]
    for _ in range(STEPS):
        ends = time.monotonic() + STEP
        while time.monotonic() < ends:
            if _state(thread.status(), film) in after:
                thread.say(f"it is {state}")
                return
            time.sleep(1)
        thread.passes("6h")
    raise NotDone(f"It was not {state}. {json.dumps(thread.status())}")


def fetched(thread: Thread, film: str) -> None:
    """The sealed package by the agency's own tool, its identity, and a copy of the log."""
    commons = thread.data / "commons"
    thread.out.mkdir(parents=True, exist_ok=True)
    identity = commons / "demo" / "keys" / POLICE / "agency-identity.txt"
    signer = identity.with_name("agency-signer.pem")
    shutil.copyfile(identity, thread.out / "agency-identity.txt")
    url = f"http://localhost:{thread.environment['COMMONS_PORT']}"
    sealed = thread.out / "package.age"
    sealed.unlink(missing_ok=True)
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            thread.fanlight(
                "agency", "fetch", film, "--from", url, "--agency", POLICE, "--key", str(signer), "--out", str(sealed)
            )
            break
        except NotDone:
            if time.monotonic() > ends:
                raise
            time.sleep(2)
    shutil.rmtree(thread.out / "ledger", ignore_errors=True)
    shutil.copytree(commons / "log", thread.out / "ledger")
    shutil.copyfile(commons / "log" / "vkey", thread.out / "ledger.vkey")


def opened(thread: Thread) -> None:
    """By the agency's tool, then checked by the verifier, offline."""
    out = thread.out
    shutil.rmtree(out / "package", ignore_errors=True)
    identity = str(out / "agency-identity.txt")
    thread.fanlight("agency", "open", str(out / "package.age"), "--identity", identity, "--out", str(out / "package"))
    said = thread.fanlight(
        "verify", str(out / "package"), "--ledger", str(out / "ledger"), "--vkey", str(out / "ledger.vkey")
    )
    thread.say(said.rstrip())


def _free_ports(most: int) -> list[int]:
    probes = [socket.socket() for _ in range(most)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _inherited() -> dict[str, str]:
    """What the processes need of this one's environment, and nothing that sets another Fanlight up."""
    from fanlight.project.environ import inherited

    return inherited()
