"""How late a live picture is: from a packet's arrival at the home to its frame on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

# Runs before the page: notes when the first live frame stood on the screen.
FIRST_PICTURE = """
window.firstPicture = null;
document.addEventListener('DOMContentLoaded', () => {
  const video = document.querySelector('[data-live] video');
  if (video) video.requestVideoFrameCallback(() => { window.firstPicture = performance.now(); });
});
"""

# The wall clock of media time 0 stands on the element; both clocks are this machine's.
DELAYS = """async (seconds) => {
  const video = document.querySelector('[data-live] video');
  const delays = [];
  let measuring = true;
  const each = (_now, frame) => {
    const shown = performance.timeOrigin + frame.expectedDisplayTime;
    delays.push((shown - (Number(video.dataset.base) / 1000 + frame.mediaTime * 1000)) / 1000);
    if (measuring) video.requestVideoFrameCallback(each);
  };
  video.requestVideoFrameCallback(each);
  await new Promise((done) => setTimeout(done, seconds * 1000));
  measuring = false;
  return delays.sort((a, b) => a - b);
}"""


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from arrival to display."""

    frames: int
    median: float
    p95: float


def delays(page: Page, seconds: float = 4.0) -> Delays:
    """Of the frames that the page's first live picture shows in so many seconds."""
    found = page.evaluate(DELAYS, seconds)
    assert found, "no frame was shown"
    return Delays(len(found), found[len(found) // 2], found[int(len(found) * 0.95)])


def first_picture(page: Page) -> float:
    """Seconds from the beginning of the navigation to the first live frame."""
    for _ in range(200):
        at = page.evaluate("window.firstPicture")
        if at is not None:
            return float(at) / 1000
        page.wait_for_timeout(50)
    raise AssertionError("no live picture within 10 s")
