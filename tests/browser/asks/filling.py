"""Run in a process with a home's data directory: a house that follows Maple Hollow, with a request that fits, a film to
check, a disclosure that waits and one that left. Prints what the tests need to know as JSON."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from pathlib import Path

from django.conf import settings

from fanlight.ground.clock import SystemClock
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.asks.actions import covering, deciding
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.recorder.pair import claim
from fanlight.home.recorder.store import Footage
from tests.flow.asks.commons import Commons
from tests.flow.asks.house import HOUR, House
from tests.flow.home.conftest import Home, Standing


def fill() -> None:
    data = Path(settings.DATA)
    (data / "footage").mkdir()
    now = SystemClock().now().astimezone(UTC).replace(microsecond=0)
    noon = now - timedelta(days=4)
    clock = Standing()
    clock.at = noon + 3 * HOUR
    covering.face_model_is_there = lambda: True  # type: ignore[assignment]
    commons = Commons(data / "test-commons")
    commons.found(int(noon.timestamp()) - 30 * 86_400)
    commons.clock = int(clock.at.timestamp())
    commons.publish()
    index = ArchiveIndex(clock)
    with Footage(data / "footage") as store, commons.served():
        house = House(Home(data, clock, index, store, claim(store, index)), commons, now=clock.at, noon=noon)
        told = _live(house, now)
        house.follower.close()
    print(json.dumps(told))


def _live(house: House, now) -> dict[str, int]:
    house.settle()
    house.film(name="Front door", size=(640, 360))
    house.film(name="Drive", size=(640, 360))
    house.film(name="Side gate", size=(640, 360))
    mara = house.resident("Mara")
    house.resident("Ines")
    house.join()
    ask = house.opened()
    front, drive, gate = ask.fits.all()
    for fit in (front, drive, gate):
        deciding.choose(ask=ask, fits=[fit], by=mara, now=house.now)
        house.cover()
    left, waits, check = Disclosure.objects.order_by("pk")
    _confirm(house, left, mara)
    house.pass_(now - 20 * HOUR - house.now)
    _confirm(house, waits, mara)
    house.pass_(now - house.now)
    house.ask("second", case="26-0000099")
    house.tick()
    Disclosure.objects.get(pk=left.pk)
    return {
        "ask": Ask.objects.get(pk=ask.pk).pk,
        "left": left.pk,
        "waits": waits.pk,
        "check": check.pk,
        "fit": front.pk,
        "camera": check.camera_id,
    }


def _confirm(house: House, row: Disclosure, by) -> None:
    row.refresh_from_db()
    house.watch(row)
    deciding.confirm(row=row, by=by, following=house.row, now=house.now)
