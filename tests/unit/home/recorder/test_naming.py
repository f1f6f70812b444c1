"""Naming: what moved is named once it is known, with its pictures; without a model it is plain movement."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fanlight.home.recorder import naming as module
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.events import OpenEvent
from fanlight.home.recorder.index import EventKind
from fanlight.home.recorder.naming import Naming
from fanlight.home.recorder.pictures import EventPictures
from fanlight.home.recorder.watch.kinds import Crop, KindDetector, KindName
from fanlight.home.recorder.watch.signals import Box, Picture
from fanlight.home.recorder.writer import Writer
from tests.memory_index import MemoryIndex
from tests.unit.home.recorder.test_pictures import Plain

BOX: Box = (4000, 4000, 2000, 2000)


def comes(found: Callable[[], object]) -> bool:
    """Whether another thread brings it about within five seconds."""
    return any(found() or threading.Event().wait(0.005) for _ in range(1000))


@dataclass
class Sees:
    """A detector that sees what it is told, one crop after the other."""

    kinds: list[dict[KindName, float]]
    closed: int = 0

    def scores(self, crop: Crop) -> dict[KindName, float]:
        return self.kinds.pop(0) if len(self.kinds) > 1 else self.kinds[0]

    def close(self) -> None:
        self.closed += 1


class Later(Plain):
    """The same a second later."""

    at_s = 1.0


@dataclass
class Scene:
    index: MemoryIndex
    writer: Writer
    data: Path
    bulletin: Bulletin

    def naming(self, make: Callable[[], KindDetector | None]) -> Naming:
        pictures = EventPictures(self.data)
        naming = Naming(make, pictures, lambda _: Plain(80), self.writer, self.bulletin)
        naming.start()
        return naming

    def event(self, kind: EventKind = "movement") -> OpenEvent:
        number = self.writer.submit(lambda index: index.open_event(1, kind, 0, 0, None, 0.5))
        return OpenEvent(number, 1, kind, 0, 0)

    def named(self, event: OpenEvent) -> list[EventKind]:
        self.writer.ask(lambda _: None, 5)
        return [kind for kind, _ in self.index.events[event.id.result(5)].named]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    index = MemoryIndex()
    writer = Writer(lambda: index)
    writer.start()
    yield Scene(index, writer, tmp_path, Bulletin())
    writer.stop(5)


def picture(grey: int = 100, *, later: bool = False) -> Picture:
    return Later(grey) if later else Plain(grey)


def test_a_person_is_named_with_pictures(scene: Scene) -> None:
    """Kind, picture for the message and both files, and whoever listens hears it."""
    heard = scene.bulletin.listen()
    naming, event = scene.naming(lambda: Sees([{"person": 0.8}])), scene.event()
    naming.begin(event, picture(), BOX)
    naming.stop(5)
    assert scene.named(event) == ["person"]
    row = scene.index.events[event.id.result(5)]
    assert row.picture is not None and row.picture[:2] == b"\xff\xd8"
    assert {path.name for path in scene.data.iterdir()} == {"1.jpg", "1-small.jpg"}
    assert heard.get_nowait()["phase"] == "named"


@pytest.mark.parametrize("make", [lambda: None, lambda: 1 / 0])
def test_without_a_model(scene: Scene, make: Callable[[], KindDetector | None]) -> None:
    """No model, or a broken one: the event is told all the same, as movement."""
    naming, event = scene.naming(make), scene.event()
    naming.begin(event, picture(), BOX)
    naming.stop(5)
    assert scene.named(event) == ["movement"]


def test_a_second_look_may_bring_a_surer_kind(scene: Scene) -> None:
    """Movement is told at once; when the next picture shows a person it is named anew, once."""
    naming, event = scene.naming(lambda: Sees([{}, {"person": 0.9}])), scene.event()
    naming.begin(event, picture(), BOX)
    assert comes(lambda: scene.named(event))
    naming.more(event, picture(later=True), BOX)
    naming.more(event, picture(later=True), BOX)
    naming.stop(5)
    assert scene.named(event) == ["movement", "person"]


def test_a_press_needs_no_model(scene: Scene) -> None:
    """A press is told with the newest picture, and the model is not even loaded."""
    loaded: list[int] = []
    naming, event = scene.naming(lambda: loaded.append(1)), scene.event("press")
    naming.plain(event)
    naming.stop(5)
    assert scene.named(event) == ["press"] and not loaded


def test_the_model_is_loaded_once_and_let_go(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is loaded ahead of an event, serves the next ones too, and gives its memory back when nothing moves."""
    monkeypatch.setattr(module, "IDLE_S", 0.05)
    loaded: list[Sees] = []

    def make() -> KindDetector:
        loaded.append(Sees([{"animal": 0.9}]))
        return loaded[-1]

    naming = scene.naming(make)
    naming.soon()
    naming.soon()
    first, second = scene.event(), scene.event()
    naming.begin(first, picture(), BOX)
    naming.begin(second, picture(), BOX)
    assert comes(lambda: scene.named(second))
    assert len(loaded) == 1
    assert comes(lambda: not naming.holds_model)
    assert comes(lambda: loaded[0].closed == 1)
    naming.soon()
    naming.stop(5)
    assert [one.closed for one in loaded] == [1, 1]
