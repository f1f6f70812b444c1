"""The control socket's server: answers web, tend and commands (docs/design/processes.md), a thread each, bounded."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import select
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.frames import LENGTHS, FrameBroken, Header, header_of, lengths, packed, socket_path
from fanlight.home.recorder.home import Home, NoPicture, NoSuchCamera
from fanlight.home.recorder.live import LiveView
from fanlight.home.recorder.looks import Looks
from fanlight.home.recorder.pictures import jpeg
from fanlight.home.recorder.stream import Told

log = logging.getLogger(__name__)

CONNECTIONS = 64
"""At once: a house of phones and pages, and no more threads than that."""
ANSWER_S = 12.0
ALIVE_S = 10.0
SLOW_S = 20.0
"""A reader that takes nothing for so long is gone."""
BUFFER = 256 << 10
"""Bytes that wait in the socket; what waits here is delay."""
WIDEST = 3840


class NoSuchRequest(FanlightError):
    """The recorder does not know this request."""


class Control:
    """Listens at <data>/run/recorder.sock."""

    def __init__(self, data: Path, home: Home, bulletin: Bulletin) -> None:
        self._data, self._path, self._home, self._bulletin = data, socket_path(data), home, bulletin
        self._ending = threading.Event()
        self._places = threading.BoundedSemaphore(CONNECTIONS)
        self._answers: dict[str, Callable[[Header], tuple[Header, bytes]]] = {
            "status": self._status,
            "reload": self._reload,
            "picture": self._picture,
            "press": self._press,
            "movement": self._movement,
            "history": self._history,
        }

    def start(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)  # the lock is ours, so nobody listens there
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            self._listener.bind(str(self._path))
        finally:
            os.umask(before)
        self._listener.listen(CONNECTIONS)
        threading.Thread(target=self._accept, name="control", daemon=True).start()

    def stop(self) -> None:
        self._ending.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._path.unlink(missing_ok=True)

    def _accept(self) -> None:
        while not self._ending.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            if not self._places.acquire(blocking=False):
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection,), name="control-one", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(SLOW_S)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
            self._answer(connection, _read(connection))
        except (OSError, FrameBroken):
            return  # the other side is gone, or speaks something else
        except Exception:
            log.exception("a request could not be answered")
        finally:
            connection.close()
            self._places.release()

    def _answer(self, connection: socket.socket, request: Header) -> None:
        try:
            match request.get("do"):
                case "live":
                    self._live(connection, request)
                case "events":
                    self._events(connection)
                case str() as name if name in self._answers:
                    header, payload = self._answers[name](request)
                    connection.sendall(packed({"ok": True, **header}, payload))
                case _:
                    raise NoSuchRequest
        except FanlightError as error:
            connection.sendall(packed({"ok": False, "words": error.words()}))
        except (KeyError, TypeError, ValueError):
            connection.sendall(packed({"ok": False, "words": "The request lacks something."}))

    def _status(self, _: Header) -> tuple[Header, bytes]:
        return {"cameras": self._home.status(), "rss_mb": resident_mb()}, b""

    def _reload(self, _: Header) -> tuple[Header, bytes]:
        self._home.reload()
        return {}, b""

    def _picture(self, request: Header) -> tuple[Header, bytes]:
        picture = self._home.newest_picture(int(request["camera"]))
        if picture is None:
            raise NoPicture
        return {}, jpeg(picture.bgr(max(16, min(WIDEST, int(request.get("width", 960))))))

    def _press(self, request: Header) -> tuple[Header, bytes]:
        return {"event": self._home.pipeline(int(request["camera"])).events.press().result(ANSWER_S)}, b""

    def _movement(self, request: Header) -> tuple[Header, bytes]:
        kind = request.get("kind", "movement")
        if kind not in ("movement", "person", "vehicle", "animal"):
            raise ValueError
        events = self._home.pipeline(int(request["camera"])).events
        return {"event": events.outside(kind).result(ANSWER_S)}, b""

    def _history(self, request: Header) -> tuple[Header, bytes]:
        pipeline = self._home.pipeline(int(request["camera"]))
        recent = pipeline.watch.recent()  # before the files: a look written meanwhile stands twice, and counts once
        looks = Looks(self._data, pipeline.plan.id)
        return {}, looks.between(int(request["since_us"]), int(request["until_us"]), recent)

    def _events(self, connection: socket.socket) -> None:
        listener = self._bulletin.listen()
        try:
            connection.sendall(packed({"what": "alive"}))
            while not self._ending.is_set() and not _hung_up(connection):
                try:
                    news = listener.get(timeout=ALIVE_S)
                except queue.Empty:
                    news = {"what": "alive"}
                connection.sendall(packed(news))
        finally:
            self._bulletin.leave(listener)

    def _live(self, connection: socket.socket, request: Header) -> None:
        wake = threading.Event()
        views, deaf = self._views(request, lambda _: wake.set())
        try:
            while not self._ending.is_set() and not _hung_up(connection):
                for view in views:
                    for header, payload in view.frames():
                        connection.sendall(packed(header, payload))
                wake.wait(1.0)
                wake.clear()
        finally:
            for stop in deaf:
                stop()

    def _views(self, request: Header, told: Told) -> tuple[list[LiveView], list[Callable[[], None]]]:
        views, deaf = [], []
        for wanted in list(request["cameras"])[:CONNECTIONS]:
            pipeline = self._home.pipeline(int(wanted["id"]))
            view = pipeline.view("sub" if wanted.get("stream") == "sub" else "main")
            views.append(view)
            deaf.append(view.stream.listen(told))
        if not views:
            raise NoSuchCamera
        return views, deaf


def resident_mb() -> float:
    """Memory of this process as the kernel counts it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def _hung_up(connection: socket.socket) -> bool:
    """Whether the other side has closed; it sends nothing after its request."""
    ready, _, _ = select.select([connection], [], [], 0)
    return bool(ready) and not connection.recv(1)


def _read(connection: socket.socket) -> Header:
    header, payload = lengths(_exactly(connection, LENGTHS.size))
    request = header_of(_exactly(connection, header))
    _exactly(connection, payload)
    return request


def _exactly(connection: socket.socket, count: int) -> bytes:
    return b"".join(_parts(connection, count))


def _parts(connection: socket.socket, count: int) -> Iterator[bytes]:
    while count:
        part = connection.recv(min(count, 1 << 16))
        if not part:
            raise FrameBroken
        count -= len(part)
        yield part
