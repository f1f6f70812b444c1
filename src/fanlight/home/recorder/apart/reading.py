"""One connection to a camera that is read in a process of its own: its death is a camera that hung up, no more."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from fanlight.ground.clock import Clock
from fanlight.home.recorder.apart import formats, pipes
from fanlight.home.recorder.connection import Address
from fanlight.home.recorder.frames import Header
from fanlight.home.recorder.packet import Medium, Packet
from fanlight.home.recorder.reading import Stopped
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.trouble import CameraTrouble, HungUp

MODULE = "fanlight.home.recorder.apart.reading_process"


class ReadingApart:
    """One connection's; ended with `end`, from any thread."""

    def __init__(self, address: Address) -> None:
        self._process = pipes.start(MODULE)
        self._address = address
        self._run: Run | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    def read(
        self,
        stream: Stream,
        clock: Clock,
        opened: Callable[[], None],
        go_on: Callable[[float], bool],
        began: Callable[[Run], None],
    ) -> None:
        """Until the camera or its process ends it (CameraTrouble) or `go_on` says no (Stopped)."""
        to, by = self._process.stdin, self._process.stdout
        assert to is not None and by is not None
        with contextlib.suppress(OSError):  # it has died already: the end of its output says so
            pipes.write(to, _told(self._address))  # through the pipe, so that no list of processes shows the password
        while (message := pipes.read(by)) is not None:
            if not go_on(clock.monotonic()):
                raise Stopped
            try:
                self._take(message[0], message[1], stream, opened, began)
            except (KeyError, TypeError, ValueError):
                raise HungUp from None
        raise HungUp

    def end(self) -> None:
        """From any thread: who reads gets the end of its output."""
        pipes.end(self._process)

    def close(self) -> None:
        """By the thread that reads."""
        pipes.close(self._process)

    def _take(
        self,
        said: Header,
        payload: bytes,
        stream: Stream,
        opened: Callable[[], None],
        began: Callable[[Run], None],
    ) -> None:
        match said["what"]:
            case "packet":
                medium: Medium = "audio" if said.get("sound") else "video"
                if self._run is not None:
                    packet = Packet(medium, payload, int(said["pts"]), int(said["dts"]), bool(said["key"]))
                    stream.feed(self._run, packet)
            case "run":
                self._run = stream.begin(formats.understood(said, payload), int(said["epoch_us"]))
                self._run.words = str(said["words"])
                began(self._run)
            case "clock" if self._run is not None:
                self._run.epoch_us = int(said["epoch_us"])
            case "end":
                stream.end()
                self._run = None
            case "open":
                opened()
            case "fault":
                raise _fault(str(said["code"]), str(said["words"]), str(said["remedy"]))


def _told(address: Address) -> Header:
    return {
        "url": address.url,
        "username": address.username,
        "password": address.password,
        "transport": address.transport,
        "sound": address.sound,
    }


def _fault(code: str, words: str, remedy: str) -> CameraTrouble:
    known = {kind.code: kind for kind in CameraTrouble.__subclasses__()}
    return known.get(code, HungUp)(words, remedy=remedy)
