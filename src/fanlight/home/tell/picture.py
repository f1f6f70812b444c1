"""The small picture of a push: WebP about 160 x 90, its quality lowered until it fits."""

from __future__ import annotations

from fanlight.ground.web_push.payload import PICTURE_LIMIT

WIDTH, HEIGHT = 160, 90  # px, the box it is fitted into
# A usual scene fits at 80 and costs a millisecond; at 10 one still sees whether somebody stands there.
QUALITIES = (80, 60, 40, 20, 10)
SMALLER = 0.75  # of the sides, when no quality suffices


def shrunk(jpeg: bytes) -> bytes:
    """At most PICTURE_LIMIT bytes of WebP; nothing where it is no picture. Its caller has OpenCV anyway."""
    import cv2  # heavy: only when a picture is made
    import numpy as np

    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) if jpeg else None
    if image is None:
        return b""
    scale = min(WIDTH / image.shape[1], HEIGHT / image.shape[0], 1.0)
    while True:
        size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        for quality in QUALITIES:
            done, webp = cv2.imencode(".webp", small, [cv2.IMWRITE_WEBP_QUALITY, quality])
            if done and webp.size <= PICTURE_LIMIT:
                return bytes(webp.tobytes())
        scale *= SMALLER
