"""Lights: rules at dusk, extended by further events, by hand, and switched off after a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fanlight.ground.clock import micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.household.house import describe_house, forget
from fanlight.home.lights import target
from fanlight.home.lights.actions import switching
from fanlight.home.lights.models.lights import Light, LightRule
from fanlight.home.lights.target import Call, Switched, Target

NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def porch() -> Light:
    light = Light.objects.create(name="Porch", shown="http://192.168.1.9")
    made = Target(Call("POST", "http://192.168.1.9/on"), Call("POST", "http://192.168.1.9/off"))
    light.sealed = target.sealed(made, light.pk)
    light.save()
    camera = Camera.objects.create(name="Front door", url="rtsp://127.0.0.1/")
    LightRule.objects.create(light=light, camera=camera, kinds=["person"], minutes=5)
    describe_house(place=(51.48, 0.0))
    yield light
    forget()


def _event(at: datetime, kind: str = "person") -> Event:
    us = micros(at)
    return Event.objects.create(camera=Camera.objects.get(), kind=kind, start_us=us, confirmed_us=us, last_us=us)


def _on(at: datetime) -> Light:
    switching.follow_event(event=_event(at).pk, now=at)
    for job in switching.lease_due(now=at):
        switching.record(job=job, outcome=Switched(), now=at, jitter=0.5)
    return Light.objects.get()


def test_it_goes_on_in_the_dark_for_the_chosen_kinds(porch: Light) -> None:
    """Between dusk and dawn, and not for what was not chosen."""
    assert switching.follow_event(event=_event(NIGHT, "animal").pk, now=NIGHT) == 0
    assert switching.follow_event(event=_event(NOON).pk, now=NOON) == 0
    light = _on(NIGHT)
    assert (light.state, light.off_at_us) == ("on", micros(NIGHT + timedelta(minutes=5)))


def test_further_events_keep_it_on(porch: Light) -> None:
    """And switch nothing a second time."""
    _on(NIGHT)
    later = NIGHT + timedelta(minutes=3)
    switching.follow_event(event=_event(later).pk, now=later)
    assert switching.lease_due(now=later) == []
    assert Light.objects.get().off_at_us == micros(later + timedelta(minutes=5))


def test_its_end_survives_a_restart(porch: Light) -> None:
    """The time at which it goes off is a row, so another process switches it off."""
    _on(NIGHT)
    (job,) = switching.lease_due(now=NIGHT + timedelta(hours=2))
    assert job.position == "off" and job.target.off.url == "http://192.168.1.9/off"
    switching.record(job=job, outcome=Switched(), now=NIGHT + timedelta(hours=2), jitter=0.5)
    light = Light.objects.get()
    assert (light.state, light.wanted, light.off_at_us) == ("off", "", None)


def test_by_hand_it_stays_on(porch: Light) -> None:
    """What a hand switched on no rule switches off."""
    switching.want(light=porch, position="on", now=NIGHT)
    light = _on(NIGHT + timedelta(seconds=1))
    assert (light.state, light.off_at_us) == ("on", None)
    assert switching.lease_due(now=NIGHT + timedelta(days=1)) == []


def test_without_a_place_nobody_knows_when_it_is_dark(porch: Light) -> None:
    """Then the light stays off rather than on by day."""
    from fanlight.home.household.models import House

    House.objects.all().delete()
    forget()
    assert switching.follow_event(event=_event(NIGHT).pk, now=NIGHT) == 0


def test_a_failure_is_said_and_tried_again_until_it_makes_no_sense(porch: Light) -> None:
    """Going on is tried for two minutes, then the page says so."""
    switching.follow_event(event=_event(NIGHT).pk, now=NIGHT)
    now = NIGHT
    attempts = 0
    while now < NIGHT + timedelta(minutes=4):
        for job in switching.lease_due(now=now):
            attempts += 1
            switching.record(job=job, outcome=Switched("192.168.1.9 did not answer."), now=now, jitter=0.5)
        now += timedelta(seconds=1)
    light = Light.objects.get()
    assert 6 <= attempts <= 9
    assert (light.wanted, light.state) == ("", "")
    assert light.failure == "192.168.1.9 did not answer." and light.failing_since_us == micros(NIGHT)


def test_a_wish_that_changes_while_it_is_tried_is_not_lost(porch: Light) -> None:
    """On, and off again before the lamp answered: off wins."""
    switching.want(light=porch, position="on", now=NIGHT)
    (job,) = switching.lease_due(now=NIGHT)
    switching.want(light=porch, position="off", now=NIGHT + timedelta(seconds=1))
    switching.record(job=job, outcome=Switched(), now=NIGHT + timedelta(seconds=2), jitter=0.5)
    (again,) = switching.lease_due(now=NIGHT + timedelta(seconds=2))
    assert again.position == "off"


def test_the_sealed_address_is_bound_to_its_light(porch: Light) -> None:
    """A value moved to another row does not open."""
    from fanlight.ground.keys import SealBroken

    with pytest.raises(SealBroken):
        target.opened(porch.sealed, porch.pk + 1)
