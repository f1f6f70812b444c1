"""A decoder in a process of its own gives what ours gives, and its death costs some pictures only."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest

from fanlight.home.recorder.apart import formats
from fanlight.home.recorder.apart.decoding import DecodingApart
from fanlight.home.recorder.frames import FrameBroken
from fanlight.home.recorder.packet import AudioFormat, StreamFormat
from fanlight.home.recorder.watch.decoder import Decoder
from tests.flow.home.conftest import encoded


@pytest.fixture
def apart() -> Iterator[DecodingApart]:
    process = DecodingApart()
    yield process
    process.end()


def test_pictures_are_the_same(apart: DecodingApart) -> None:
    """Key frames and what follows them, to the byte; the state that the watch asks for too."""
    stream, packets = encoded(2)
    ours, theirs = Decoder(stream), apart.decoder(stream)
    one, other = ours.key(packets[0]), theirs.key(packets[0])
    assert one and other and (one.luma() == other.luma()).all()
    assert (other.is_key, other.at_s, other.width, other.height) == (one.is_key, one.at_s, one.width, one.height)
    pairs = zip(ours.follow(packets[1:15], False), theirs.follow(packets[1:15], False), strict=True)
    assert all((a.luma() == b.luma()).all() and a.at_s == b.at_s for a, b in pairs)
    assert (theirs.follows, theirs.torn, theirs.pictures) == (ours.follows, ours.torn, ours.pictures)


def test_a_death_costs_pictures_and_the_next_key_frame_brings_them_back(apart: DecodingApart) -> None:
    """The process is killed: what follows is lost until a key frame, nothing is raised."""
    stream, packets = encoded(2)
    decoder = apart.decoder(stream)
    assert decoder.key(packets[0]) is not None
    assert apart.pid is not None
    os.kill(apart.pid, signal.SIGKILL)
    assert list(decoder.follow(packets[1:3], False)) == []
    assert not decoder.follows and decoder.torn
    back = decoder.key(packets[10])
    assert back is not None and np.asarray(back.luma()).shape == (180, 320)


@pytest.mark.parametrize("audio", [None, AudioFormat("aac", 16_000, 1, b"\x14\x08")])
def test_a_description_survives_the_pipe(audio: AudioFormat | None) -> None:
    """Format, parameter sets and sound."""
    stream = StreamFormat("h264", 1920, 1080, b"\x00\x00\x00\x01g", 15.0, audio)
    assert formats.understood(*formats.told(stream)) == stream


@pytest.mark.parametrize("said", [{}, {"codec": "h264", "sets": "x"}, {"codec": 1, "sets": None, "width": []}])
def test_what_describes_nothing_is_refused(said: dict[str, object]) -> None:
    """A process whose memory is broken may say anything."""
    with pytest.raises(FrameBroken):
        formats.understood(said, b"")
