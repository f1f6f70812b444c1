"""People who sign, read their mail and press the button; some sign twice in another spelling, some press twice."""

from __future__ import annotations

import queue
import random
import re
import socket
import threading
import time
import urllib.parse
from collections.abc import Iterator

from aiosmtpd.controller import Controller
from benchmarks.petitions.commons import free_port

AT_ONCE = 48  # people who wait for an answer at one time
NO_MORE = 90.0  # s without anything new: longer than a lease of mails, which a killed tend may leave behind
DUPLICATES = 0.1
PRESSED_TWICE = 0.05


class Mailboxes:
    """Hands on each mail's link; whose mailbox it is stands in its address."""

    def __init__(self, links: queue.SimpleQueue[tuple[int, str]]) -> None:
        self._links = links
        self.mails = 0

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802 aiosmtpd's name
        text = envelope.content.decode().replace("=\r\n", "").replace("=3D", "=")  # type: ignore[attr-defined]
        found = re.search(r"http://[^/]+(/petitions/\S+/confirm/\S+)", text)
        assert found, "a mail without a link"
        self.mails += 1
        self._links.put((person_of(envelope.rcpt_tos[0]), found.group(1)))  # type: ignore[attr-defined]
        return "250 OK"


def mailbox(person: int, spelling: int) -> str:
    """Half of the mailboxes at a provider that knows dots and tags."""
    if person % 2:
        return (f"person{person}@example.org", f"PERSON{person}@Example.ORG")[spelling]
    return (f"person{person}@gmail.com", f"Per.son{person}+council@googlemail.com")[spelling]


def person_of(address: str) -> int:
    return int("".join(re.findall(r"\d", address)))


class Crowd:
    """`receipts`: the signature's number that the commons answered, by person."""

    def __init__(self, signatures: int, chance: random.Random) -> None:
        self.receipts: dict[int, str] = {}
        self.sent = self.twice = 0
        self.mailboxes = signatures
        self._forms = self._drawn(signatures, chance)
        self._chance = chance
        self._links: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
        self._boxes = Mailboxes(self._links)
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._fault: BaseException | None = None
        self.smtp_port = free_port()
        self._smtp = Controller(self._boxes, hostname="127.0.0.1", port=self.smtp_port)
        self._smtp.start()

    @property
    def mails(self) -> int:
        return self._boxes.mails

    def run(self, port: int, number: str, ends: float) -> Iterator[int]:
        """How many are confirmed, ten times a second until all are, or `ends` (monotonic), or nothing more comes."""
        people = [threading.Thread(target=self._be_people, args=(port, number)) for _ in range(AT_ONCE)]
        for one in people:
            one.start()
        seen, at = 0, time.monotonic()
        while seen < self.mailboxes and time.monotonic() < min(ends, at + NO_MORE) and not self._over.is_set():
            if len(self.receipts) > seen:
                seen, at = len(self.receipts), time.monotonic()
            yield seen
            time.sleep(0.1)
        self._over.set()
        for one in people:
            one.join()
        if self._fault is not None:
            raise self._fault

    def end(self) -> None:
        self._over.set()
        self._smtp.stop()

    @staticmethod
    def _drawn(signatures: int, chance: random.Random) -> Iterator[tuple[int, int]]:
        for person in range(signatures):
            yield person, 0
            if chance.random() < DUPLICATES:
                yield chance.randrange(person + 1), 1

    def _be_people(self, port: int, number: str) -> None:
        try:
            self._act(port, number)
        except BaseException as fault:
            self._fault = fault
            self._over.set()

    def _act(self, port: int, number: str) -> None:
        """Whose mail has come presses the button; else the next one signs."""
        while not self._over.is_set():
            try:
                self._press(port, *self._links.get_nowait())
                continue
            except queue.Empty:
                pass
            with self._turn:
                form = next(self._forms, None)
            if form is not None:
                self._sign(port, number, *form)
                continue
            try:
                self._press(port, *self._links.get(timeout=0.2))
            except queue.Empty:
                continue

    def _sign(self, port: int, number: str, person: int, spelling: int) -> None:
        form = {
            "name": f"Person {person}",
            "mail": mailbox(person, spelling),
            **({"shown": "on"} if person % 4 else {}),
        }
        status, _ = self._post(port, source(person), f"/petitions/{number}/sign/", urllib.parse.urlencode(form))
        assert status in (302, 0), status
        with self._turn:
            self.sent += status == 302

    def _press(self, port: int, person: int, link: str) -> None:
        for _ in range(2 if self._chance.random() < PRESSED_TWICE else 1):
            status, location = self._post(port, source(person), link, "")
            if status == 0:
                return
            assert status == 302, status
            with self._turn:
                self.twice += person in self.receipts
                self.receipts[person] = location.rstrip("/").rpartition("/")[2]

    def _post(self, port: int, address: str, path: str, body: str) -> tuple[int, str]:
        """Until the commons answers, which is killed in the middle; 0 where all is over before."""
        message = (
            f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()
        while not self._over.is_set():
            answer = b""
            try:
                with socket.create_connection(("127.0.0.1", port), 30, (address, 0)) as connection:
                    connection.sendall(message)
                    while block := connection.recv(65_536):
                        answer += block
            except OSError:
                pass
            status = int(answer[9:12] or 0)
            if 0 < status < 500:
                found = re.search(rb"\r\nlocation: (\S+)", answer, re.IGNORECASE)
                return status, found.group(1).decode() if found else ""
            time.sleep(0.1)
        return 0, ""


def source(person: int) -> str:
    """Fifty thousand networks of the loopback."""
    return f"127.{1 + person % 200}.{person // 200 % 250}.1"
