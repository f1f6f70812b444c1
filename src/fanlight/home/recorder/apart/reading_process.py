"""The process that reads one stream of one camera: an address on its input, runs and packets on its output."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import IO

from fanlight.ground.clock import SystemClock
from fanlight.home.recorder.apart import formats, pipes
from fanlight.home.recorder.connection import Address, open_camera
from fanlight.home.recorder.packet import Packet
from fanlight.home.recorder.reading import Reader
from fanlight.home.recorder.ring import Budget
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.trouble import CameraTrouble


class Told(Stream):
    """A stream whose packets go into a pipe instead of a ring."""

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__(0, "main", Budget())
        self._out = out
        self._epoch_us = 0

    def began(self, run: Run) -> None:
        header, payload = formats.told(run.format)
        self._epoch_us = run.epoch_us
        pipes.write(self._out, {**header, "what": "run", "epoch_us": run.epoch_us, "words": run.words}, payload)

    def feed(self, run: Run, packet: Packet) -> None:
        if run.epoch_us != self._epoch_us:
            self._epoch_us = run.epoch_us
            pipes.write(self._out, {"what": "clock", "epoch_us": run.epoch_us})
        said = {"what": "packet", "pts": packet.pts, "dts": packet.dts, "key": packet.is_key}
        if packet.medium == "audio":
            said["sound"] = True
        pipes.write(self._out, said, packet.data)

    def end(self) -> None:
        super().end()
        pipes.write(self._out, {"what": "end"})


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the recorder ends it
    given = pipes.read(sys.stdin.buffer)
    if given is None:
        return 1
    threading.Thread(target=_follow, daemon=True).start()
    out = sys.stdout.buffer
    try:
        with open_camera(Address(**given[0])) as connection:
            pipes.write(out, {"what": "open"})
            stream = Told(out)
            Reader(connection, stream, SystemClock()).read(lambda _: True, stream.began)
    except CameraTrouble as fault:
        pipes.write(out, {"what": "fault", "code": fault.code, "words": str(fault), "remedy": fault.remedy})
    except BrokenPipeError:
        return 1
    return 0


def _follow() -> None:
    """The recorder has ended, however it did: nobody wants packets any more."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
