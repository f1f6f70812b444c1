"""What the redaction page shows: progress, tracks, what is always filled, what was watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fanlight.home.asks import cover_files, keeping
from fanlight.home.asks.actions import covering as coverings
from fanlight.home.asks.actions import lookouts
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.page.left import row_of
from fanlight.home.asks.redact.recipe import Recipe
from fanlight.home.asks.rules import phrases, states, watching

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_TRACKS = 60  # listed; what is more stays covered
KINDS = {"face": "Face", "body": "Person", "vehicle": "Vehicle", "movement": "Movement"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A track in the list of the redaction page."""

    id: int
    letter: str
    words: str
    small: str
    is_shown: bool
    is_face: bool
    x: float
    width: float


def redaction(one: Disclosure) -> dict[str, Any]:
    """All of the redaction page."""
    found: dict[str, Any] = {
        "row": one,
        "title": row_of(one).title,
        "model_is_there": coverings.face_model_is_there(),
        "problem": one.words if one.state == "covering" else "",
        "place": place_of(one),
        "length": phrases.length(one.length_ms),
        "seconds": one.length_ms / 1000,
    }
    if one.state == "covering":
        found["percent"], found["progress"] = coverings.progress(one)
        return found
    path = keeping.disclosure(one.identity) / cover_files.PLAN
    if path.exists():
        recipe = cover_files.read_plan(path)
        found |= recipe_facts(recipe, set(one.revealed), max(1, one.length_ms))
    found["is_outdated"] = coverings.is_outdated(one)
    printed = lookouts.printed_of(one.camera)
    found["printed_said"], found["printed_drawn"] = printed is not None, bool(printed)
    found["has_original"] = (keeping.disclosure(one.identity) / cover_files.CLIP).exists()
    watched = [(a, b) for a, b in one.watched]
    found["watched"] = [
        {"x": a * 100 / max(1, one.length_ms), "width": (b - a) * 100 / max(1, one.length_ms)} for a, b in watched
    ]
    found["watched_s"] = round(watching.total(watched) / 1000)
    found["all_watched"] = watching.whole(watched, one.length_ms)
    return found


def place_of(one: Disclosure) -> dict[str, int]:
    """Which clip of how many that were chosen for this request and wait to be confirmed."""
    waiting = one.ask.disclosures.filter(state__in=states.BEFORE_CONSENT).order_by("pk")
    numbers = list(waiting.values_list("pk", flat=True))
    return {"number": numbers.index(one.pk) + 1 if one.pk in numbers else 1, "of": len(numbers)}


def recipe_facts(recipe: Recipe, revealed: set[int], length_ms: int) -> dict[str, Any]:
    """Tracks, whole frames and zones in words."""
    shown, spans = tracks(recipe, revealed, length_ms), whole_spans(recipe)
    return {
        "tracks": shown[:MOST_TRACKS],
        "more": max(0, len(shown) - MOST_TRACKS),
        "heading": tracks_heading(shown),
        "spans": [f"{phrases.length(a)} to {phrases.length(b + 999)}" for a, b in spans],
        "marks": [
            {"x": round(a * 100 / length_ms, 2), "width": round(max(0.6, (b - a) * 100 / length_ms), 2)}
            for a, b in spans
        ],
        "zones": sum(zone.kind == "private" for zone in recipe.zones),
        "texts": sum(zone.kind == "text" for zone in recipe.zones),
        "own_background": recipe.background == "clip",
        "size": f"{recipe.size[0]} {recipe.size[1]}",
    }


def tracks(recipe: Recipe, revealed: set[int], length_ms: int) -> list[Shown]:
    """The longest first within their kind: people, then vehicles, then what else moves."""
    order = {"body": 0, "face": 1, "vehicle": 2, "movement": 3}
    found = []
    for number, track in enumerate(sorted(recipe.tracks, key=lambda one: (order[one.kind], -len(one.boxes)))):
        begin = recipe.times_us[track.first] // 1000
        last = min(track.first + len(track.boxes) - 1, len(recipe.times_us) - 1)
        end = recipe.times_us[last] // 1000
        is_shown = track.id in revealed
        words = f"{KINDS[track.kind]} {'shown' if is_shown else 'covered'}"
        small = f"{phrases.length(begin)} to {phrases.length(end)}" + (" · your choice" if is_shown else "")
        letter = LETTERS[number] if number < len(LETTERS) else str(number + 1)
        x, width = begin * 100 / length_ms, max(0.8, (end - begin) * 100 / length_ms)
        found.append(
            Shown(track.id, letter, words, small, is_shown, track.kind == "face", round(x, 2), round(width, 2))
        )
    return found


def tracks_heading(shown: list[Shown]) -> str:
    if not shown:
        return "Nothing was found that moves"
    open_ones = sum(one.is_shown for one in shown)
    things = "1 thing was found" if len(shown) == 1 else f"{len(shown)} things were found"
    if not open_ones:
        return f"{things}. {'It is' if len(shown) == 1 else 'All are'} covered."
    return f"{things}. {open_ones} {'is' if open_ones == 1 else 'are'} shown."


def whole_spans(recipe: Recipe) -> list[tuple[int, int]]:
    """Frames that are filled whole, as spans of milliseconds: begin of the first and of the last."""
    numbers = sorted({one.frame for one in recipe.whole})
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    times = recipe.times_us
    return [(times[a] // 1000, times[b] // 1000) for a, b in spans]


def track_boxes(one: Disclosure) -> dict[str, Any]:
    """For the labels on the picture: boxes of each listed track by frame, and the frames' times (ms)."""
    path = keeping.disclosure(one.identity) / cover_files.PLAN
    if one.state == "covering" or not path.exists():
        return {"times": [], "tracks": []}
    recipe = cover_files.read_plan(path)
    letters = {shown.id: shown for shown in tracks(recipe, set(one.revealed), max(1, one.length_ms))[:MOST_TRACKS]}
    return {
        "size": list(recipe.size),
        "times": [at // 1000 for at in recipe.times_us],
        "tracks": [
            {
                "letter": letters[track.id].letter,
                "shown": letters[track.id].is_shown,
                "first": track.first,
                "boxes": [list(box) for box in track.boxes],
            }
            for track in recipe.tracks
            if track.id in letters
        ],
    }
