"""Still pictures of other moments: the hours that a camera has footage of, and a key frame of one as JPEG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, tzinfo

from fanlight.ground.clock import micros
from fanlight.home.archive import daybook, reading
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules.days import day_of, local
from fanlight.home.archive.spans import coverage

AFTER_US = 10_000_000  # a key frame is looked for so long after the moment; cameras send one every few seconds
INTO_US = 2_000_000  # a clip's first second is pre-roll: a moment later something is to be seen
HOUR_US = 3_600_000_000
QUALITY = 85  # of JPEG


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with footage and its words, as “yesterday 14:05”."""

    at_us: int
    words: str


def moments(camera: Camera, *, now: datetime, zone: tzinfo) -> list[Moment]:
    """One for each hour of today and yesterday that has footage, newest first."""
    today = day_of(micros(now), zone)
    found = []
    for day, word in ((today, "today"), (today.before, "yesterday")):
        first_of: dict[int, int] = {}
        for start, end in daybook.footage_of(day, micros(now)).get(camera.pk, []):
            at = max(start, day.start_us) + INTO_US
            until = min(end, day.end_us)
            while at < until:
                first_of.setdefault(local(at, zone).hour, at)
                at += HOUR_US - (at - day.start_us) % HOUR_US
        hours = sorted(first_of.values(), reverse=True)
        found += [Moment(at, f"{word} {local(at, zone):%H:%M}") for at in hours]
    return found


def still_at(camera: Camera, at_us: int) -> bytes | None:
    """The first picture that decodes from this moment on; None where there is no footage or it is damaged."""
    import av  # heavy: only when a picture is made
    import av.error

    for piece in coverage(camera, at_us, at_us + AFTER_US).pieces:
        try:
            with av.open(io.BytesIO(reading.whole(piece)), "r") as container:
                for frame in container.decode(video=0):
                    return _jpeg(frame.to_ndarray(format="bgr24"))
        except (av.error.FFmpegError, reading.FootageMissing, ValueError, IndexError):
            continue
    return None


def _jpeg(pixels: object) -> bytes | None:
    import cv2

    done, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return bytes(encoded.tobytes()) if done else None
