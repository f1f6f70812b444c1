"""A real commons for a browser test: empty at first, its pages and its tend running, witnesses of other people."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.browser.commons.serving import CommonsProcess
from tests.browser.webprocess import Pages, free_port

FANLIGHT = Path(sys.executable).with_name("fanlight")


class EmptyCommons(CommonsProcess):
    """`with EmptyCommons(folder) as commons`: nobody has founded anything here."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.environment["FANLIGHT_DEMO"] = "0"
        self._others = ExitStack()

    def __enter__(self) -> EmptyCommons:
        self._run(self.role("commons-prepare"))
        self._pages = Pages(self.environment, "commons-web", self.port)
        self._others.callback(self._pages.end)
        self._others.callback(_end, subprocess.Popen(self.role("commons-tend"), env=self.environment))
        return self

    def __exit__(self, *_: object) -> None:
        self._others.close()

    def fanlight(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(FANLIGHT), *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)

    def witness(self, name: str, vkey: str) -> str:
        """Started; the line that it printed."""
        file = self.data / f"{name}.vkey"
        file.write_text(f"{vkey}\n")
        command = [str(FANLIGHT), "witness", f"127.0.0.1:{free_port()}", "--data", str(self.data / name)]
        command += ["--log", str(file), "--name", name]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._others.callback(_end, process)
        assert process.stdout is not None
        return process.stdout.readline()


def _end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
