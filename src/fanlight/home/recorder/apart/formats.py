"""A stream's description as JSON and bytes, between the recorder and a process of its own."""

from __future__ import annotations

from fanlight.home.recorder.frames import FrameBroken, Header
from fanlight.home.recorder.packet import AudioFormat, StreamFormat


def told(stream: StreamFormat) -> tuple[Header, bytes]:
    """Header and payload."""
    header: Header = {
        "codec": stream.codec,
        "width": stream.width,
        "height": stream.height,
        "rate": stream.rate,
        "sets": len(stream.extradata),
    }
    if stream.audio is None:
        return header, stream.extradata
    header["audio"] = {"codec": stream.audio.codec, "rate": stream.audio.rate, "channels": stream.audio.channels}
    return header, stream.extradata + stream.audio.extradata


def understood(header: Header, payload: bytes) -> StreamFormat:
    """What the other side described; FrameBroken where it is no description."""
    try:
        cut = int(header["sets"])
        sound = header.get("audio")
        audio = None
        if sound is not None:
            audio = AudioFormat(str(sound["codec"]), int(sound["rate"]), int(sound["channels"]), payload[cut:])
        size = int(header["width"]), int(header["height"])
        return StreamFormat(str(header["codec"]), *size, payload[:cut], float(header["rate"]), audio)
    except (KeyError, TypeError, ValueError):
        raise FrameBroken from None
