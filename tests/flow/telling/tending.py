"""A tend process of its own for a test: the real one, on a data directory of the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from fanlight.ground.wake import tend_socket

STARTS_WITHIN = 20.0  # s; the machine may be busy


class TendProcess:
    """`with TendProcess(data)`: migrated, running and listening."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._environment = {**os.environ, "FANLIGHT_DATA": str(data), "FANLIGHT_DEMO": "0"}
        self._environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.process: subprocess.Popen[bytes] | None = None

    def python(self, code: str) -> str:
        """Run a piece of code in a process with this data directory, as the recorder or the pages would."""
        begin = "from fanlight.project.django_ready import ready, migrate\nready()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + code], env=self._environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def __enter__(self) -> TendProcess:
        self.python("migrate()")
        self.start()
        return self

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-m", "fanlight.project.roles", "tend"], env=self._environment)
        until = time.monotonic() + STARTS_WITHIN
        while not tend_socket(self._data).exists():
            assert time.monotonic() < until and self.process.poll() is None, "tend did not start"
            time.sleep(0.02)

    def stop(self, number: int = signal.SIGTERM) -> float:
        """Seconds that it took to end."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(10)
        tend_socket(self._data).unlink(missing_ok=True)
        return time.monotonic() - began

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
