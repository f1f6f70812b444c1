"""The GStreamer test camera of ../shared/tools as a process: another maker's RTSP server than ours, with faults."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Camera:
    """One running server and what it has told."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.base = process.stdout.readline().split()[1]
        self.told: list[dict[str, Any]] = []
        self._lines = process.stdout
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        for line in self._lines:
            while line.startswith("{"):  # two threads of the server may write into one line
                event, end = json.JSONDecoder().raw_decode(line)
                self.told.append(event)
                line = line[end:]

    def fault_at(self) -> float:
        """Monotonic time of the first fault."""
        return next(one["t"] for one in self.told if one["event"] == "fault")


@contextmanager
def served(tools: Path, folder: Path, *options: str) -> Iterator[Camera]:
    """A camera on a port of its own for the length of the block."""
    command: Sequence[str] = ["/usr/bin/python3", str(tools / "rtsp_server.py"), str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield Camera(process)
    finally:
        process.terminate()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()
