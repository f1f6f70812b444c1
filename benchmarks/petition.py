"""`make bench-petition`: signatures by the whole way, with web and tend killed in the middle.

Real `fanlight commons`, real SMTP on the loopback; each signer posts the form, the mail is read, its button is pressed.
Signers come from many networks (127.x.y.1), as the limit per network is real. On SQLite, then on PostgreSQL where
DATABASE_URL names one (its public tables are made in a schema of their own and dropped). One JSON line each:
`{"name", "signatures", "seconds", "per_second", "counted", "lost", "doubled", "kills"}`; hold to: 200 a second.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[1]
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
COUNT = """
import json, sys
from fanlight.project.django_ready import COMMONS, ready
ready(COMMONS)
from fanlight.commons.agencies import standing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.tree import Tree
petition = Petition.objects.get()
leaves = Tree(standing.origin(), petition.number).from_place(0)
print(json.dumps({"signed": petition.signed, "leaves": len(leaves), "different": len(set(leaves)),
                  "rows": Signature.objects.filter(confirmed_us__isnull=False).count(), "mails": Mail.objects.count()}))
"""


class Mailboxes:
    """Takes mails and hands on the path of the link in each."""

    def __init__(self, links: multiprocessing.Queue[str]) -> None:
        self._links = links

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802 aiosmtpd's name
        text = envelope.content.decode().replace("=\r\n", "")  # type: ignore[attr-defined]
        found = re.search(r"http://[^/]+(/petitions/\S+/confirm/\S+)", text)
        if found:
            self._links.put(found.group(1).replace("=3D", "="))
        return "250 OK"


def post(port: int, source: str, path: str, form: dict[str, str]) -> int:
    """Until the commons answers: it is killed in the middle."""
    body = urllib.parse.urlencode(form)
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(source, 0))
        try:
            connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            answer.read()
            if answer.status < 500:
                return answer.status
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()


def signer(port: int, number: str, numbers: range) -> None:
    for one in numbers:
        source = f"127.{1 + one % 200}.{one // 200 % 250}.1"
        form = {"name": f"Person {one}", "mail": f"person{one}@example.org"}
        status = post(port, source, f"/petitions/{number}/sign/", form)
        assert status == 302, status


def confirmer(port: int, links: multiprocessing.Queue[str], done: multiprocessing.Queue[int]) -> None:
    while (link := links.get()) != "":
        status = post(port, "127.0.0.1", link, {})
        assert status in (302, 410), status
        done.put(1)


class Commons:
    """`fanlight commons` without its demo, on ports and a folder of its own."""

    def __init__(self, folder: Path, smtp: int, database: str) -> None:
        self.port = free_port()
        self.environment = {
            **os.environ, "FANLIGHT_DATA": str(folder), "COMMONS_PORT": str(self.port), "FANLIGHT_DEMO": "0",
            "FANLIGHT_SMTP": f"smtp://127.0.0.1:{smtp}", "DATABASE_URL": database,
        }  # fmt: skip
        self.process = subprocess.Popen(
            [ROOT / ".venv/bin/fanlight", "commons"], env=self.environment, stdout=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout
        assert self.process.stdout.readline().startswith("commons ")

    def run(self, code: str) -> str:
        done = subprocess.run([sys.executable, "-c", code], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def kill(self, role: str) -> None:
        for entry in Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError):
                continue
            if words[-2:-1] == [role.encode()] and parent == self.process.pid:
                os.kill(int(entry.name), signal.SIGKILL)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(name: str, database: str, signatures: int, kills: int) -> None:
    links: multiprocessing.Queue[str] = multiprocessing.Queue()
    done: multiprocessing.Queue[int] = multiprocessing.Queue()
    smtp = Controller(Mailboxes(links), hostname="127.0.0.1", port=free_port())
    smtp.start()
    with tempfile.TemporaryDirectory(prefix="fanlight-petition-") as folder:
        commons = Commons(Path(folder), smtp.port, database)
        try:
            number = commons.run(MAKE)
            began = time.monotonic()
            each = signatures // 4
            workers = [
                multiprocessing.Process(target=signer, args=(commons.port, number, range(at * each, (at + 1) * each)))
                for at in range(4)
            ] + [multiprocessing.Process(target=confirmer, args=(commons.port, links, done)) for _ in range(3)]
            for worker in workers:
                worker.start()
            killing = threading.Thread(target=kill_in_the_middle, args=(commons, done, signatures, kills))
            killing.start()
            killing.join()
            for worker in workers[:4]:
                worker.join()
            print(f"confirmed after {time.monotonic() - began:.1f} s", file=sys.stderr)
            counted = wait_counted(commons, signatures)
            seconds = time.monotonic() - began
            for _ in workers[4:]:
                links.put("")
            line = {
                "name": name, "signatures": signatures, "seconds": round(seconds, 1),
                "per_second": round(signatures / seconds, 1), "counted": counted["signed"],
                "lost": signatures - counted["different"], "doubled": counted["leaves"] - counted["different"],
                "kills": kills,
            }  # fmt: skip
            print(json.dumps(line), flush=True)
        finally:
            commons.end()
            smtp.stop()


def kill_in_the_middle(commons: Commons, done: multiprocessing.Queue[int], signatures: int, kills: int) -> None:
    """Web and tend in turn, spread over the run; ends when all were confirmed."""
    seen, at = 0, 0
    ends = time.monotonic() + 600
    while seen < signatures and time.monotonic() < ends:
        try:
            done.get(timeout=30)
        except queue.Empty:
            return  # a mail was sent twice or not at all: the count says which
        seen += 1
        if at < kills and seen > signatures * (at + 1) / (kills + 1):
            commons.kill("commons-web" if at % 2 == 0 else "commons-tend")
            at += 1


def wait_counted(commons: Commons, signatures: int) -> dict[str, int]:
    """What the database and the tree say once all is counted, or after a minute."""
    ends = time.monotonic() + 60
    while True:
        counted: dict[str, int] = json.loads(commons.run(COUNT).splitlines()[-1])
        if counted["signed"] >= signatures or time.monotonic() > ends:
            return counted
        time.sleep(0.3)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--signatures", type=int, default=4000)
    arguments.add_argument("--kills", type=int, default=2)
    chosen = arguments.parse_args()
    measure("sqlite", "", chosen.signatures, chosen.kills)
    if database := os.environ.get("DATABASE_URL", ""):
        measure("postgresql", database, chosen.signatures, chosen.kills)


if __name__ == "__main__":
    main()
