"""The processes of a home: recorder, tend, pages; beside them the record and, in the demo, cameras and a commons."""

from __future__ import annotations

import socket
import sys
import time

from fanlight.project.environ import Environ
from fanlight.project.supervisor import PortTaken, Supervisor, refuse_taken_port

DEMO_WITHIN = 10.0  # s that the recorder waits for the demo's cameras
BESIDE_HOST = "127.0.0.1"  # where record and commons listen


class HomeSupervisor(Supervisor):
    """What `fanlight home` runs."""

    def __init__(self, environ: Environ) -> None:
        roles = ["recorder", "tend", "web"]
        if environ.demo:
            roles.insert(0, "demo")
        if _can_be_served("record", environ.record_port, "RECORD_PORT", environ.port):
            roles.append("record")
        if environ.commons and _can_be_served("commons", environ.commons_port, "COMMONS_PORT", environ.port):
            roles.append("commons")
        super().__init__(environ, roles)

    def _address(self) -> tuple[str, int]:
        return self._environ.bind, self._environ.port

    def _may_start(self, role: str) -> bool:
        """The recorder waits a moment for the demo's cameras, so that a start leaves no gap that means nothing."""
        if role != "recorder" or not self._environ.demo or time.monotonic() > self._began + DEMO_WITHIN:
            return True
        port = self._environ.data / "demo" / "port"
        try:
            with socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=0.2):
                return True
        except (OSError, ValueError):
            return False

    def _announce(self, prepared: dict[str, str], until: float) -> None:
        lines = [f"ready {self._environ.origin}/"]
        if code := prepared.get("first_owner"):
            lines.append(f"first owner {self._environ.origin}/start?code={code}")
        print("\n".join(lines), flush=True)
        self._announce_record(until)

    def _announce_record(self, until: float) -> None:
        """The record's own ready line, once somebody listens there. The commons says its own."""
        served = any(child.role == "record" for child in self._children)
        while served and time.monotonic() < until and not self._ending.is_set():
            try:
                with socket.create_connection((BESIDE_HOST, self._environ.record_port), timeout=2):
                    print(f"record http://localhost:{self._environ.record_port}/", flush=True)
                    return
            except OSError:
                time.sleep(0.1)


def _can_be_served(what: str, port: int, setting: str, home_port: int) -> bool:
    """What stands beside the home: a port that another program has stops it, not the home."""
    try:
        refuse_taken_port(BESIDE_HOST, port, f"{setting}={port + 1}")
    except PortTaken as taken:
        print(f"fanlight: the {what} is not served. {taken.words()}", file=sys.stderr)
        return False
    return port != home_port
