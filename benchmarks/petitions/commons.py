"""A real commons on ports and a folder of its own, what its processes cost, and killing one of them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
MAKE = """
from fanlight.project.django_ready import COMMONS, ready
ready(COMMONS)
from fanlight.commons.petitions.actions import writing
from fanlight.ground.clock import SystemClock
from fanlight.people.models import Person
now = SystemClock().now()
author, steward = Person.objects.create_user("author"), Person.objects.create_user("steward")
made = writing.write(author=author, demand="End the partnership with the camera company", addressee="Council",
                     why="Because. " * 20, goal=1000, agency="", now=now)
writing.take(petition=made, step="submit", person=author, is_steward=False, now=now)
writing.take(petition=made, step="open", person=steward, is_steward=True, now=now)
print(made.number)
"""


RESTARTS_WITHIN = 30.0  # s; the supervisor waits one before it starts a role again


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Commons:
    """`fanlight commons` without its demo."""

    def __init__(self, folder: Path, smtp: int, database: str) -> None:
        self.port = free_port()
        self.data = folder / "commons"
        self._gone: dict[str, float] = {}
        self._number = ""
        inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}  # pytest's
        self._environment = {
            **inherited, "FANLIGHT_DATA": str(folder), "COMMONS_PORT": str(self.port), "FANLIGHT_DEMO": "0",
            "FANLIGHT_SMTP": f"smtp://127.0.0.1:{smtp}", "DATABASE_URL": database,
        }  # fmt: skip
        self._process = subprocess.Popen(
            [ROOT / ".venv/bin/fanlight", "commons"], env=self._environment, stdout=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        assert self._process.stdout
        assert self._process.stdout.readline().startswith("commons ")

    def make_petition(self) -> str:
        done = subprocess.run([sys.executable, "-c", MAKE], env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        self._number = done.stdout.strip()
        return self._number

    def cpu(self) -> dict[str, float]:
        """Seconds that each role's processes used until now, those that were killed among them."""
        used = dict(self._gone)
        for pid, role in self._roles().items():
            used[role] = used.get(role, 0.0) + _seconds(pid)
        return used

    def kill(self, role: str) -> None:
        """The process that does the work: of the pages the worker. Waits for one that is being started again."""
        ends = time.monotonic() + RESTARTS_WITHIN
        while not (pids := [pid for pid, its in self._roles().items() if its == role]):
            assert time.monotonic() < ends, f"{role} was not started again within {RESTARTS_WITHIN} s"
            time.sleep(0.05)
        victim = max(pids, key=_seconds)
        for pid in pids:  # its parent ends too and is started again: what they used would be forgotten
            self._gone[role] = self._gone.get(role, 0.0) + _seconds(pid)
        os.kill(victim, signal.SIGKILL)

    def wait_counted(self, signatures: int, longest: float) -> int:
        """What the petition's card says once all is counted, or after that many seconds."""
        ends = time.monotonic() + longest
        while True:
            counted = self._shown()
            if counted >= signatures or time.monotonic() > ends:
                return counted
            time.sleep(0.2)

    def _shown(self) -> int:
        try:
            address = f"http://127.0.0.1:{self.port}/petitions/{self._number}/embed/"
            with urllib.request.urlopen(address, timeout=20) as answer:
                found = re.search(r"([\d,]+) signature", answer.read().decode())
        except OSError:  # killed a moment ago
            return 0
        assert found
        return int(found.group(1).replace(",", ""))

    def _roles(self) -> dict[int, str]:
        """Processes under the supervisor, by the role of its child."""
        parents = {int(entry.name): _parent(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
        roles = {}
        for pid in parents:
            chain = [pid]
            while chain[-1] and chain[-1] != self._process.pid:
                chain.append(parents.get(chain[-1], 0))
            if chain[-1] == self._process.pid and len(chain) > 1:
                roles[pid] = _role(chain[-2])
        return roles

    def end(self) -> None:
        assert self._process.stdout
        self._process.terminate()
        self._process.wait(20)
        self._process.stdout.close()


def postgres_cpu() -> float:
    """Seconds of all PostgreSQL processes of this machine, those of connections that ended among them."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "comm").read_text().strip() == "postgres":
                total += _seconds(int(entry.name), reaped=True)
        except OSError:
            continue
    return total


def _stat(pid: int) -> list[str]:
    return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()


def _parent(entry: Path) -> int:
    try:
        return int(_stat(int(entry.name))[1])
    except OSError:
        return 0


def _role(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().split(b"\0")[-2].decode()
    except (OSError, IndexError):
        return "ended"


def _seconds(pid: int, *, reaped: bool = False) -> float:
    """User and system time (proc(5): fields 14 to 17)."""
    try:
        fields = _stat(pid)
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11 : 15 if reaped else 13]) / TICK
