"""Starts the processes of a role (home, commons), starts them again when they die, and ends them together."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from fanlight.ground.errors import FanlightError
from fanlight.project.environ import Environ

READY_WITHIN = 60.0  # s: a slow card on first start, with its migrations
END_WITHIN = 8.0  # s: the interface promises 10 to the outside
BACK_OFF = (0.5, 1.0, 2.0, 5.0, 10.0)  # s between starts of a process that keeps dying
SETTLED = 30.0  # s after which a process counts as running well and its back-off begins anew
LOCKED = 3  # exit status of a recorder that found the data directory taken


class PortTaken(FanlightError):
    """Another program has this port."""

    exit_code = 2


class SaidAlready(FanlightError):
    """A process said what is wrong and ended."""

    exit_code = LOCKED
    is_said = True  # a second line would only puzzle


class PreparationFailed(FanlightError):
    """It could not be prepared; the reason stands above."""

    exit_code = 2


class NotReady(FanlightError):
    """The pages did not answer in time; the reason stands above."""

    exit_code = 1


@dataclass(slots=True)
class Child:
    """One supervised process."""

    role: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    next_start: float = field(default=0.0)


def refuse_taken_port(host: str, port: int, other: str = "PORT=8081") -> None:
    """Say now, in words, what the web server would say later in a traceback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} cannot be used: {error.strerror}.", remedy=f"Choose another: make run {other}"
            ) from None


class Supervisor(ABC):
    """`run()` returns the exit status once every process has ended. A role says which processes and how it is ready."""

    prepare_role = "prepare"
    end_within = END_WITHIN

    def __init__(self, environ: Environ, roles: list[str]) -> None:
        self._environ = environ
        self._ending = threading.Event()
        self._began = 0.0
        self._children = [Child(role) for role in roles]

    @abstractmethod
    def _address(self) -> tuple[str, int]:
        """Where the pages listen."""

    def _may_start(self, role: str) -> bool:
        """Whether this process need not wait for another any more."""
        return True

    @abstractmethod
    def _announce(self, prepared: dict[str, str], until: float) -> None:
        """The ready lines, once the pages answer."""

    def _refuse_taken(self) -> None:
        refuse_taken_port(*self._address())

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._ending.set())
        self._refuse_taken()
        prepared = self._prepare()
        if self._ending.is_set():
            return 0
        self._began = time.monotonic()
        announcing = threading.Thread(target=self._when_ready, args=(prepared,), daemon=True)
        try:
            self._start_due()
            announcing.start()
            while not self._ending.wait(0.2):
                self._look_after()
                self._start_due()
        finally:
            self._end_all()
        return 0

    def _prepare(self) -> dict[str, str]:
        """Tables, static files, the demo, in a process of its own so that this one stays small."""
        process = subprocess.Popen(
            [sys.executable, "-m", "fanlight.project.roles", self.prepare_role], stdout=subprocess.PIPE
        )
        try:
            while process.poll() is None and not self._ending.is_set():
                time.sleep(0.02)
            if self._ending.is_set():
                process.terminate()
            out, _ = process.communicate(timeout=END_WITHIN)
        finally:
            if process.poll() is None:
                process.kill()
        if self._ending.is_set():
            return {}
        if process.returncode == LOCKED:
            raise SaidAlready
        if process.returncode:
            raise PreparationFailed
        answer: dict[str, str] = json.loads(out.splitlines()[-1])
        return answer

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.process is None and now >= child.next_start and self._may_start(child.role):
                child.process = subprocess.Popen([sys.executable, "-m", "fanlight.project.roles", child.role])
                child.started = now

    def _look_after(self) -> None:
        for child in self._children:
            if child.process is None or child.process.poll() is None:
                continue
            status, child.process = child.process.returncode, None
            if child.role == "recorder" and status == LOCKED:
                raise SaidAlready
            now = time.monotonic()
            child.deaths = 0 if now - child.started > SETTLED else child.deaths + 1
            wait = BACK_OFF[min(child.deaths, len(BACK_OFF) - 1)]
            child.next_start = now + wait
            print(
                f"fanlight: {child.role} ended with status {status}; starting it again in {wait:g} s", file=sys.stderr
            )

    def _when_ready(self, prepared: dict[str, str]) -> None:
        """Announce once `/healthz` answers, or end everything."""
        host, port = self._address()
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and not self._ending.is_set():
            try:
                with urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        break
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        else:
            if not self._ending.is_set():
                print(f"fanlight: {NotReady().words()}", file=sys.stderr)
                self._ending.set()
            return
        self._announce(prepared, until)

    def _end_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + self.end_within
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def follow_parent() -> None:
    """A child whose supervisor was killed ends too: nobody would start or stop it any more."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True, name="parent").start()
