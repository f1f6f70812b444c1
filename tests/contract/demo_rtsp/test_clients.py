"""Real clients watch the made-up cameras: FFmpeg inside PyAV, and Debian's ffmpeg and ffprobe."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import av
import pytest

from fanlight.demo.rtsp.clip import Clip, read_clip
from fanlight.demo.rtsp.faults import Faults
from fanlight.demo.rtsp.serving import serving
from tests.contract.demo_rtsp.film import film

pytestmark = pytest.mark.slow  # real time: a seam takes its second
needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffprobe"), reason="Debian's ffmpeg is not installed")
KEYS = {"user": "demo", "password": "word: with / signs@"}


@dataclass(frozen=True)
class Seen:
    """What a client saw of one packet; PyAV's own packets must not outlive their container."""

    medium: str
    codec: str
    rate: int
    seconds: Fraction | None
    is_key: bool


def watch(url: str, transport: str, packets: int) -> list[Seen]:
    """So many packets, decoded as they come, so that a broken one fails the test."""
    seen = []
    with av.open(url, options={"rtsp_transport": transport}) as container:
        for packet in container.demux():
            stream = packet.stream
            at = packet.dts * packet.time_base if packet.dts is not None else None
            rate = stream.codec_context.sample_rate if stream.type == "audio" else 0
            seen.append(Seen(stream.type, stream.codec_context.name, rate, at, packet.is_keyframe))
            packet.decode()
            if len(seen) == packets:
                break
    return seen


def check_continuous(packets: list[Seen], step: Fraction) -> None:
    """Decode times go on by the same step, whatever the clip's length."""
    timed = [packet for packet in packets if packet.seconds is not None]
    assert len(timed) >= len(packets) - 1  # FFmpeg gives the first one no time
    for before, after in pairwise(timed):
        assert abs(after.seconds - before.seconds - step) < Fraction(1, 1000)


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_pictures_go_on_over_the_seam(codec, transport, request):
    """A clip of one second is watched for longer: every picture decodes and time never jumps."""
    clip = request.getfixturevalue(codec)
    with serving({"cam": clip}, **KEYS) as server:
        packets = watch(server.url("cam"), transport, 35)
    assert packets[0].is_key
    assert sum(packet.is_key for packet in packets) >= 3
    check_continuous(packets, Fraction(1, 15))


def test_sound_as_aac_fits_the_pictures(with_aac):
    """AAC comes beside the pictures, in whole frames, and starts with them."""
    with serving({"cam": with_aac}, **KEYS) as server:
        packets = watch(server.url("cam"), "tcp", 60)
    sound = [packet for packet in packets if packet.medium == "audio"]
    pictures = [packet for packet in packets if packet.medium == "video"]
    assert sound[0].codec == "aac"
    assert sound[0].rate == 16000
    check_continuous(sound, Fraction(1024, 16000))
    starts = [next(p.seconds for p in some if p.seconds is not None) for some in (sound, pictures)]
    assert abs(starts[0] - starts[1]) < Fraction(1, 4)


@pytest.mark.parametrize("codec", ["pcm_alaw", "pcm_mulaw"])
def test_sound_as_g711(codec, reels):
    """G.711 comes in packets of 40 ms under its static payload type, without a gap at the seam."""
    clip = read_clip(film(reels / f"{codec}.mov", sound=codec, seconds=1.0))
    with serving({"cam": clip}) as server:
        packets = watch(server.url("cam"), "tcp", 70)
    sound = [packet for packet in packets if packet.medium == "audio"]
    assert sound[0].codec == codec
    check_continuous(sound, Fraction(320, 8000))


def test_sound_without_pictures(reels):
    """A camera may send sound alone."""
    clip = read_clip(film(reels / "sound.mp4", codec=None, sound="aac", seconds=64 / 15))
    with serving({"cam": clip}) as server, av.open(server.url("cam"), options={"rtsp_transport": "tcp"}) as container:
        assert [stream.type for stream in container.streams] == ["audio"]


def test_another_size_in_the_middle(h264, small):
    """New parameter sets come with the first key frame of the new size, within the same session."""
    sizes = []
    with (
        serving({"cam": [h264, small]}) as server,
        av.open(server.url("cam"), options={"rtsp_transport": "tcp"}) as container,
    ):
        for frame in container.decode(video=0):
            sizes.append((frame.width, frame.height))
            if len(sizes) == 40:
                break
    assert set(sizes) == {(320, 240), (160, 120)}
    assert sizes[0] == (320, 240)


def test_back_with_another_size(h264, small):
    """A camera that hangs up between its clips describes itself anew to who comes back."""
    with serving({"cam": [h264, small]}, faults=Faults(close_between_clips=True)) as server:
        sizes = []
        for _ in range(2):
            with av.open(server.url("cam"), options={"rtsp_transport": "tcp"}) as container:
                stream = container.streams.video[0]
                sizes.append((stream.codec_context.width, stream.codec_context.height))
                assert sum(1 for packet in container.demux(stream) if packet.size) <= 15
    assert set(sizes) == {(320, 240), (160, 120)}


def test_wrong_password(h264):
    """401 for a wrong password, and the same client is let in with the right one."""
    with serving({"cam": h264}, **KEYS) as server:
        with pytest.raises(av.error.HTTPUnauthorizedError):
            av.open(server.url("cam").replace("demo:", "demo:x"), options={"rtsp_transport": "tcp"})
        assert watch(server.url("cam"), "tcp", 3)


def test_right_password_refused(h264):
    """A camera may refuse everybody."""
    with (
        serving({"cam": h264}, **KEYS, faults=Faults(refuse_password=True)) as server,
        pytest.raises(av.error.HTTPUnauthorizedError),
    ):
        av.open(server.url("cam"), options={"rtsp_transport": "tcp"})


def test_basic_authentication(h264):
    """Old cameras know Basic alone."""
    with serving({"cam": h264}, **KEYS, faults=Faults(basic_only=True)) as server:
        assert watch(server.url("cam"), "tcp", 3)


def test_only_datagrams(h264):
    """TCP is refused with 461, UDP works."""
    with serving({"cam": h264}, faults=Faults(only_datagrams=True)) as server:
        with pytest.raises(av.error.FFmpegError):
            av.open(server.url("cam"), options={"rtsp_transport": "tcp"})
        assert watch(server.url("cam"), "udp", 20)


def test_not_a_camera(h264):
    """A port that answers something else is no camera for a client."""
    babble = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
    with serving({"cam": h264}, faults=Faults(babble=babble)) as server, pytest.raises(av.error.FFmpegError):
        av.open(server.url("cam"), options={"rtsp_transport": "tcp"})


def test_another_version_from_the_next_key_frame(reels, h264):
    """A scene's other version is shown in the running session, at a key frame."""
    other = read_clip(film(reels / "other.mp4", size=(160, 120)))
    sizes = []
    with (
        serving({"cam": {"day": h264, "night": other}}) as server,
        av.open(server.url("cam"), options={"rtsp_transport": "tcp"}) as container,
    ):
        for number, frame in enumerate(container.decode(video=0)):
            sizes.append(frame.width)
            if number == 3:
                server.show("cam", "night")
            if number == 35:
                break
    assert sizes[0] == 320
    assert sizes[-1] == 160


@needs_ffmpeg
@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_debians_ffmpeg(transport, with_aac: Clip):
    """Debian's ffmpeg names both streams and copies them over the seam without a complaint about times or data."""
    with serving({"cam": with_aac}, **KEYS) as server:
        command = ["ffmpeg", "-hide_banner", "-loglevel", "warning", "-rtsp_transport", transport]
        command += ["-i", server.url("cam"), "-t", "6", "-c", "copy", "-f", "null", "-"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        probe = ["ffprobe", "-v", "error", "-rtsp_transport", transport, "-show_entries", "stream=codec_name"]
        probed = subprocess.run([*probe, "-of", "csv=p=0", server.url("cam")], capture_output=True, text=True)
    assert done.returncode == 0
    complaints = [line for line in done.stderr.splitlines() if "unset" not in line]  # known: the first one has no time
    assert not complaints
    assert probed.stdout.split() == ["h264", "aac"]
