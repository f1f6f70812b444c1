"""Where a watched stream comes from: a file read as fast as the machine allows, or a camera over RTSP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import av
import av.error

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat

if TYPE_CHECKING:
    from av.video.stream import VideoStream

    Raw = av.Packet[VideoStream]

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,h264,hevc,m4v,mjpeg,ogg"
"""FFmpeg would also open text as pictures, and playlists that name other files and hosts."""
JUMP_S = 5.0
"""A live stream's times that leap further are a clock set anew, not a pause."""


class CannotOpen(FanlightError):
    """This file cannot be opened as video."""

    exit_code = 2


class NoVideoInside(FanlightError):
    """There is no video in it."""

    exit_code = 3


class Source:
    """One opened stream: its format, its packets with times from the first packet on."""

    def __init__(
        self, video: VideoStream, raw: Iterator[av.Packet[VideoStream]], close: Callable[[], None], live: bool
    ) -> None:
        self._video, self._raw, self.close, self._live = video, raw, close, live
        self.rate = _rate(video)
        context = video.codec_context
        self.format = StreamFormat(context.name, context.width, context.height, context.extradata or b"", self.rate)
        self.duration_s = 0.0
        self.broken = False  # reading ended with an error: the file is cut short, or the camera went away

    def packets(self) -> Iterator[Packet]:
        """Video packets in decode order, until the end or an error."""
        over, under = ((self._video.time_base or Fraction(1, VIDEO_HZ)) * VIDEO_HZ).as_integer_ratio()
        frame = int(VIDEO_HZ / self.rate)
        first: int | None = None
        last = -frame
        try:
            for raw in self._raw:
                if not raw.size or raw.stream_index != self._video.index:
                    continue
                dts = raw.dts * over // under if raw.dts is not None else (first or 0) + last + frame
                first = dts if first is None else first
                if self._live and not 0 < dts - first - last < JUMP_S * VIDEO_HZ:
                    first = dts - last - frame
                ahead = max(0, raw.pts * over // under - dts) if raw.pts is not None and raw.dts is not None else 0
                last = dts - first
                self.duration_s = max(self.duration_s, (last + frame) / VIDEO_HZ)
                yield Packet("video", bytes(raw), last + ahead, last, bool(raw.is_keyframe))
        except (FanlightError, av.error.FFmpegError, OSError, ValueError):
            self.broken = True


def opened(where: str, password: str = "") -> Source:
    """A file's path or an rtsp:// address; `password` goes with the name in the address. Raises FanlightError."""
    return _camera(where, password) if "://" in where else _file(Path(where))


def _file(path: Path) -> Source:
    if path.is_dir():
        raise CannotOpen(f"{path} is a directory.", remedy="Give one video file.")
    if not path.exists():
        raise CannotOpen(f"{path} does not exist.")
    try:
        if path.is_file() and path.stat().st_size == 0:
            raise CannotOpen(f"{path} is empty.")
        container = av.open(f"file:{path}", options={"protocol_whitelist": "file", "format_whitelist": FORMATS})
    except PermissionError:
        raise CannotOpen(f"{path} may not be read by this account.") from None
    except (av.error.FFmpegError, OSError, ValueError):
        raise CannotOpen(f"{path} cannot be opened as video.") from None
    moving = [one for one in container.streams.video if not _is_cover(one)]
    if not moving:
        container.close()
        raise NoVideoInside(f"{path} has no video in it.")
    if moving[0].codec_context is None:
        container.close()
        raise NoVideoInside(f"{path} has a kind of video that this machine cannot decode.")
    return Source(moving[0], container.demux(moving[0]), container.close, live=False)


def _camera(url: str, password: str) -> Source:
    from fanlight.home.recorder.connection import Address, open_camera  # a file needs none of it
    from fanlight.home.recorder.trouble import CameraTrouble

    try:
        parts = urlsplit(url)
        name, inside = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        raise CannotOpen("This is not an address.", remedy="It begins with rtsp://") from None
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    try:
        connection = open_camera(Address(bare, name, password or inside))
    except CameraTrouble as trouble:
        kind = NoVideoInside if trouble.code in ("sound-only", "codec") else CannotOpen
        raise kind(str(trouble), remedy=trouble.remedy) from None
    return Source(connection.video, connection.packets(), connection.close, live=True)


def _is_cover(stream: VideoStream) -> bool:
    """Whether it is the picture of a piece of music."""
    return bool(int(stream.disposition) & 0x400)  # AV_DISPOSITION_ATTACHED_PIC


def _rate(video: VideoStream) -> float:
    for said in (video.average_rate, video.guessed_rate):
        if said and 1 <= float(said) <= 240:
            return float(said)
    return 15.0
