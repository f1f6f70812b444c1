"""The life of an event, and from when until when it wants footage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import pytest

from fanlight.ground.clock import micros
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.events import POST_ROLL_US, PRE_ROLL_US, PRESS_US, CameraEvents, OpenEvent
from fanlight.home.recorder.index import Recording
from fanlight.home.recorder.watch.signals import Box, Picture
from fanlight.home.recorder.writer import Writer
from tests.memory_index import MemoryIndex
from tests.unit.home.recorder.pieces import BEGAN, HandClock, plan

PICTURE = cast("Picture", object())
BOX: Box = (0, 0, 100, 100)
S = 1_000_000
BEGAN_US = micros(BEGAN)


@dataclass
class Names:
    """Remembers what it was asked to name."""

    asked: list[str] = field(default_factory=list)

    def soon(self) -> None:
        self.asked.append("soon")

    def begin(self, event: OpenEvent, picture: Picture, box: Box) -> None:
        self.asked.append("begin")

    def more(self, event: OpenEvent, picture: Picture, box: Box) -> None:
        self.asked.append("more")

    def plain(self, event: OpenEvent) -> None:
        self.asked.append(event.kind)


@dataclass
class Scene:
    """One camera's events with all around them."""

    index: MemoryIndex
    writer: Writer
    clock: HandClock
    names: Names
    bulletin: Bulletin

    def events(self, recording: Recording = "events") -> CameraEvents:
        return CameraEvents(plan(recording=recording), self.writer, self.bulletin, self.names, self.clock)

    def settle(self) -> None:
        self.writer.ask(lambda _: None, 5)


@pytest.fixture
def scene() -> Iterator[Scene]:
    index = MemoryIndex()
    writer = Writer(lambda: index)
    writer.start()
    yield Scene(index, writer, HandClock(), Names(), Bulletin())
    writer.stop(5)


def test_movement_from_confirmation_to_end(scene: Scene) -> None:
    """A movement is a row from its first picture on, told at once, and ended where it last moved."""
    heard = scene.bulletin.listen()
    events = scene.events()
    events.confirmed(BEGAN_US, "path", 0.8, PICTURE, BOX)
    scene.settle()
    assert heard.get_nowait()["phase"] == "opened"
    events.moving(BEGAN_US + 3 * S, 0.9, PICTURE, BOX)
    events.ended(BEGAN_US + 3 * S)
    scene.settle()
    row = next(iter(scene.index.events.values()))
    assert (row.kind, row.zone, row.start_us, row.end_us) == ("movement", "path", BEGAN_US, BEGAN_US + 3 * S)
    assert heard.get_nowait()["phase"] == "closed"
    assert scene.names.asked == ["begin", "more"]


def test_extended_at_most_once_a_second(scene: Scene) -> None:
    """Fifteen looks a second are not fifteen rows a second."""
    events, calls = scene.events(), 0
    original = scene.index.extend_event

    def counted(event: int, at_us: int, score: float) -> None:
        nonlocal calls
        calls += 1
        original(event, at_us, score)

    scene.index.extend_event = counted  # type: ignore[method-assign]
    events.confirmed(BEGAN_US, None, 0.8, PICTURE, BOX)
    for number in range(75):
        events.moving(BEGAN_US + number * S // 15, 0.5, PICTURE, BOX)
    scene.settle()
    assert 3 <= calls <= 5


def test_footage_from_pre_roll_to_post_roll(scene: Scene) -> None:
    """Five seconds before the movement are wanted, and ten after it."""
    events = scene.events()
    assert events.wanted(BEGAN_US) is None
    events.confirmed(BEGAN_US, None, 0.8, PICTURE, BOX)
    assert events.wanted(BEGAN_US) == BEGAN_US - PRE_ROLL_US
    events.ended(BEGAN_US + 4 * S)
    assert events.wanted(BEGAN_US + 4 * S + POST_ROLL_US - 1) == BEGAN_US - PRE_ROLL_US
    assert events.wanted(BEGAN_US + 4 * S + POST_ROLL_US) is None


@pytest.mark.parametrize(("recording", "wanted"), [("always", 0), ("never", None)])
def test_always_and_never(scene: Scene, recording: Recording, wanted: int | None) -> None:
    """What the household has set decides, whatever moves; events are told all the same."""
    events = scene.events(recording)
    events.confirmed(BEGAN_US, None, 0.8, PICTURE, BOX)
    scene.settle()
    assert events.wanted(BEGAN_US) == wanted
    assert len(scene.index.events) == 1


def test_a_press_within_a_movement_is_its_own_event(scene: Scene) -> None:
    """Who rings while something moves is told as a press; a second press belongs to the first."""
    events = scene.events()
    events.confirmed(BEGAN_US, None, 0.8, PICTURE, BOX)
    first = events.press().result(5)
    scene.clock.passed_s = 4
    assert events.press().result(5) == first
    assert [row.kind for row in scene.index.events.values()] == ["movement", "press"]
    assert events.open_id == first
    scene.clock.passed_s = 5 + PRESS_US / S
    events.tick()
    scene.settle()
    assert scene.index.events[first].end_us == BEGAN_US + 4 * S
    assert scene.names.asked == ["begin", "press"]


def test_a_finding_from_outside_joins_the_movement(scene: Scene) -> None:
    """The camera's own "person" names the movement that the watch has open instead of telling it twice."""
    events = scene.events()
    events.confirmed(BEGAN_US, None, 0.8, PICTURE, BOX)
    number = events.outside("person").result(5)
    assert list(scene.index.events) == [number]
    assert scene.names.asked == ["begin", "person"]


def test_a_finding_from_outside_ends_by_itself(scene: Scene) -> None:
    """Nobody says when it is over, so it lasts ten seconds."""
    events = scene.events()
    number = events.outside("vehicle").result(5)
    scene.clock.passed_s = PRESS_US / S + 1
    events.tick()
    scene.settle()
    assert scene.index.events[number].end_us is not None


def test_the_end_of_the_process_ends_events(scene: Scene) -> None:
    """No row stays open when the recorder ends in good order."""
    events = scene.events()
    events.confirmed(BEGAN_US, None, 0.8, PICTURE, BOX)
    events.press()
    events.close()
    scene.settle()
    assert not scene.index.open_events()
