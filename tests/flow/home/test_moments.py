"""Still pictures of other moments, from real footage on disk."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from django.test import Client

from fanlight.ground.clock import SystemClock, from_micros, micros
from fanlight.home.archive.moments import moments, still_at
from fanlight.people.models import Person
from tests.flow.home.conftest import NOON_US, Home

pytestmark = pytest.mark.django_db
SECOND = 1_000_000
HOUR = 3600 * SECOND


def test_each_hour_with_footage_is_one_moment(home: Home) -> None:
    """Newest first, today and yesterday by their names; hours without footage are not offered."""
    camera = home.camera()
    for hours_ago in (1, 20, 26):
        home.film(camera, NOON_US - hours_ago * HOUR, 6, run=bytes([hours_ago]) * 16)
    zone = from_micros(NOON_US).tzinfo
    assert zone
    found = moments(camera, now=from_micros(NOON_US), zone=zone)
    assert [one.words for one in found] == ["today 11:00", "yesterday 16:00", "yesterday 10:00"]


def test_a_moments_picture_is_that_of_its_second(home: Home) -> None:
    """It decodes, has the camera's size, and the bar that moves stands elsewhere than at the beginning."""
    camera = home.camera()
    home.film(camera, NOON_US, 6)
    first, later = still_at(camera, NOON_US), still_at(camera, NOON_US + 4 * SECOND)
    assert first and later
    pictures = [cv2.imdecode(np.frombuffer(one, np.uint8), cv2.IMREAD_COLOR) for one in (first, later)]
    assert all(picture is not None and picture.shape == (180, 320, 3) for picture in pictures)
    assert np.abs(pictures[0].astype(int) - pictures[1].astype(int)).max() > 60
    assert still_at(camera, NOON_US + HOUR) is None


def test_the_zones_page_offers_them_and_the_address_serves_them(home: Home, client: Client) -> None:
    """Signed in only; a moment without footage and nonsense are a dull 404."""
    camera = home.camera()
    lately = micros(SystemClock().now()) - 2 * HOUR
    home.film(camera, lately, 6)
    address = f"/cameras/{camera.pk}/at/{lately + 2 * SECOND}.jpg"
    assert client.get(address).status_code in (302, 404)
    client.force_login(Person.objects.create_user("Mara"))
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert client.get(f"/cameras/{camera.pk}/at/{lately - HOUR}.jpg").status_code == 404
    assert client.get(f"/cameras/{camera.pk}/at/{10**30}.jpg").status_code == 404
    assert f'value="{address}"' in client.get(f"/cameras/{camera.pk}/zones/").content.decode()
    other = home.camera("Drive")
    assert client.get(f"/cameras/{other.pk}/at/{lately + SECOND}.jpg").status_code == 404
