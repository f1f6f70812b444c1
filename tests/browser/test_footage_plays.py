"""A browser's MediaSource takes a segment as it lies on disk, and any fragment behind the initialisation."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from fanlight.home.recorder.boxes.codecs import mime
from fanlight.home.recorder.boxes.proof import IDENTITY_SIZE
from tests.unit.home.recorder.disk import disk
from tests.unit.home.recorder.film import film

pytestmark = pytest.mark.browser

PLAY = """async ([type, parts]) => {
    const source = new MediaSource();
    const video = document.createElement("video");
    video.muted = true;
    video.src = URL.createObjectURL(source);
    await new Promise((resolve) => source.addEventListener("sourceopen", resolve));
    const buffer = source.addSourceBuffer(type);
    for (const part of parts) {
        const bytes = Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0));
        const done = new Promise((resolve, reject) => {
            buffer.addEventListener("updateend", resolve, { once: true });
            video.addEventListener("error", () => reject(new Error(video.error.message)), { once: true });
        });
        buffer.appendBuffer(bytes);
        await done;
    }
    source.endOfStream();
    const start = buffer.buffered.start(0), end = buffer.buffered.end(0), spans = buffer.buffered.length;
    video.currentTime = start;
    video.playbackRate = 4;
    const ended = new Promise((resolve) => video.addEventListener("ended", resolve));
    await video.play();
    await ended;
    const quality = video.getVideoPlaybackQuality();
    return { start, end, spans, frames: quality.totalVideoFrames, width: video.videoWidth };
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A blank page of Debian's browser."""
    blank = chromium.new_page()
    yield blank
    blank.close()


@pytest.mark.parametrize(("b_frames", "sound"), [(0, ""), (0, "aac"), (2, "aac"), (2, "opus")])
@pytest.mark.parametrize("which", ["the whole file", "by index", "from the second fragment"])
def test_chromium_plays_segments(page: Page, tmp_path: Path, b_frames: int, sound: str, which: str) -> None:
    """Without error, without a hole, to the end."""
    format, packets = film(b_frames=b_frames, sound=sound, size=128)
    with disk(tmp_path / "footage") as footage:
        writer = footage.record(format, packets)
        data = footage.file(writer).read_bytes()
        fragments = footage.index.rows[writer.id].fragments
    if which == "the whole file":
        parts = [data]
    else:
        chosen = fragments if which == "by index" else fragments[1:]
        opening = data[: fragments[0].offset - IDENTITY_SIZE]
        parts = [opening, *(data[one.offset : one.offset + one.length] for one in chosen)]
    found = page.evaluate(PLAY, [mime(format), [base64.b64encode(part).decode() for part in parts]])
    first = 1.0 if which == "from the second fragment" else 0.0
    assert (found["spans"], found["width"]) == (1, 128)
    assert first <= found["start"] < first + 0.2
    assert 3.9 < found["end"] < 4.3
    assert found["frames"] >= (found["end"] - found["start"]) * 15 - 6
