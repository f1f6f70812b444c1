"""Opens a camera over RTSP (RFC 2326) and gives its packets; what goes wrong is said in words, without credentials."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import av
import av.error

from fanlight.home.recorder.index import Transport
from fanlight.home.recorder.trouble import (
    CameraTrouble,
    HungUp,
    NoSuchStream,
    NoVideo,
    Refused,
    Silent,
    SoundOnly,
    Unreachable,
    WrongCodec,
)

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

OPEN_S, READ_S = 6.0, 5.0
"""How long FFmpeg may wait at opening and for a packet; it does not always keep to it: capture has its own watchdog."""
OPTIONS = {
    "protocol_whitelist": "rtp,udp,tcp,rtsp",  # never a file or a web page, whatever the address says
    "probesize": "200000",  # with the default of 5 MB opening takes 2 to 3 s instead of 0.6 s
    "analyzeduration": "500000",
    "fflags": "+discardcorrupt",
}
KNOCK_CONNECTS_S, KNOCK_S = 3.0, 0.25
RTSP_PORT = 554
VIDEO_CODECS = ("h264", "hevc")
TCP_REFUSED = (errno.EPROTONOSUPPORT, errno.EPROTO)
"""What FFmpeg makes of `461 Unsupported Transport`."""

READ_ERRORS = (av.error.FFmpegError, OSError, ValueError)
"""All that PyAV raises over what a camera sends."""

av.logging.set_level(None)  # FFmpeg's own lines carry the address with its password


@dataclass(frozen=True, slots=True)
class Address:
    """Where a stream is and how to get in."""

    url: str  # without credentials
    username: str = ""
    password: str = field(default="", repr=False)
    transport: Transport = "auto"
    sound: bool = False

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        try:
            return urlsplit(self.url).port or RTSP_PORT
        except ValueError:
            return RTSP_PORT

    def with_credentials(self) -> str:
        """For FFmpeg's memory only: never logged, never an argument of a process."""
        if not self.username:
            return self.url
        parts = urlsplit(self.url)
        bare = parts.netloc.rpartition("@")[2]
        user = f"{quote(self.username, safe='')}:{quote(self.password, safe='')}"
        return parts._replace(netloc=f"{user}@{bare}").geturl()


class Connection:
    """One open RTSP session."""

    def __init__(self, container: InputContainer) -> None:
        self._container = container
        self.video: VideoStream = _video(container)
        self.audio: AudioStream | None = container.streams.audio[0] if container.streams.audio else None

    @property
    def codec(self) -> str:
        return self.video.codec_context.name

    def packets(self) -> Iterator[av.Packet[Any]]:
        """Undecoded packets until the camera hangs up, the last ones empty; errors are FFmpeg's: see `read_trouble`."""
        return self._container.demux(*([self.video] if self.audio is None else [self.video, self.audio]))

    def close(self) -> None:
        try:
            self._container.close()
        except (av.error.FFmpegError, OSError, ValueError):
            return

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_camera(address: Address) -> Connection:
    """Connects; over UDP where the camera refuses TCP. Raises CameraTrouble."""
    if urlsplit(address.url).scheme != "rtsp" or not address.host:
        raise NoVideo(f"{address.url[:200]} is not an RTSP address.", remedy="It begins with rtsp://")
    try:
        return _connected(address, "udp" if address.transport == "udp" else "tcp")
    except OSError as error:
        if address.transport != "auto" or error.errno not in TCP_REFUSED:
            raise open_trouble(error, address) from None
    except (av.error.FFmpegError, ValueError) as error:
        raise open_trouble(error, address) from None
    try:
        return _connected(address, "udp")
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise open_trouble(error, address) from None


def _connected(address: Address, transport: str) -> Connection:
    """Sound that is not wanted is not even asked for; only where there is nothing else it is looked at, to say so."""
    try:
        return _opened(address, transport, address.sound)
    except (NoVideo, av.error.HTTPOtherClientError):
        if address.sound:
            raise
        return _opened(address, transport, True)


def _opened(address: Address, transport: str, sound: bool) -> Connection:
    container = av.open(
        address.with_credentials(),
        format="rtsp",
        options={**OPTIONS, "rtsp_transport": transport, "allowed_media_types": "video+audio" if sound else "video"},
        timeout=(OPEN_S, READ_S),
    )
    try:
        return Connection(container)
    except CameraTrouble:
        container.close()
        raise


def _video(container: InputContainer) -> VideoStream:
    if not container.streams.video:
        if container.streams.audio:
            raise SoundOnly
        raise NoVideo
    stream = container.streams.video[0]
    name = stream.codec_context.name if stream.codec_context is not None else "unknown"
    if name not in VIDEO_CODECS:
        raise WrongCodec(f"The camera sends {name} video, which Fanlight does not record.")
    return stream


def open_trouble(error: Exception, address: Address) -> CameraTrouble:
    """What a failed opening means; FFmpeg often only says `Input/output error`, so the reason is looked for."""
    where = f"{address.host}:{address.port}"
    if isinstance(error, CameraTrouble):
        return error
    if isinstance(error, av.error.HTTPUnauthorizedError | av.error.HTTPForbiddenError):
        return Refused()
    if isinstance(error, av.error.HTTPNotFoundError | av.error.HTTPBadRequestError):
        return NoSuchStream(f"{where} answers, but has no stream at {urlsplit(address.url).path or '/'}.")
    talks = isinstance(error, av.error.InvalidDataError | av.error.HTTPClientError | av.error.HTTPServerError)
    found = None if talks else _why_not(address)  # no second connection to a camera that has just closed one
    if found is not None:
        return found
    if isinstance(error, av.error.ExitError | av.error.TimeoutError):
        return Silent(f"{where} is connected but sends nothing.")
    if address.port == RTSP_PORT:
        return NoVideo(f"{where} answers, but not with video.", remedy="Check the path, or restart the camera.")
    return NoVideo(
        f"{where} answers, but not with video.",
        remedy=f"Most cameras want port 554. Try rtsp://{address.host}:554/",
    )


def _why_not(address: Address) -> Unreachable | None:
    """A plain connection tells the reason that FFmpeg keeps to itself; None where something listens."""
    where = f"{address.host}:{address.port}"
    try:
        with socket.create_connection((address.host, address.port), timeout=3):
            return None
    except socket.gaierror:
        return Unreachable(f"No device is called {address.host}.", remedy="Check the name, or use the camera's number.")
    except ConnectionRefusedError:
        return Unreachable(
            f"{address.host} is there, but nothing listens on port {address.port}.",
            remedy=f"Most cameras want port 554. Try rtsp://{address.host}:554/" if address.port != RTSP_PORT else "",
        )
    except TimeoutError:
        return Unreachable(f"{where} does not answer.")
    except (OSError, UnicodeError):
        return Unreachable(f"{where} cannot be reached from this computer.")


def hangs_up(address: Address) -> bool:
    """Whether the camera closes a connection that asks nothing, as one does that is starting.

    Asked before a camera is tried again: some servers (GStreamer's among them) stand still for everybody once they
    close a connection while they work on its first request.
    """
    try:
        with socket.create_connection((address.host, address.port), timeout=KNOCK_CONNECTS_S) as knock:
            knock.settimeout(KNOCK_S)
            return knock.recv(1) == b""
    except ConnectionResetError:
        return True
    except (OSError, UnicodeError):  # it waits for a request, or the opening that follows says what is wrong
        return False


def read_trouble(error: Exception) -> CameraTrouble:
    """What it means that reading ended."""
    if isinstance(error, av.error.ExitError | av.error.TimeoutError | TimeoutError):
        return Silent()
    if isinstance(error, av.error.HTTPUnauthorizedError):
        return Refused()
    return HungUp()
