"""The real tend process: woken, sends, retries, survives its own death, ends in time."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.contract.push.push_service import PushService
from tests.flow.telling.tending import TendProcess

pytestmark = pytest.mark.slow

SET_UP = """
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.tell.actions.devices import add_device
from fanlight.ground.clock import SystemClock
from fanlight.people.models import Person
now = SystemClock().now()
mara = Person.objects.create_user("Mara")
device = {{"origin": "http://localhost:8080", "name": "Phone", "picture": True}}
add_device(person=mara, untrusted_subscription={subscription!r}, now=now, **device)
Camera.objects.create(name="Front door", place="on the path", url="rtsp://127.0.0.1/")
"""
EVENT = """
import cv2, numpy as np
from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
index, at = ArchiveIndex(SystemClock()), micros(SystemClock().now())
picture = cv2.imencode(".jpg", np.random.default_rng(1).integers(0, 255, (540, 960, 3), np.uint8))[1].tobytes()
event = index.open_event(Camera.objects.get().pk, {kind!r}, at, at, None, 0.9)
index.name_event(event, {kind!r}, 0.9, picture)
print(event)
"""


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def tend(tmp_path: Path, service: PushService) -> Iterator[TendProcess]:
    with TendProcess(tmp_path) as running:
        running.python(SET_UP.format(subscription=service.browser().subscription()))
        yield running


def test_an_event_in_the_index_arrives_with_words_and_picture(tend: TendProcess, service: PushService) -> None:
    """The whole way: the recorder names an event, the phone can read what and see where."""
    event = tend.python(EVENT.format(kind="person"))
    (came,) = service.wait(1)
    said = came.message["notification"]
    assert said["title"] == "Somebody on the path"
    assert said["navigate"] == f"http://localhost:8080/clips/{event}/"
    assert said["tag"] == f"event:{event}"
    assert 100 < len(said["data"]["picture"]) * 3 // 4 <= 2500
    assert said["data"]["show"] is True


def test_a_service_that_takes_nothing_is_tried_again(tend: TendProcess, service: PushService) -> None:
    """And told once, when it takes it."""
    service.answers = [(503, {"Retry-After": "1"})]
    tend.python(EVENT.format(kind="press"))
    came = service.wait(2, seconds=10)
    assert len(came) == 2
    assert came[0].message == came[1].message
    assert came[1].at - came[0].at >= 0.9
    time.sleep(1.5)
    assert len(service.arrived) == 2


def test_what_was_written_while_tend_was_dead_is_sent_when_it_lives(tend: TendProcess, service: PushService) -> None:
    """A killed tend loses nothing."""
    tend.stop(signal.SIGKILL)
    tend.python(EVENT.format(kind="press"))
    assert service.wait(1, seconds=0.5) == []
    tend.start()
    assert len(service.wait(1)) == 1


def test_it_ends_within_three_seconds_even_while_a_service_keeps_it_waiting(tend: TendProcess) -> None:
    """SIGTERM: a push service that does not answer holds nothing up, and its row stays for the next start."""
    with Deaf() as port:
        from tests.contract.push.push_service import Browser

        stuck = Browser(f"http://127.0.0.1:{port}/push/stuck").subscription()
        tend.python(
            SET_UP.format(subscription=stuck).replace('"Mara"', '"Jon"').replace("Front door", "Garden")
            + "from fanlight.home.tell.actions.devices import send_test\n"
            + "from fanlight.home.tell.models.ways import Device\n"
            + "send_test(way=Device.objects.get(person__username='Jon'), now=now)\n"
        )
        time.sleep(0.5)
        assert tend.stop() < 3
    waiting = tend.python("from fanlight.home.tell.models.outbox import Sending\nprint(Sending.objects.get().state)")
    assert waiting == "waiting"


def test_apprise_sends_to_the_address_of_a_resident(tend: TendProcess) -> None:
    """Through the real Apprise, in a process of its own, to a real server."""
    with Listening() as (port, got):
        tend.python(
            "from fanlight.home.tell.actions.channels import set_channel\n"
            "from fanlight.people.models import Person\n"
            "from fanlight.ground.clock import SystemClock\n"
            f"set_channel(person=Person.objects.get(), untrusted_url='json://127.0.0.1:{port}/', picture=False,"
            " now=SystemClock().now())"
        )
        tend.python(EVENT.format(kind="person"))
        until = time.monotonic() + 20
        while not got and time.monotonic() < until:
            time.sleep(0.05)
    assert got and got[0]["title"] == "Somebody on the path"
    assert not got[0].get("attachments")


class Listening:
    """An HTTP server that keeps the JSON that it is sent."""

    def __enter__(self) -> tuple[int, list[dict[str, object]]]:
        got: list[dict[str, object]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self._server.server_address[1], got

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Deaf:
    """A port that takes connections and never answers."""

    def __enter__(self) -> int:
        import socket

        self._socket = socket.create_server(("127.0.0.1", 0))
        return int(self._socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._socket.close()
