"""The commons' web process for a browser test; its tend's rounds are made by the test when it wants them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.browser.webprocess import Pages, free_port


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
        self._pages = Pages(self.environment, "commons-web", self.port)
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.end()
