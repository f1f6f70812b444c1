"""No face recognition, ever: nothing of the project computes a face embedding or compares faces."""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT, SOURCE, parsed, python_files

RECOGNISERS = (
    "face_recognition", "facenet", "facenet_pytorch", "insightface", "deepface", "arcface", "dlib", "mediapipe",
    "keras_vggface", "retinaface", "compreface",
)  # fmt: skip
CALLS = (
    "FaceRecognizerSF", "FaceRecognizerSF_create", "LBPHFaceRecognizer_create", "EigenFaceRecognizer_create",
    "FisherFaceRecognizer_create", "face_encodings", "compare_faces", "face_distance",
)  # fmt: skip
WORDS = re.compile(r"\b(?:face|facial)[ _-]?(?:embedding|encoding|descriptor|vector|match|id|recogni[sz]er)s?\b", re.I)


def test_no_dependency_recognises_faces() -> None:
    """Neither what is installed by default nor any extra."""
    found = []
    for list_ in (ROOT / "requirements").glob("*.txt"):
        for line in list_.read_text(encoding="utf-8").splitlines():
            name = re.match(r"([A-Za-z0-9_.-]+)==", line)
            if name and name[1].lower().replace("-", "_") in RECOGNISERS:
                found.append(f"{list_.name}: {name[1]}")
    assert not found


def test_no_code_calls_a_recogniser() -> None:
    """By import, by name of a function, by attribute."""
    found = []
    for path in python_files(SOURCE):
        for node in ast.walk(parsed(path)):
            names: list[str] = []
            refused: tuple[str, ...] = CALLS
            if isinstance(node, ast.Import):
                names, refused = [one.name.split(".")[0] for one in node.names], RECOGNISERS
            elif isinstance(node, ast.ImportFrom):
                names, refused = (
                    [(node.module or "").split(".")[0], *(one.name for one in node.names)],
                    RECOGNISERS + CALLS,
                )
            elif isinstance(node, ast.Attribute):
                names = [node.attr]
            elif isinstance(node, ast.Name):
                names = [node.id]
            found += [f"{path.relative_to(ROOT)}: {name}" for name in names if name in refused]
    assert not found


def test_no_table_and_no_format_holds_a_face() -> None:
    """No column, no member of a paper, no setting is named for something that could tell one face from another."""
    found = []
    for path in (*python_files(SOURCE), *(ROOT / "docs" / "reference").rglob("*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if WORDS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert not found, "\n".join(found)


def test_the_face_detector_gives_boxes_and_nothing_else() -> None:
    """What leaves the look is a kind and a rectangle: there is nothing that could be compared."""
    from dataclasses import fields

    from fanlight.home.asks.redact.look import Seen

    assert {field.name for field in fields(Seen)} <= {"kind", "box", "score"}
