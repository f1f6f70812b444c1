"""What the day's one notification says. Its words depend on what happened; its size, hour and number never do. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fanlight.home.tell.words import Words

KINDS = (
    ("press", "ring", "rings"),
    ("person", "visitor", "visitors"),
    ("vehicle", "vehicle", "vehicles"),
    ("animal", "animal", "animals"),
    ("movement", "movement", "movements"),
)
LONGEST = 230  # characters of the body: with all else it fits the padded payload


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is open, and how many clips of this house fit."""

    agency: str
    clips: int


def words(counts: Mapping[str, int], asked: Sequence[Asked], leaving: int, released: str, held: int = 0) -> Words:
    """`counts`: events by kind since the last digest; `leaving`: clips that wait, which leave at `released`; `held`:
    clips that wait for something else than time."""
    happened = [
        f"{number} {one if number == 1 else many}" for kind, one, many in KINDS if (number := counts.get(kind, 0))
    ]
    said = [", ".join(happened).capitalize() + "." if happened else "Nothing happened."]
    if leaving:
        what = "1 clip leaves" if leaving == 1 else f"{leaving} clips leave"
        said.append(f"{what} the house {released} unless somebody cancels.")
    if held:
        said.append(f"{'1 clip is' if held == 1 else f'{held} clips are'} held and can be cancelled.")
    fitting = [one for one in asked if one.clips]
    if fitting:
        clips = sum(one.clips for one in fitting)
        said.append(f"{_names(fitting)} asked for footage; {clips} of your clips fit.")
    elif asked:
        said.append(f"{_names(asked)} asked for footage; nothing of this house fits.")
    return Words("Your day", " ".join(said)[:LONGEST])


def _names(asked: Sequence[Asked]) -> str:
    first = asked[0].agency[:60]
    return first if len(asked) == 1 else f"{first} and {len(asked) - 1} more"
