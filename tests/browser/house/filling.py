"""A house for the browser: two cameras, one in trouble, a zone, a gap, a deletion; made in the home's own process."""

from __future__ import annotations

import cv2
import numpy as np

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive import places
from fanlight.home.archive.actions.zones import Outline, set_zones
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.footage import Deletion, Gap
from fanlight.home.household.house import describe_house

HOUR = 3_600_000_000
FORMAT = {"codec": "h264", "width": 1280, "height": 720, "rate": 15.0, "audio": None}
PATH = ((3000, 5000), (7000, 5000), (9000, 9500), (1000, 9500))


def fill() -> None:
    """Camera 1 works, camera 2 refuses its password."""
    now = micros(SystemClock().now())
    describe_house(name="14 Larch Street", time_zone="Europe/Berlin")
    door = Camera.objects.create(
        name="Front door",
        place="on the path",
        url="rtsp://192.168.1.40:554/stream1",
        sub_url="rtsp://192.168.1.40:554/stream2",
        doorbell=True,
        state="watching",
        state_since_us=now - HOUR,
        main_format=FORMAT,
        sub_format={**FORMAT, "width": 640, "height": 360},
    )
    Camera.objects.create(
        name="Garden",
        url="rtsp://192.168.1.41:554/stream1",
        state="refused",
        state_words="The camera refuses this password. Check it in the camera's own app.",
        state_since_us=now - 2 * HOUR,
    )
    picture = np.full((360, 640, 3), 120, np.uint8)
    places.write_whole(places.last_picture(door.pk), bytes(cv2.imencode(".jpg", picture)[1]))
    set_zones(camera=door, zones=[Outline("Path", "watch", PATH, 50)])
    Gap.objects.create(
        camera=door, start_us=now - HOUR, end_us=now - HOUR // 2, reason="camera", words="Camera did not answer"
    )
    Deletion.objects.create(
        camera=door, start_us=now - 800 * HOUR, end_us=now - 799 * HOUR, size=10**9, reason="days", at_us=now, days=30
    )
