"""`fanlight export` waits for an event that goes on, for a minute at most."""

from __future__ import annotations

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive.models.events import Event
from fanlight.project.cli import export as command

S = 1_000_000


class Waiting:
    """Time that passes by sleeping; something may happen at a second."""

    def __init__(self, happens: dict[float, object]) -> None:
        self.at = 0.0
        self._happens = dict(happens)

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds
        for second in [second for second in self._happens if second <= self.at]:
            self._happens.pop(second)()


def open_event(home) -> Event:
    now_us = micros(SystemClock().now())
    number = home.index.open_event(home.camera().pk, "movement", now_us, now_us, None, 0.5)
    return Event.objects.select_related("camera").get(pk=number)


def test_it_waits_for_the_end_and_the_post_roll(home, monkeypatch):
    """The event's end is not enough: what came after it must be listed."""
    event = open_event(home)
    ends_us = event.start_us + 3 * S
    time = Waiting(
        {
            5: lambda: home.index.close_event(event.pk, ends_us),
            9: lambda: home.film(event.camera, event.start_us - 5 * S, 19),
        }
    )
    monkeypatch.setattr(command, "time", time)
    assert command._awaited(event).end_us == ends_us
    assert 9 <= time.at < 10


def test_it_waits_a_minute_at_most(home, monkeypatch):
    """An event that goes on and on is exported as far as it is."""
    time = Waiting({})
    monkeypatch.setattr(command, "time", time)
    assert command._awaited(open_event(home)).end_us is None
    assert 60 <= time.at < 61


def test_an_old_event_is_not_waited_for(home, monkeypatch):
    """Also where its footage is gone."""
    event = open_event(home)
    Event.objects.update(start_us=1, last_us=1, end_us=2)
    event.refresh_from_db()
    time = Waiting({})
    monkeypatch.setattr(command, "time", time)
    command._awaited(event)
    assert time.at == 0
