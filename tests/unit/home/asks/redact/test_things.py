"""Persons and vehicles: which of the network's boxes are taken, and where they lie in the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from fanlight.home.asks.redact.faults import ModelMissing
from fanlight.home.asks.redact.look import Look, Seen, SeenKind
from fanlight.home.asks.redact.things import Things, _once
from tests.unit.home.asks.redact.drawn import HEIGHT, WIDTH, frame, still


class Told(Things):
    """Sees in each square what it is told: top, left, bottom, right as shares."""

    def __init__(self, kind: SeenKind, box: tuple[float, float, float, float], score: float, only: int = -1) -> None:
        self._told, self._only, self._square = (kind, np.array(box, np.float32), score), only, -1

    def _found(self, square: NDArray[np.uint8]) -> list[tuple[SeenKind, NDArray[np.float32], float]]:
        assert square.shape == (300, 300, 3)
        self._square += 1
        return [self._told] if self._only in (-1, self._square) else []


def seen(told: Told) -> list[Seen]:
    return told.seen(Look(frame(still())))


def test_a_box_over_most_of_the_picture_must_be_sure():
    """A room is not a vehicle; a lorry before the door may be."""
    everything = (0.0, 0.0, 1.0, 1.0)
    assert seen(Told("vehicle", everything, 0.4, only=0)) == []
    assert seen(Told("vehicle", everything, 0.8, only=0)) == [Seen("vehicle", (0, 0, WIDTH, HEIGHT))]


@pytest.mark.parametrize(("square", "left"), [(0, 0.25 * WIDTH), (1, 0.25 * HEIGHT), (2, WIDTH - 0.75 * HEIGHT)])
def test_boxes_lie_in_the_picture_wherever_their_square_was(square: int, left: float):
    """The whole picture is squeezed into the first square; the others are cut from its ends."""
    (one,) = seen(Told("body", (0.25, 0.25, 0.5, 0.5), 0.5, only=square))
    assert one.box[0] == pytest.approx(left, abs=2) and one.box[1] == pytest.approx(HEIGHT / 4, abs=2)


def test_what_two_squares_show_is_one_thing():
    """Each sees it a little differently: the box is the one round both. Two people side by side stay two."""
    twice = [Seen("body", (100, 50, 140, 150)), Seen("body", (104, 46, 148, 150)), Seen("body", (150, 50, 190, 150))]
    assert _once(twice) == [Seen("body", (100, 46, 148, 150)), Seen("body", (150, 50, 190, 150))]
    assert len(_once([Seen("body", (100, 50, 140, 150)), Seen("vehicle", (100, 50, 140, 150))])) == 2


def test_a_model_that_cannot_be_used_is_a_missing_one(tmp_path: Path):
    """Nothing is redacted with half of the detectors."""
    (tmp_path / "a.tflite").write_bytes(b"no network")
    (tmp_path / "a.txt").write_text("Person")
    with pytest.raises(ModelMissing) as raised:
        Things(tmp_path / "a.tflite", tmp_path / "a.txt")
    assert raised.value.exit_code == 3
