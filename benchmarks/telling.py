"""`make bench-tell`: from the index naming an event to the first byte of the request at a push service on the loopback.

The way is the real one: `ArchiveIndex.name_event` in one process (as the recorder calls it), the datagram, the tend
process, sealing, and a push service that opens what it gets. Prints one JSON line; `--events N`, `--devices N`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.contract.push.push_service import PushService  # noqa: E402
from tests.flow.telling.tending import TendProcess  # noqa: E402

HOLD_TO = 0.2  # s, p95: home.md, Figures

RECORDER = """
import json, sys, time
import cv2, numpy as np
from fanlight.project.django_ready import ready
ready()
from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
clock = SystemClock()
index = ArchiveIndex(clock)
camera = Camera.objects.get().pk
noise = np.random.default_rng(1).integers(0, 255, (18, 32, 3), np.uint8)  # as much detail as a real camera's yard
picture = cv2.imencode(".jpg", cv2.resize(noise, (960, 540), interpolation=cv2.INTER_CUBIC))[1].tobytes()
print("ready", flush=True)
for line in sys.stdin:
    at = micros(clock.now())
    event = index.open_event(camera, "person", at, at, None, 0.9)
    confirmed = time.monotonic()
    index.name_event(event, "person", 0.9, picture)
    print(json.dumps({"event": event, "confirmed": confirmed, "written": time.monotonic()}), flush=True)
"""
SET_UP = """
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.tell.actions.devices import add_device
from fanlight.ground.clock import SystemClock
from fanlight.people.models import Person
mara = Person.objects.create_user("Mara")
for subscription in {subscriptions!r}:
    add_device(person=mara, untrusted_subscription=subscription, origin="http://localhost:8080", name="Phone",
               picture=True, now=SystemClock().now())
Camera.objects.create(name="Front door", place="on the path", url="rtsp://127.0.0.1/")
"""


def measure(events: int, devices: int) -> dict[str, object]:
    """Seconds of each event until its first and its last request arrived, and until its rows were written."""
    folder = tempfile.TemporaryDirectory(prefix="bench-tell-")
    with folder as data, PushService() as service, TendProcess(Path(data)) as tend:
        tend.python(SET_UP.format(subscriptions=[service.browser().subscription() for _ in range(devices)]))
        first, last, written = _events(Path(data), service, events, devices)
        stopped = tend.stop()
    return {
        "name": "confirmed to request",
        "events": events,
        "devices": devices,
        "p50_s": round(statistics.median(first), 4),
        "p95_s": round(_p95(first), 4),
        "last_device_p95_s": round(_p95(last), 4),
        "rows_written_p50_s": round(statistics.median(written), 4),
        "hold_to_p95_s": HOLD_TO,
        "stopped_s": round(stopped, 2),
    }


def _events(
    data: Path, service: PushService, events: int, devices: int
) -> tuple[list[float], list[float], list[float]]:
    environment = {**os.environ, "FANLIGHT_DATA": str(data)}
    recorder = subprocess.Popen(
        [sys.executable, "-c", RECORDER], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert recorder.stdin and recorder.stdout
    first, last, written = [], [], []
    assert recorder.stdout.readline() == "ready\n"
    for number in range(1, events + 1):
        recorder.stdin.write("\n")
        recorder.stdin.flush()
        told = json.loads(recorder.stdout.readline())
        came = service.wait(number * devices, seconds=20)[-devices:]
        assert len(service.arrived) == number * devices, "a push is missing"
        assert all(one.message["notification"]["tag"] == f"event:{told['event']}" for one in came)
        first.append(min(one.at for one in came) - told["confirmed"])
        last.append(max(one.at for one in came) - told["confirmed"])
        written.append(told["written"] - told["confirmed"])
        time.sleep(0.05)
    recorder.stdin.close()
    recorder.wait(10)
    return first, last, written


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=60)
    parser.add_argument("--devices", type=int, default=2)
    given = parser.parse_args()
    print(json.dumps(measure(given.events, given.devices)))


if __name__ == "__main__":
    main()
