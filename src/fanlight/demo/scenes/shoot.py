"""Scenes into files: each round encoded as a camera would, in two sizes; quiet seconds are encoded once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from fanlight.demo.scenes.canvas import Picture
from fanlight.demo.scenes.place import HEIGHT, WIDTH
from fanlight.demo.scenes.programme import ROUND, SCENES, Scene
from fanlight.demo.scenes.stage import Stage

RATE = 15
GROUP = 2 * RATE
"""Frames from one key frame to the next: two seconds, as cameras send by default."""
SUB = 2  # the sub stream's pictures are so many times smaller each way
QUALITY = {"main": "25", "sub": "27"}  # x264's constant rate factor

Coded = tuple[bytes, bool]  # one frame, and whether it is a key frame
Progress = Callable[[str, int, int], None]
"""What was drawn, how many are done, out of how many."""


def scene_folder(demo: Path) -> Path:
    """Where this edition of the scenes lies: drawn anew when how they are drawn has changed, and the old ones go."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    edition = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    folder = demo / f"scenes-{edition}"
    if not folder.exists():
        for old in demo.glob("scenes-*"):
            shutil.rmtree(old)
        folder.mkdir(parents=True)
    return folder


def file_of(folder: Path, camera: str, version: str, stream: str) -> Path:
    return folder / f"{camera}-{version}-{stream}.mp4"


def draw_all(folder: Path, progress: Progress) -> int:
    """Draw what is not there yet, on two threads; returns how many scenes were missing."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(camera, version) for camera, versions in SCENES.items() for version in versions]
    missing = [one for one in wanted if not all(file_of(folder, *one, stream).exists() for stream in QUALITY)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [pool.submit(draw, folder, camera, version) for camera, version in missing]
        for done, (job, (camera, version)) in enumerate(zip(jobs, missing, strict=True), 1):
            job.result()
            progress(f"{camera}, {version}", done, len(missing))
    return len(missing)


def draw(folder: Path, camera: str, version: str) -> None:
    """One scene in both sizes; a file appears under its name when it is whole."""
    scene = SCENES[camera][version]
    targets = {stream: file_of(folder, camera, version, stream) for stream in QUALITY}
    films = {stream: _Film(stream, target.with_suffix(".part")) for stream, target in targets.items()}
    _shoot(scene, Stage(scene.place, scene.light, scene.acts, seed=len(camera)), films)
    for stream, film in films.items():
        film.write()
        film.path.replace(targets[stream])


def _shoot(scene: Scene, stage: Stage, films: dict[str, _Film]) -> None:
    for first in range(0, int(ROUND * RATE), GROUP):
        quiet = stage.is_quiet(first / RATE, (first + GROUP) / RATE)
        if quiet and all(film.repeat_quiet() for film in films.values()):
            continue
        for number in range(first, first + GROUP):
            planes = stage.frame(number / RATE, number)
            for film in films.values():
                film.take(planes, key=number == first)
        for film in films.values():
            film.end_group(quiet=quiet)


class _Film:
    """One encoder and what came out of it."""

    def __init__(self, stream: str, path: Path) -> None:
        self.smaller, self.path = SUB if stream == "sub" else 1, path
        self.container = av.open(str(path), "w", format="mp4")
        options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "crf": QUALITY[stream],
            "x264-params": f"keyint={GROUP}:min-keyint={GROUP}:scenecut=0",
        }
        self.stream = self.container.add_stream("libx264", rate=RATE, options=options)
        codec = self.stream.codec_context
        codec.width, codec.height = WIDTH // self.smaller, HEIGHT // self.smaller
        codec.pix_fmt, codec.time_base = "yuv420p", Fraction(1, RATE)
        codec.gop_size, codec.max_b_frames, codec.thread_count = GROUP, 0, 1
        self.taken = 0
        self.group: list[Coded] = []
        self.quiet: list[Coded] = []
        self.frames: list[Coded] = []

    def take(self, planes: Picture, *, key: bool) -> None:
        frame = av.VideoFrame.from_ndarray(planes if self.smaller == 1 else _smaller(planes), format="yuv420p")
        frame.pts = self.taken
        frame.pict_type = av.video.frame.PictureType.I if key else av.video.frame.PictureType.NONE
        self.taken += 1
        self.group += [(bytes(packet), packet.is_keyframe) for packet in self.stream.encode(frame)]

    def end_group(self, *, quiet: bool) -> None:
        self.frames += self.group
        if quiet:
            self.quiet = self.group
        self.group = []

    def repeat_quiet(self) -> bool:
        """False before the first quiet group is there."""
        self.frames += self.quiet
        return bool(self.quiet)

    def write(self) -> None:
        for number, (data, is_key) in enumerate(self.frames):
            packet: av.Packet[Any] = av.Packet(data)
            packet.stream, packet.time_base = self.stream, Fraction(1, RATE)
            packet.pts = packet.dts = number
            packet.duration, packet.is_keyframe = 1, is_key
            self.container.mux(packet)
        self.container.close()


def _smaller(planes: Picture) -> Picture:
    """Half of the size each way, plane by plane."""
    half = (WIDTH // 2, HEIGHT // 2)
    chroma = planes[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
    luma = cv2.resize(planes[:HEIGHT], half, interpolation=cv2.INTER_AREA)
    small = [cv2.resize(plane, (half[0] // 2, half[1] // 2), interpolation=cv2.INTER_AREA) for plane in chroma]
    stacked = np.concatenate([luma.reshape(-1), *(plane.reshape(-1) for plane in small)])
    return np.asarray(stacked.reshape(half[1] * 3 // 2, half[0]), np.uint8)
