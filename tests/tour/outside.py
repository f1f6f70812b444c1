"""What stands outside the home on the tour: a camera that is not ours, and a relay that remembers who called."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.conftest import SHARED

USER, PASSWORD = "cam", "secret of the camera"
CLIP = "car-detection"  # 30 s, a car drives through three times


@contextmanager
def camera(folder: Path) -> Iterator[str]:
    """GStreamer's RTSP server with a real clip, as a camera of another maker: its address, without credentials."""
    clips = folder / "clips"
    clips.mkdir()
    shutil.copy(SHARED / "video" / f"{CLIP}.mp4", clips)
    command = ["/usr/bin/python3", str(SHARED / "tools/rtsp_server.py"), str(clips), "--port", "0"]
    command += ["--user", USER, "--password", PASSWORD]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        said = process.stdout.readline().split()
        assert said and said[0] == "ready", said
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield f"{said[1]}/{CLIP}"
    finally:
        process.terminate()
        process.wait(10)


@dataclass
class Lamp:
    """Address of a relay and the requests that came, in order."""

    address: str
    calls: list[str] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, path: str, seconds: float) -> bool:
        with self.news:
            return self.news.wait_for(lambda: path in self.calls, seconds)


@contextmanager
def lamp() -> Iterator[Lamp]:
    """A relay on the loopback: POST /on, POST /off."""
    made = Lamp("")

    class Relay(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with made.news:
                made.calls.append(self.path)
                made.news.notify_all()
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
