"""The colours keep the contrasts that the design promises (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fanlight.project

CSS = (Path(fanlight.project.__file__).parent / "static/shell/css/tokens.css").read_text()


def blocks() -> dict[str, dict[str, str]]:
    found = {}
    for name, opening in (
        ("light", ":root {"),
        ("device", ':root:not([data-theme="light"]) {'),
        ("chosen", ':root[data-theme="dark"] {'),
    ):
        body = CSS[CSS.index(opening) :].split("}")[0]
        found[name] = dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", body))
    found["dark"] = {**found["light"], **found["chosen"]}
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    (ink, on) for ink in ("ink", "ink-2", "ink-3", "door-ink", "clay", "brick", "seal") for on in ("ground", "surface")
]
TEXT += [
    ("on-door", "door"),
    ("on-lamp", "lamp"),
    ("on-brick", "brick"),
    ("stage-ink", "stage"),
    ("stage-ink-2", "stage"),
]
TEXT += [
    ("clay", "clay-tint"),
    ("brick", "brick-tint"),
    ("seal", "seal-tint"),
    ("door-ink", "door-tint"),
    ("ink-2", "sunken"),
]
MARKS = [("edge", "ground"), ("edge", "surface"), ("focus", "ground"), ("focus", "surface")]
MARKS += [("mark-move", "surface"), ("mark-press", "surface")]


def test_the_two_dark_blocks_are_equal() -> None:
    """What the device chooses and what the resident chooses look the same."""
    found = blocks()
    assert found["device"] == found["chosen"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "on"), TEXT)
def test_text_has_four_and_a_half(theme: str, ink: str, on: str) -> None:
    """Text on its ground has at least 4.5."""
    values = blocks()[theme]
    assert contrast(values[ink], values[on]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "on"), MARKS)
def test_edges_and_marks_have_three(theme: str, mark: str, on: str) -> None:
    """Edges of controls, focus rings and marks have at least 3."""
    values = blocks()[theme]
    assert contrast(values[mark], values[on]) >= 3
