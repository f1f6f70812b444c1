"""Bell and lights through the real tend process, to a real lamp on the loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.contract.push.push_service import PushService
from tests.flow.telling.tending import TendProcess

pytestmark = pytest.mark.slow

SET_UP = """
from fanlight.ground.clock import SystemClock
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.lights import target
from fanlight.home.lights.actions.lights import RuleWish, add_light, add_rule
from fanlight.home.lights.target import Target, call
lamp = {lamp!r}
made = Target(call("POST", lamp + "/on", ""), call("PUT", lamp + "/off", '{{"on": false}}'), "word")
door = Camera.objects.create(name="Front door", place="on the path", url="rtsp://127.0.0.1/", doorbell=True)
light = add_light(name="Porch", to=made)
add_rule(light=light, wish=RuleWish(door, ["person"], False, 1))
"""
EVENT = """
from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
index, at = ArchiveIndex(SystemClock()), micros(SystemClock().now())
event = index.open_event(Camera.objects.get().pk, "person", at, at, None, 0.9)
index.name_event(event, "person", 0.9, None)
"""
STATE = """
from fanlight.home.lights.models.lights import Light
row = Light.objects.get()
print(row.state, row.wanted, row.failure, sep="|")
"""


class LampServer:
    """Keeps what it is asked; `status` is its answer."""

    def __init__(self) -> None:
        lamp = self
        self.asked: list[tuple[str, str, str, str]] = []
        self.status = 200

        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                self._take()

            def _take(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                lamp.asked.append((self.command, self.path, body, self.headers.get("Authorization", "")))
                self.send_response(lamp.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def wait(self, count: int, seconds: float = 10.0) -> list[tuple[str, str, str, str]]:
        until = time.monotonic() + seconds
        while len(self.asked) < count and time.monotonic() < until:
            time.sleep(0.02)
        return self.asked

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def lamp() -> Iterator[LampServer]:
    made = LampServer()
    yield made
    made.close()


@pytest.fixture
def tend(tmp_path: Path, lamp: LampServer) -> Iterator[TendProcess]:
    with TendProcess(tmp_path) as running:
        running.python(SET_UP.format(lamp=lamp.address))
        yield running


def test_an_event_lights_the_lamp_and_a_restart_puts_it_out(tend: TendProcess, lamp: LampServer) -> None:
    """On by its rule; the time at which it goes off lies in the row and another process keeps it."""
    tend.python(EVENT)
    assert lamp.wait(1) == [("POST", "/on", "", "Bearer word")]
    tend.stop()
    tend.python("from fanlight.home.lights.models.lights import Light\nLight.objects.update(off_at_us=1)")
    tend.start()
    assert lamp.wait(2)[1] == ("PUT", "/off", '{"on": false}', "Bearer word")
    until = time.monotonic() + 5
    while (state := tend.python(STATE)) != "off||" and time.monotonic() < until:
        time.sleep(0.1)
    assert state == "off||"


def test_a_lamp_that_refuses_is_tried_again_and_said(tend: TendProcess, lamp: LampServer) -> None:
    """In words that name what to look at, and it goes on once it is taken."""
    lamp.status = 403
    tend.python(EVENT)
    lamp.wait(2)
    assert "refuses the token (answer 403)" in tend.python(STATE)
    lamp.status = 204
    lamp.wait(len(lamp.asked) + 1)
    time.sleep(0.3)
    assert tend.python(STATE) == "on||"


def test_a_press_without_a_recorder_rings_all_the_same(tend: TendProcess, lamp: LampServer) -> None:
    """The recorder is away for good: the press becomes an event in the index, and the phone rings."""
    with PushService() as service:
        tend.python(
            "from fanlight.ground.clock import SystemClock\n"
            "from fanlight.home.archive.models.cameras import Camera\n"
            "from fanlight.home.lights.actions.presses import press\n"
            "from fanlight.home.tell.actions.devices import add_device\n"
            "from fanlight.people.models import Person\n"
            "now = SystemClock().now()\n"
            "mara = Person.objects.create_user('Mara')\n"
            f"add_device(person=mara, untrusted_subscription={service.browser().subscription()!r},"
            " origin='http://localhost:8080', name='Phone', picture=True, now=now)\n"
            "assert press(camera=Camera.objects.get(), now=now) is None"
        )
        (came,) = service.wait(1, seconds=20)
    assert came.message["notification"]["title"] == "Bell, front door"
    kinds = tend.python(
        "from fanlight.home.archive.models.events import Event\nprint([e.kind for e in Event.objects.all()])"
    )
    assert kinds == "['press']"
