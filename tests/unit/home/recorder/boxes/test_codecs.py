"""Decoder configurations and media types are those that FFmpeg makes of the same streams."""

from __future__ import annotations

import io

import av
import pytest

from fanlight.home.recorder.boxes.codecs import configuration, mime
from fanlight.home.recorder.boxes.initialisation import initialisation
from fanlight.home.recorder.boxes.nal import length_prefixed, units
from fanlight.home.recorder.faults import BadStream
from fanlight.home.recorder.packet import AudioFormat, StreamFormat
from tests.unit.home.recorder.film import film


def ffmpegs_record(codec: str, b_frames: int, pixels: str) -> bytes:
    """avcC or hvcC as FFmpeg's MP4 writer makes it from the same byte stream."""
    format, packets = film(codec, b_frames=b_frames, pixels=pixels)
    raw = io.BytesIO(b"".join(packet.data for packet in packets))
    made = io.BytesIO()
    with av.open(raw, format=codec) as source, av.open(made, "w", format="mp4") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        stream.codec_context.codec_tag = "avc1" if codec == "h264" else "hvc1"
        for number, packet in enumerate(source.demux(video=0)):
            if packet.size:
                packet.stream, packet.pts, packet.dts = stream, number, number
                target.mux(packet)
    made.seek(0)
    with av.open(made) as whole:
        extradata = whole.streams.video[0].codec_context.extradata
    assert extradata and format.width
    return extradata


@pytest.mark.parametrize(("b_frames", "pixels"), [(0, ""), (2, ""), (0, "yuv420p10le"), (0, "yuv422p")])
@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_configuration_is_ffmpegs(codec: str, b_frames: int, pixels: str) -> None:
    """Our avcC and hvcC from Annex B parameter sets differ from FFmpeg's in nothing that a decoder reads."""
    ours, theirs = (
        configuration(film(codec, b_frames=b_frames, pixels=pixels)[0]),
        ffmpegs_record(codec, b_frames, pixels),
    )
    if codec == "hevc":  # bytes 13 to 16, 19 to 21: hints that FFmpeg fills from the VUI and we leave unknown
        ours, theirs = ours[:13] + ours[16:19] + ours[21:], theirs[:13] + theirs[16:19] + theirs[21:]
    assert ours == theirs[: len(ours)]


def test_a_configuration_that_is_one_already_is_kept() -> None:
    """Clips and some cameras come with avcC."""
    record = b"\1\x4d\x40\x28\xff\xe0\0"
    assert configuration(StreamFormat("h264", 64, 64, record, 15.0)) is record


@pytest.mark.parametrize(
    ("record", "name"),
    [("014d4028ffe000", "avc1.4d4028"), ("0142c01effe000", "avc1.42c01e")],
)
def test_the_media_type_of_h264(record: str, name: str) -> None:
    """RFC 6381: profile, constraints and level in hexadecimal."""
    assert mime(StreamFormat("h264", 64, 64, bytes.fromhex(record), 15.0)) == f'video/mp4; codecs="{name}"'


def test_the_media_type_of_h265_with_sound() -> None:
    """ISO/IEC 14496-15, annex E.3: compatibility flags reversed, constraint bytes without trailing zeros."""
    record = bytes.fromhex("0101600000009000000000005d") + bytes(10)
    aac = AudioFormat("aac", 16_000, 1, b"\x14\x08")
    assert mime(StreamFormat("hevc", 64, 64, record, 15.0, aac)) == 'video/mp4; codecs="hvc1.1.6.L93.90,mp4a.40.2"'
    opus = AudioFormat("opus", 48_000, 1, b"")
    assert mime(StreamFormat("hevc", 64, 64, record, 15.0, opus)).endswith(',opus"')


@pytest.mark.parametrize(
    "format",
    [
        StreamFormat("mjpeg", 64, 64, b"", 15.0),
        StreamFormat("h264", 64, 64, b"", 15.0),
        StreamFormat("hevc", 64, 64, b"\0\0\0\1\x40\1\x0c", 15.0),
        StreamFormat("h264", 64, 64, film()[0].extradata, 15.0, AudioFormat("pcm_mulaw", 8000, 1, b"")),
    ],
)
def test_what_mp4_does_not_take_is_said(format: StreamFormat) -> None:
    """Another codec, or no parameter sets: words, and no half-made file."""
    with pytest.raises(BadStream):
        mime(format)
        configuration(format)
        initialisation(format)


def test_start_codes_of_both_lengths_and_zeros_around_units() -> None:
    """Annex B allows zeros before and after each unit; they are no part of it."""
    stream = b"\0\0\0\0\1\x67ab\0\0\1\x68c\0\0\0\0\0\1\x65de\0"
    assert units(stream) == [b"\x67ab", b"\x68c", b"\x65de"]
    assert length_prefixed(stream) == b"\0\0\0\3\x67ab\0\0\0\2\x68c\0\0\0\3\x65de"
    assert units(b"no start code") == []
