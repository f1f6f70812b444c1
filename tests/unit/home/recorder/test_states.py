"""A camera's state in words, and the gap while it gives nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from fanlight.ground.clock import micros
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.ring import Budget
from fanlight.home.recorder.states import STARTING, CameraLife
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.trouble import HungUp, NoVideo, Refused, Silent
from fanlight.home.recorder.writer import Writer
from tests.memory_index import MemoryIndex
from tests.unit.home.recorder.pieces import BEGAN, FORMAT, HandClock, packets, plan

BEGAN_US = micros(BEGAN)


@dataclass
class Scene:
    index: MemoryIndex
    writer: Writer
    life: CameraLife
    main: Stream
    sub: Stream
    clock: HandClock

    def run(self, at_s: float = 0.0) -> Run:
        run = self.main.begin(FORMAT, BEGAN_US + int(at_s * 1e6))
        for packet in packets(31):
            self.main.feed(run, packet)
        return run

    def states(self) -> list[tuple[str, str]]:
        self.writer.ask(lambda _: None, 5)
        return [(state, words) for _, state, words in self.index.states]


@pytest.fixture
def scene() -> Iterator[Scene]:
    index, clock, budget = MemoryIndex(), HandClock(), Budget()
    writer = Writer(lambda: index)
    writer.start()
    life = CameraLife(plan(), writer, Bulletin(), clock)
    yield Scene(index, writer, life, Stream(1, "main", budget), Stream(1, "sub", budget), clock)
    writer.stop(5)


def test_from_connecting_to_recording(scene: Scene) -> None:
    """Connecting, watching, recording, and each told once."""
    scene.life.came(scene.main, scene.run())
    scene.life.recording(True, "")
    scene.life.recording(True, "")
    assert scene.states() == [("connecting", ""), ("watching", ""), ("recording", "")]


def test_trouble_has_words_and_a_gap(scene: Scene) -> None:
    """A gap begins with the last packet, not when it was noticed, and ends with the first of the next run."""
    scene.life.came(scene.main, scene.run())
    scene.clock.passed_s = 8.0
    scene.life.went(scene.main, Silent())
    scene.life.went(scene.main, HungUp())
    scene.life.came(scene.main, scene.run(12.0))
    assert [state for state, _ in scene.states()] == ["connecting", "watching", "silent", "unreachable", "watching"]
    gap = next(iter(scene.index.gaps.values()))
    assert (gap.start_us, gap.end_us) == (BEGAN_US + 2_000_000, BEGAN_US + 12_000_000)
    assert len(scene.index.gaps) == 1 and gap.words


def test_a_camera_that_never_answered(scene: Scene) -> None:
    """The gap begins where the recorder did, and stays open."""
    scene.life.went(scene.main, Refused())
    assert scene.states()[-1] == ("refused", Refused().words())
    gap = next(iter(scene.index.gaps.values()))
    assert (gap.start_us, gap.end_us) == (BEGAN_US, None)


def test_a_restarting_camera_is_not_told_to_change_its_port(scene: Scene) -> None:
    """Advice for a wrong address is not given to an address that has worked."""
    scene.life.came(scene.main, scene.run())
    scene.life.went(scene.main, NoVideo())
    assert scene.states()[-1] == ("unreachable", STARTING)


def test_a_missing_sub_stream_is_said_and_is_no_gap(scene: Scene) -> None:
    """The main stream is recorded all the same."""
    scene.life.came(scene.main, scene.run())
    scene.life.went(scene.sub, Silent())
    state, words = scene.states()[-1]
    assert state == "watching" and "sub stream" in words
    assert not scene.index.gaps


def test_the_end_is_said(scene: Scene) -> None:
    """A page must not show a camera as recorded by a recorder that has ended."""
    scene.life.went(scene.main, HungUp())
    scene.clock.passed_s = 3.0
    scene.life.close()
    assert scene.states()[-1][0] == "connecting"
    assert next(iter(scene.index.gaps.values())).end_us == BEGAN_US + 3_000_000
