"""S5: thirty simulated days of a home's outgoing bytes do not depend on where its cameras are."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.following import Following
from tests.flow.asks.house import HOUR, House

DAY = timedelta(days=1)
PLACES = [(40.0008, -45.0012), (40.0100, -45.0012), (-33.9, 151.2), None]
SEEN: dict[str, list[tuple[int, bytes, bytes]]] = {}


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES, ids=["in", "beside", "far", "unknown"])
def test_s5_location(house: House, place: tuple[float, float] | None) -> None:
    """The same bytes in the same order from four places, one of them not known to the house itself."""
    house.settle(place=place)
    house.film()
    house.resident()
    house.join()
    draw = random.Random(3)
    Following.objects.update(phase_s=draw.randrange(300), digest_minute=draw.randrange(480, 1200))
    house.commons.messages.clear()
    sent = []
    begin = house.now
    for day in range(30):
        if day in (1, 9, 20):
            noon = house.now - 5 * HOUR
            house.ask(
                f"request {day}", case=f"26-{day:07}", since=int(noon.timestamp()), until=int(noon.timestamp()) + 3600
            )
        house.pass_(DAY, step=12 * HOUR)
        at = int((house.now - begin) / HOUR)
        sent += [(at, message.head, message.body) for message in house.commons.messages]
        house.commons.messages.clear()
    assert len(sent) > 60
    SEEN[str(place)] = sent
    assert sent == SEEN[next(iter(SEEN))]
    assert Ask.objects.count() == 3
