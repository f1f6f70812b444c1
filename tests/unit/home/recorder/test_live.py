"""Live view: a picture at once, one fragment per frame, and a slow viewer skips to now."""

from __future__ import annotations

import io

import av

from fanlight.home.recorder.live import LiveView
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat
from fanlight.home.recorder.ring import Budget
from fanlight.home.recorder.stream import Run, Stream
from tests.unit.home.recorder.film import film


def streaming(seconds: int) -> tuple[Stream, Run, tuple[Packet, ...], StreamFormat]:
    """A stream that has had no packet yet, and a film for it."""
    stream_format, packets = film(seconds=seconds)
    stream = Stream(1, "main", Budget())
    return stream, stream.begin(stream_format, 1_000_000_000), packets, stream_format


def view_of(stream: Stream) -> LiveView:
    return LiveView(stream, lambda: ("watching", ""))


def test_begins_with_the_newest_key_frame() -> None:
    """State, initialisation, then the pictures since the last key frame, at once."""
    stream, run, packets, stream_format = streaming(4)
    for packet in packets[:50]:
        stream.feed(run, packet)
    headers = [header for header, _ in view_of(stream).frames()]
    assert [header["what"] for header in headers[:3]] == ["state", "init", "fragment"]
    assert headers[1]["mime"].startswith("video/mp4") and headers[1]["width"] == stream_format.width
    assert headers[2]["key"] and len(headers) == 2 + 50 - 45


def test_what_is_sent_plays() -> None:
    """Initialisation and fragments in a row are an MP4 that decodes picture for picture."""
    stream, run, packets, _ = streaming(3)
    view, file = view_of(stream), io.BytesIO()
    for packet in packets:
        stream.feed(run, packet)
        for _, payload in view.frames():
            file.write(payload)
    file.seek(0)
    with av.open(file) as opened:
        times = [frame.time for frame in opened.decode(video=0)]
    assert len(times) == len(packets) and times == sorted(times)


def test_a_slow_viewer_skips_to_the_newest_key_frame() -> None:
    """Who comes back after seconds sees now, and is told that something was skipped."""
    stream, run, packets, _ = streaming(6)
    view = view_of(stream)
    for packet in packets[:20]:
        stream.feed(run, packet)
    list(view.frames())
    for packet in packets[20:]:
        stream.feed(run, packet)
    headers = [header for header, _ in view.frames()]
    assert headers[0]["what"] == "skipped"
    assert headers[1]["key"] and headers[1]["at_us"] >= run.wall_us(5 * VIDEO_HZ - 1)


def test_a_new_run_begins_anew() -> None:
    """After a reconnection the viewer gets an initialisation again, without asking."""
    stream, run, packets, stream_format = streaming(2)
    view = view_of(stream)
    stream.feed(run, packets[0])
    list(view.frames())
    stream.end()
    again = stream.begin(stream_format, 2_000_000_000)
    stream.feed(again, packets[0])
    headers = [header for header, _ in view.frames()]
    assert [header["what"] for header in headers] == ["init", "fragment"]
    assert headers[0]["epoch_us"] == 2_000_000_000


def test_states_are_told_when_they_change() -> None:
    """A camera that goes away is said in the picture's place."""
    stream, _, _, _ = streaming(1)
    state = ("watching", "")
    view = LiveView(stream, lambda: state)
    list(view.frames())
    state = ("silent", "The camera is connected but sends nothing.")
    assert [header["words"] for header, _ in view.frames()] == [state[1]]
