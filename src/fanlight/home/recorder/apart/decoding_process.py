"""The process that decodes for one camera: packets on its input, pictures (planes of 4:2:0) on its output."""

from __future__ import annotations

import signal
import sys

import av

from fanlight.home.recorder.apart import formats, pipes
from fanlight.home.recorder.frames import Header
from fanlight.home.recorder.packet import Packet
from fanlight.home.recorder.watch.decoder import Decoder
from fanlight.home.recorder.watch.picture import DecodedPicture

MOST = 4
"""Decoders at a time: the watch's, a preview's, a look's; an older one is a run that has ended."""


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the recorder ends it
    decoders: dict[int, Decoder] = {}
    out = sys.stdout.buffer
    while (given := pipes.read(sys.stdin.buffer)) is not None:
        said, payload = given
        cut, number = int(said["sets_size"]), int(said["decoder"])
        decoder = decoders.get(number)
        if decoder is None:
            while len(decoders) >= MOST:
                del decoders[min(decoders)]
            decoder = decoders[number] = Decoder(formats.understood(said, payload[:cut]))
        for picture in _decoded(decoder, said, payload[cut:]):
            _send(picture)
        state = {"follows": decoder.follows, "torn": decoder.torn, "failures": decoder.failures}
        pipes.write(out, {"what": "done", **state, "pictures": decoder.pictures})
    return 0


def _decoded(decoder: Decoder, said: Header, data: bytes) -> list[DecodedPicture]:
    if said["do"] == "leave":
        decoder.leave()
        return []
    packet = Packet("video", data, int(said["pts"]), int(said["dts"]), bool(said["key"]))
    if said["do"] == "key":
        picture = decoder.key(packet)
        return [] if picture is None else [picture]
    return list(decoder.follow([packet], said["do"] == "fresh"))


def _send(picture: DecodedPicture) -> None:
    frame: av.VideoFrame = picture.frame
    width, height = frame.width & ~1, frame.height & ~1
    pixels = frame.reformat(width=width, height=height, format="yuv420p").to_ndarray()
    said = {"what": "picture", "width": width, "height": height, "at_s": picture.at_s, "key": picture.is_key}
    pipes.write(sys.stdout.buffer, said, pixels.tobytes())


if __name__ == "__main__":
    sys.exit(main())
