"""The commons' web process for a browser test; its tend's rounds are made by the test when it wants them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.webprocess import STARTS_WITHIN, free_port


class CommonsProcess:
    """`with CommonsProcess(folder) as commons`: prepared with the demo, pages answering at `commons.origin`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.environment = {**os.environ, "FANLIGHT_DATA": str(data), "COMMONS_PORT": str(self.port)}
        for name in ("DJANGO_SETTINGS_MODULE", "FANLIGHT_DEMO"):
            self.environment.pop(name, None)

    def role(self, name: str) -> list[str]:
        return [sys.executable, "-m", "fanlight.project.roles", name]

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr

    def python(self, code: str) -> None:
        """A piece of code in a process of this commons; `environ` is there."""
        begin = "from fanlight.project.django_ready import COMMONS, ready\nready(COMMONS)\n"
        begin += "from fanlight.project.environ import environ as read\nenviron = read()\n"
        self._run([sys.executable, "-c", begin + code])

    def __enter__(self) -> CommonsProcess:
        self._run(self.role("commons-prepare"))
        self._process = subprocess.Popen(self.role("commons-web"), env=self.environment)
        until = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return self
            except (OSError, urllib.error.URLError):
                assert time.monotonic() < until and self._process.poll() is None, "the pages did not start"
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(8)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
