"""A house that follows Maple Hollow's commons, with a real resident's footage and no face model but a test's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fanlight.home.asks.actions import covering
from fanlight.home.household.house import forget
from tests.flow.asks.commons import Commons
from tests.flow.asks.house import House
from tests.flow.home.conftest import NOON, Home, home

__all__ = ["home"]


@pytest.fixture
def commons(tmp_path) -> Iterator[Commons]:
    one = Commons(tmp_path / "commons-log")
    one.found(int(NOON.timestamp()) - 30 * 86_400)
    one.clock = int(NOON.timestamp()) + 3 * 3600
    one.publish()
    with one.served():
        yield one


@pytest.fixture
def house(home: Home, commons: Commons, monkeypatch) -> Iterator[House]:
    monkeypatch.setattr(covering, "face_model_is_there", lambda: True)
    forget()
    made = House(home, commons)
    yield made
    made.follower.close()
    forget()
