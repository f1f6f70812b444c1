"""`fanlight watch` as others rely on it: JSON lines only, exit 0, 2 or 3, one line that says what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.unit.home.recorder.watch.street import RATE, still, with_walker

FANLIGHT = Path(sys.executable).parent / "fanlight"
PASSWORD = "correct horse"


def watch(source: object, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FANLIGHT, "watch", str(source), "--json", *options], capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds in which somebody crosses the street from second 12 to 17."""
    path = tmp_path_factory.mktemp("clip") / "street.mp4"
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=RATE, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt, video.gop_size = 320, 180, "yuv420p", 30
        for number in range(20 * RATE):
            at = number / RATE
            luma = with_walker(still(), int((at - 12) * 60)) if 12 <= at < 17 else still()
            frame = av.VideoFrame.from_ndarray(np.vstack([luma, np.full((90, 320), 128, np.uint8)]), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return path


def test_an_event_is_one_line_and_the_last_line_is_the_cost(clip: Path):
    """Keys as promised, times in stream seconds, nothing on stderr."""
    done = watch(clip)
    *events, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and done.stderr == "" and len(events) == 1
    assert set(events[0]) == {"start_s", "end_s", "confirmed_s", "zone", "score"} and events[0]["zone"] is None
    assert 12 <= events[0]["start_s"] <= events[0]["confirmed_s"] <= 14.5 and 14 <= events[0]["end_s"] <= 17.5
    assert 0 < events[0]["score"] <= 1
    assert (
        set(last) == {"duration_s", "cpu_s"} and last["duration_s"] == pytest.approx(20, abs=0.1) and last["cpu_s"] > 0
    )


def test_seconds_stop_the_watch(clip: Path):
    """--seconds are the stream's."""
    (last,) = [json.loads(line) for line in watch(clip, "--seconds", "5").stdout.splitlines()]
    assert last["duration_s"] == pytest.approx(5, abs=0.2)


@pytest.mark.parametrize("broken", [False, True])
def test_without_a_detector_events_are_movement(clip: Path, tmp_path: Path, broken: bool):
    """Missing or broken: one line says how to get it, and the event is told."""
    if broken:
        (tmp_path / "models").mkdir()
        (tmp_path / "models" / "kinds.tflite").write_text("hello")
        (tmp_path / "models" / "kinds.txt").write_text("Person\n")
    done = watch(clip, "--kinds", FANLIGHT_DATA=str(tmp_path))
    assert json.loads(done.stdout.splitlines()[0])["kind"] == "movement"
    assert done.returncode == 0 and done.stderr.count("\n") == 1 and "fanlight detector get" in done.stderr


def _sound(path: Path) -> Path:
    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=16_000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 16_000), np.float32), format="fltp", layout="mono")
        frame.rate = 16_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def test_what_is_no_video_says_so_in_one_line(tmp_path: Path):
    """2 where it cannot be opened, 3 where there is no video; stdout stays empty."""
    text, empty, playlist = tmp_path / "text.mp4", tmp_path / "empty.mp4", tmp_path / "list.m3u8"
    text.write_text("hello\nthis is text\n" * 50)
    empty.touch()
    playlist.write_text("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n")
    cases = [
        (text, 2),
        (empty, 2),
        (playlist, 2),
        (tmp_path, 2),
        (tmp_path / "nothing.mp4", 2),
        (_sound(tmp_path / "sound.mp4"), 3),
    ]
    for source, code in cases:
        done = watch(source)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1), source
        assert done.stderr.startswith("fanlight: ") and "Traceback" not in done.stderr


def test_a_file_cut_short_is_watched_to_its_end(clip: Path, tmp_path: Path):
    """What can be read counts, and that it ended early is said."""
    raw, cut = tmp_path / "whole.ts", tmp_path / "cut.ts"
    with av.open(str(clip)) as source, av.open(str(raw), "w") as out:
        copy = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = copy
                out.mux(packet)
    cut.write_bytes(raw.read_bytes()[: raw.stat().st_size * 4 // 5])
    done = watch(cut)
    assert done.returncode == 0 and 12 <= json.loads(done.stdout.splitlines()[-1])["duration_s"] < 20


@pytest.mark.parametrize(
    "url",
    ["rtsp://127.0.0.1:9149/none", "rtsp://cam@127.0.0.1:9149/x", "http://127.0.0.1:9149/", "rtsp://[", "ftp://x/y"],
)
def test_a_camera_that_is_not_there_says_so_and_keeps_the_password(url: str):
    """Exit 2, one line, and the password from the environment stands nowhere."""
    done = watch(url, FANLIGHT_CAMERA_PASSWORD=PASSWORD)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert PASSWORD not in done.stderr
