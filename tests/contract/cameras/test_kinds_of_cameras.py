"""What cameras are in the world: other codecs, other sound, other transports, and those that give no video at all."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import av
import pytest

from fanlight.demo.rtsp.clip import read_clip
from fanlight.demo.rtsp.faults import Faults
from fanlight.demo.rtsp.serving import Served, serving
from fanlight.ground.clock import SystemClock
from fanlight.home.recorder import client
from fanlight.home.recorder.index import CameraPlan, Transport
from tests.contract.cameras import clips
from tests.contract.cameras.recorder import Recorded, recording

USER, PASSWORD = "cam", "s e/cr@t:1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    return {
        "h264": clips.make(folder / "h264.mp4", seconds=3),
        "large": clips.make(folder / "large.mp4", seconds=3, size=(640, 360)),
        "h265": clips.make(folder / "h265.mp4", seconds=3, codec="libx265"),
        "aac": clips.make(folder / "aac.mp4", seconds=3, sound="aac"),
        "g711": clips.make(folder / "g711.mov", seconds=3, sound="pcm_alaw", sound_rate=8000),
        "sound": clips.make(folder / "sound.mp4", seconds=3, sound="aac", picture=False),
    }


def plan(camera: Served, name: str, *, sound: bool = False, transport: Transport = "auto") -> CameraPlan:
    url = camera.url(name, with_password=False)
    return CameraPlan(1, name, url, None, USER, PASSWORD, transport, sound=sound, recording="always")


def footage(recorded: Recorded) -> bool:
    """Whether something is listed."""
    return any(row.fragments for row in recorded.rows())


def played(recorded: Recorded) -> list[set[str]]:
    """The codecs in each segment."""
    found = []
    for row in recorded.rows():
        with av.open(str(recorded.data / "footage" / row.path)) as file:
            found.append({stream.codec_context.name for stream in file.streams if stream.codec_context})
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sound", "codecs"),
    [
        ("h265", False, {"hevc"}),
        ("aac", True, {"h264", "aac"}),
        ("aac", False, {"h264"}),
        ("g711", True, {"h264", "aac"}),
    ],
)
def test_codecs(made: Mapping[str, Path], tmp_path: Path, name: str, sound: bool, codecs: set[str]) -> None:
    """H.265 and AAC are kept as they come, G.711 becomes AAC, and sound that is off is not kept."""
    with serving({name: read_clip(made[name])}, user=USER, password=PASSWORD) as camera:
        with recording(tmp_path, [plan(camera, name, sound=sound)]) as recorded:
            assert recorded.until(lambda: footage(recorded))
        assert played(recorded) == [codecs]
        assert all(recorded.decoded(row) > 0 for row in recorded.rows())


@pytest.mark.slow
@pytest.mark.parametrize(
    "faults", [Faults(only_datagrams=True), Faults(basic_only=True), Faults(only_interleaved=True)]
)
def test_transport_and_sign_in(made: Mapping[str, Path], tmp_path: Path, faults: Faults) -> None:
    """A camera that refuses TCP is read over UDP; Basic is as good as digest."""
    with (
        serving({"h264": read_clip(made["h264"])}, user=USER, password=PASSWORD, faults=faults) as camera,
        recording(tmp_path, [plan(camera, "h264")]) as recorded,
    ):
        assert recorded.until(lambda: footage(recorded)), recorded.words()


@pytest.mark.slow
def test_resolution_changes(made: Mapping[str, Path], tmp_path: Path) -> None:
    """A camera that changes its picture begins a new segment with the new format, without a reconnection."""
    reel = [read_clip(made["h264"]), read_clip(made["large"])]
    with serving({"both": reel}, user=USER, password=PASSWORD) as camera:
        with recording(tmp_path, [plan(camera, "both")]) as recorded:
            assert recorded.until(lambda: len({row.new.format.width for row in recorded.rows()}) == 2)
            assert recorded.until(lambda: len(recorded.rows()) >= 3)
        for row in recorded.rows():
            assert recorded.decoded(row) > 0
            with av.open(str(recorded.data / "footage" / row.path)) as file:
                frame = next(file.decode(video=0))
            assert (frame.width, frame.height) == (row.new.format.width, row.new.format.height)
        assert "unreachable" not in recorded.states()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "faults", "state", "word"),
    [
        ("h264", Faults(refuse_password=True), "refused", "refuses this password"),
        ("sound", Faults(), "silent", "sound only"),
        ("h264", Faults(silent=True), "silent", "sends nothing"),
        ("h264", Faults(babble=b"SSH-2.0-OpenSSH_9.2\r\n"), "unreachable", "not with video"),
        ("nowhere", Faults(), "unreachable", "no stream at"),
    ],
)
def test_no_video_in_words(
    made: Mapping[str, Path], tmp_path: Path, name: str, faults: Faults, state: str, word: str
) -> None:
    """A camera that gives no video has a state and words that say why; a gap is open; the password is not said."""
    cameras = {"h264": read_clip(made["h264"]), "sound": read_clip(made["sound"])}
    with (
        serving(cameras, user=USER, password=PASSWORD, faults=faults) as camera,
        recording(tmp_path, [plan(camera, name)]) as recorded,
    ):
        assert recorded.until(lambda: state in recorded.states()), recorded.words()
        assert recorded.until(lambda: recorded.index.gaps)
        assert word in recorded.words()
        assert [gap.end_us for gap in recorded.index.gaps.values()] == [None]
        assert PASSWORD not in repr(recorded.index.states) + repr(recorded.index.gaps)


@pytest.mark.slow
def test_refused_password_is_not_tried_again_at_once(made: Mapping[str, Path], tmp_path: Path) -> None:
    """Cameras lock after five wrong tries: after one there is a pause of a minute."""
    with (
        serving({"h264": read_clip(made["h264"])}, user=USER, password="another") as camera,
        recording(tmp_path, [plan(camera, "h264")]) as recorded,
    ):
        assert recorded.until(lambda: "refused" in recorded.states())
        requests = len(camera.asked)
        assert not recorded.until(lambda: len(camera.asked) > requests, within=4)


@pytest.mark.slow
def test_sub_stream_is_watched_and_shown(made: Mapping[str, Path], tmp_path: Path) -> None:
    """With a sub stream the live view has both, and only the main stream is recorded."""
    cameras = {"main": read_clip(made["large"]), "sub": read_clip(made["h264"])}
    with serving(cameras, user=USER, password=PASSWORD) as camera:
        one = CameraPlan(
            1,
            "yard",
            camera.url("main", with_password=False),
            camera.url("sub", with_password=False),
            USER,
            PASSWORD,
            recording="always",
        )
        with recording(tmp_path, [one]) as recorded:
            assert recorded.until(lambda: footage(recorded))
            assert recorded.until(lambda: (1, "sub") in recorded.index.formats)
            for name, width in (("main", 640), ("sub", 320)):
                frames = client.follow(tmp_path, {"do": "live", "cameras": [{"id": 1, "stream": name}]})
                head = next(header for header, _ in frames if header["what"] == "init")
                assert head["width"] == width
                frames.close()
        assert {row.new.stream for row in recorded.rows()} == {"main"}


def asked(**question: Any) -> dict[str, Any]:
    """What the probe answers."""
    command = [sys.executable, "-m", "fanlight.home.recorder.probe"]
    done = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, timeout=20, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    assert "s e/cr@t" not in done.stdout + done.stderr
    return answer


@pytest.mark.slow
def test_probe_shows_a_picture(made: Mapping[str, Path]) -> None:
    """A camera that works is described, with a picture to look at before anything is saved."""
    with serving({"g711": read_clip(made["g711"])}, user=USER, password=PASSWORD) as camera:
        url = camera.url("g711", with_password=False)
        answer = asked(url=url, username=USER, password=PASSWORD)
    assert answer["ok"] and answer["format"] == {"codec": "h264", "width": 320, "height": 180}
    assert answer["gop_seconds"] == pytest.approx(1.0, abs=0.1)
    assert base64.b64decode(answer["picture"])[:2] == b"\xff\xd8"
    assert answer["sound"]["codec"] == "aac"


@pytest.mark.slow
def test_probe_finds_the_usual_path(made: Mapping[str, Path]) -> None:
    """An address without a path is tried at the paths of common makers, and the sub stream's is proposed."""
    with serving({"stream1": read_clip(made["h264"])}, user=USER, password=PASSWORD) as camera:
        answer = asked(url=f"127.0.0.1:{camera.port}", username=USER, password=PASSWORD)
    assert answer["ok"]
    assert answer["url"].endswith("/stream1") and answer["sub"].endswith("/stream2")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("faults", "code"),
    [
        (Faults(refuse_password=True), "refused"),
        (Faults(babble=b"HTTP/1.1 400 Bad Request\r\n\r\n"), "no-video"),
        (Faults(silent=True), "silent"),
    ],
)
def test_probe_says_what_is_wrong(made: Mapping[str, Path], faults: Faults, code: str) -> None:
    """Within 15 s the reason is known, as a code and in words."""
    with serving({"h264": read_clip(made["h264"])}, user=USER, password=PASSWORD, faults=faults) as camera:
        answer = asked(url=camera.url("h264", with_password=False), username=USER, password=PASSWORD)
    assert not answer["ok"] and answer["code"] == code and answer["words"]


@pytest.mark.slow
@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "rtsp://", "", "rtsp://127.0.0.1:99999/x"])
def test_probe_refuses_what_is_no_camera(url: str) -> None:
    """Only RTSP addresses are opened, whatever is typed."""
    answer = asked(url=url)
    assert not answer["ok"] and answer["code"] == "no-video" and answer["words"]


@pytest.mark.slow
@pytest.mark.parametrize("off_s", [0.0, 300.0, -42.0])
def test_how_far_the_cameras_own_clock_is_off(made: Mapping[str, Path], tmp_path: Path, off_s: float) -> None:
    """From its sender reports, to the second; its footage is stamped by this computer's clock all the same."""
    faults = Faults(clock_off_s=off_s)
    with (
        serving({"h264": read_clip(made["h264"])}, user=USER, password=PASSWORD, faults=faults) as camera,
        recording(tmp_path, [plan(camera, "h264")]) as recorded,
    ):
        began = SystemClock().now().timestamp()
        assert recorded.until(lambda: 1 in recorded.index.clocks, within=40)
        assert abs(recorded.index.clocks[1] / 1000 - off_s) < 1.0
    assert all(abs(start - began) < 30 for start, _ in recorded.covered())
