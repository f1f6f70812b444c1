"""Decoding in a process of its own for one camera: what kills it costs some of its pictures and nothing else."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterable, Iterator

import av
import numpy as np

from fanlight.home.recorder.apart import formats, pipes
from fanlight.home.recorder.frames import FrameBroken, Header
from fanlight.home.recorder.packet import Packet, StreamFormat
from fanlight.home.recorder.watch.picture import DecodedPicture

MODULE = "fanlight.home.recorder.apart.decoding_process"
WITHIN_S = 8.0
"""One packet is decoded in milliseconds; the first answer waits for the process to start."""


class PictureApart(DecodedPicture):
    """A picture that came through a pipe."""

    def __init__(self, frame: av.VideoFrame, at_s: float, is_key: bool) -> None:
        super().__init__(frame, at_s)
        self._is_key = is_key

    @property
    def is_key(self) -> bool:
        return self._is_key


class DecodingApart:
    """One camera's process; started when it is first needed, and again after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._numbers = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def decoder(self, stream: StreamFormat) -> DecoderApart:
        """As Decoder(stream)."""
        self._numbers += 1
        return DecoderApart(self, self._numbers, stream)

    def ask(self, header: Header, payload: bytes) -> list[tuple[Header, bytes]] | None:
        """All frames of an answer; None where the process has died over it or does not answer."""
        with self._lock:
            process = self._process = self._process or pipes.start(MODULE)
            to, by = process.stdin, process.stdout
            assert to is not None and by is not None
            found: list[tuple[Header, bytes]] = []
            try:
                pipes.write(to, header, payload)
                while (message := pipes.read(by, WITHIN_S)) is not None:
                    found.append(message)
                    if message[0].get("what") == "done":
                        return found
            except (OSError, FrameBroken):
                pass
            pipes.close(process)
            self._process = None
            return None

    def end(self) -> None:
        with self._lock:
            if self._process is not None:
                pipes.close(self._process)
                self._process = None


class DecoderApart:
    """Used like watch.decoder.Decoder."""

    def __init__(self, process: DecodingApart, number: int, stream: StreamFormat) -> None:
        self._process, self._number, self._stream = process, number, stream
        self.torn, self._follows, self.failures, self.pictures = False, False, 0, 0

    @property
    def follows(self) -> bool:
        return self._follows

    def leave(self) -> None:
        self._follows = False
        self._asked("leave", None)

    def key(self, packet: Packet) -> DecodedPicture | None:
        found = self._asked("key", packet)
        return found[0] if found else None

    def follow(self, packets: Iterable[Packet], from_key: bool) -> Iterator[DecodedPicture]:
        for packet in packets:
            yield from self._asked("fresh" if from_key else "follow", packet)
            from_key = False
            if not self._follows:
                return  # the process has died: nothing follows on what it knew

    def _asked(self, deed: str, packet: Packet | None) -> list[DecodedPicture]:
        header, sets = formats.told(self._stream)
        said = {**header, "do": deed, "decoder": self._number, "sets_size": len(sets)}
        if packet is not None:
            said |= {"pts": packet.pts, "dts": packet.dts, "key": packet.is_key}
        answer = self._process.ask(said, sets + (packet.data if packet is not None else b""))
        if answer is None:
            self._follows, self.torn = False, True
            self.failures += 1
            return []
        try:
            done = answer.pop()[0]
            self._follows, self.torn = bool(done["follows"]), bool(done["torn"])
            self.failures, self.pictures = int(done["failures"]), int(done["pictures"])
            return [_picture(said, pixels) for said, pixels in answer]
        except (KeyError, TypeError, ValueError):
            return []


def _picture(said: Header, pixels: bytes) -> DecodedPicture:
    width, height = int(said["width"]), int(said["height"])
    rows = np.frombuffer(pixels, np.uint8).reshape(height * 3 // 2, width)
    return PictureApart(av.VideoFrame.from_ndarray(rows, format="yuv420p"), float(said["at_s"]), bool(said["key"]))
