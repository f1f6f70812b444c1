"""One spelling for one name: folded letters, written-out abbreviations, head words without slips of the pen."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

OKINA_AND_QUOTES = str.maketrans("", "", "'’‘ʻʼ`´′\"“”.")


@cache
def words() -> dict[str, Any]:
    """The word tables (words.toml)."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["from"]), entry["to"]) for entry in words()["phrases"])


def fold(text: str) -> str:
    """Lower case without marks, quotes and dots; `&` is and; every other sign is a space."""
    plain = unicodedata.normalize("NFKD", text.translate(OKINA_AND_QUOTES).replace("&", " and "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def one_edit(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out, changed, or by two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and len(b) > 1 and a[2:] == b[2:])


@cache
def _token(token: str) -> str:
    table = words()
    found = table["tokens"].get(token)
    if found is not None:
        return str(found)
    slips = table["slips"]
    if len(token) < 5 or token in slips["words"] or token in slips["never"]:
        return token
    return next((word for word in slips["words"] if one_edit(token, word)), token)


@lru_cache(maxsize=200_000)  # a country's cities and names are about 80,000 texts, most of them met many times
def spelled(text: str) -> str:
    """The folded name with its abbreviations written out; empty for an empty name."""
    # Dots go first, so that "P.D." and "U.S." become words of their own before they are folded away.
    dotted = re.sub(r"\b([A-Za-z])\.\s?(?=[A-Za-z]\b)", r"\1 ", text)
    tokens = fold(dotted).split()
    if tokens:
        tokens[0] = words()["first_tokens"].get(tokens[0], tokens[0]) if len(tokens) > 1 else tokens[0]
    written = " ".join(_token(token) for token in tokens)
    for pattern, replacement in _phrases():
        written = pattern.sub(replacement, written)
    return " ".join(written.split())


def squeezed(place: str) -> str:
    """A place without its spaces: De Soto and DeSoto, La Grange and Lagrange are one."""
    return place.replace(" ", "")
