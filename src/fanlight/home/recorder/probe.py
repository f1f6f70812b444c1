"""Tries a camera before it is saved, in a process that can be killed: JSON on stdin and stdout, no arguments."""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import urlsplit

from fanlight.home.recorder.connection import READ_ERRORS, RTSP_PORT, Address, Connection, open_camera, read_trouble
from fanlight.home.recorder.frames import Header
from fanlight.home.recorder.index import Transport
from fanlight.home.recorder.packet import Packet, StreamFormat
from fanlight.home.recorder.pictures import EVENT_WIDE, jpeg
from fanlight.home.recorder.sound import Sound
from fanlight.home.recorder.trouble import CameraTrouble, KeyMissing, NoSuchStream, NoVideo, Unreachable
from fanlight.home.recorder.watch.decoder import Decoder

WITHIN_S = 12.0
"""All tries together; whoever started this kills it after 15 s."""
PICTURE_S = 6.0
"""For a key frame of a camera that has answered."""
LONGEST_INPUT = 16 << 10
LOOKS_LIKE = "It looks like 192.168.1.40 or rtsp://192.168.1.40/path"
PATHS = (
    ("/", None),
    ("/Streaming/Channels/101", "/Streaming/Channels/102"),  # Hikvision
    ("/cam/realmonitor?channel=1&subtype=0", "/cam/realmonitor?channel=1&subtype=1"),  # Dahua, Amcrest
    ("/h264Preview_01_main", "/h264Preview_01_sub"),  # Reolink
    ("/stream1", "/stream2"),  # TP-Link Tapo
    ("/live/ch0", "/live/ch1"),
    ("/axis-media/media.amp", None),  # Axis
)
"""Main and sub stream where cameras of common makers have them; tried in this order for an address without a path."""


def candidates(untrusted: str) -> list[tuple[str, str | None]]:
    """The addresses to try for what somebody typed: a whole one is tried alone."""
    text = untrusted.strip()
    if "://" not in text:
        text = f"rtsp://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise NoVideo("This is not an address.", remedy=LOOKS_LIKE) from None
    if parts.scheme != "rtsp" or not parts.hostname:
        raise NoVideo("This is not a camera's address.", remedy=LOOKS_LIKE)
    netloc = parts.netloc.rpartition("@")[2]
    if port is None:
        netloc = f"{netloc}:{RTSP_PORT}"
    root = f"rtsp://{netloc}"
    if parts.path not in ("", "/") or parts.query:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        sub = dict(PATHS).get(path)
        return [(root + path, root + sub if sub else None)]
    return [(root + main, root + sub if sub else None) for main, sub in PATHS]


def probe(request: Header) -> Header:
    """What the camera is, or what is wrong with it, in words."""
    until = time.monotonic() + WITHIN_S
    trouble: CameraTrouble = Unreachable()
    tried: list[str] = []
    try:
        for url, sub in candidates(str(request.get("url", ""))):
            if time.monotonic() > until:
                break
            tried.append(urlsplit(url).path or "/")
            try:
                return {"ok": True, "words": "", "url": url, "sub": sub, **_looked_at(_address(request, url), until)}
            except (NoSuchStream, NoVideo) as error:
                trouble = error
    except CameraTrouble as error:
        trouble = error
    if isinstance(trouble, NoSuchStream) and len(tried) > 1:
        trouble = NoSuchStream(f"The camera answers, but has no stream at any of the usual paths: {', '.join(tried)}.")
    return {"ok": False, "code": trouble.code, "words": trouble.words()}


def _address(request: Header, url: str) -> Address:
    transport: Transport = request["transport"] if request.get("transport") in get_args(Transport) else "auto"
    return Address(url, str(request.get("username", "")), str(request.get("password", "")), transport, sound=True)


def _looked_at(address: Address, until: float) -> Header:
    with open_camera(address) as connection:
        context = connection.video.codec_context
        rate = float(connection.video.average_rate or 0)
        keys, picture, stream = _first_keys(connection, min(until, time.monotonic() + PICTURE_S))
        sound = Sound(connection.audio) if connection.audio is not None else None
        return {
            "format": {"codec": context.name, "width": stream.width, "height": stream.height},
            "rate": round(rate, 2),
            "gop_seconds": round(keys[1] - keys[0], 2) if len(keys) > 1 else None,
            "picture": base64.b64encode(picture).decode(),
            "sound": _sound(sound),
        }


def _first_keys(connection: Connection, until: float) -> tuple[list[float], bytes, StreamFormat]:
    """Times of the first two key frames, as far as they come in time, and the first one's picture."""
    context = connection.video.codec_context
    stream = StreamFormat(context.name, context.width, context.height, context.extradata or b"", 15.0)
    keys: list[float] = []
    picture = b""
    for unit in _until(connection, until):
        if unit.stream.type != "video" or not unit.is_keyframe:
            continue
        keys.append(float((unit.pts or 0) * (connection.video.time_base or 0)))
        if not picture:
            shown = Decoder(stream).key(Packet("video", bytes(unit), 0, 0, True))
            if shown is None:
                keys.clear()
                continue
            stream = StreamFormat(context.name, shown.width, shown.height, stream.extradata, stream.rate)
            picture = jpeg(shown.bgr(EVENT_WIDE))
        if len(keys) == 2:
            break
    if not picture:
        raise KeyMissing
    return keys, picture, stream


def _until(connection: Connection, until: float) -> Iterator[Any]:
    try:
        for unit in connection.packets():
            if unit.size:
                yield unit
            if time.monotonic() > until:
                return
    except READ_ERRORS as error:
        raise read_trouble(error) from None


def _sound(sound: Sound | None) -> Header | None:
    if sound is None:
        return None
    if sound.format is None:
        return {"codec": None, "words": sound.words}
    return {"codec": sound.format.codec, "rate": sound.format.rate, "words": sound.words}


def main() -> int:
    try:
        request = json.loads(sys.stdin.read(LONGEST_INPUT))
        answer = probe(request if isinstance(request, dict) else {})
    except ValueError:
        answer = {"ok": False, "code": "request", "words": "The question to the camera was not understood."}
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
