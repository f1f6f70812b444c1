"""Pictures of events: one JPEG 960 wide, one 320 wide for lists."""

from __future__ import annotations

import logging

from fanlight.home.archive import places

SMALL_WIDTH = 320  # px: a list's picture at twice the phone's density

_log = logging.getLogger(__name__)


def keep(event: int, jpeg: bytes) -> bool:
    """Write both sizes; False where that does not go (a full disk must not lose the event)."""
    try:
        small = scaled(jpeg, SMALL_WIDTH)
        places.write_whole(places.picture(event), jpeg)
        places.write_whole(places.picture(event, small=True), small)
    except (OSError, ValueError) as error:
        _log.warning("The picture of event %d was not kept: %s", event, error)
        return False
    return True


def scaled(jpeg: bytes, width: int) -> bytes:
    """The picture at most `width` wide; ValueError where it is no picture."""
    import cv2  # heavy: only when a picture is made
    import numpy as np

    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("not a JPEG")
    if image.shape[1] > width:
        height = max(1, round(image.shape[0] * width / image.shape[1]))
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    done, small = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 80])
    if not done:
        raise ValueError("not a picture")
    return bytes(small.tobytes())


def forget_large(event: int) -> None:
    """Remove the large picture; the small one stays with the event's row."""
    places.picture(event).unlink(missing_ok=True)
