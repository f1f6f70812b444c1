"""Cells that name several agencies, taken apart without losing a word."""

from __future__ import annotations

import re
from functools import lru_cache

from fanlight.trust.agency.states import state_code

# What a whole agency's name ends with, or a name that is one word.
TAIL = (
    r"(police|police dep\w*|police division|police force|police services?|department|dept|sheriff'?s?|"
    r"sheriff'?s? (office|dep\w*)|office|patrol|marshals?( service)?|troopers?|rangers?|public safety|task force|"
    r"fbi|dea|atf|ice|constables?|investigations?|bureau|pd|so|police bureau|agency|administration|service|corrections|"
    r"authority|team|swat|wildlife|enforcement|chp|guard|probation|parole)"
)
ENDS_WHOLE = re.compile(rf"\b{TAIL}\.?( \([^)]*\))?$", re.I)
HAS_HEAD = re.compile(
    r"\b(police|sheriff|patrol|marshal|trooper|ranger|constable|department|dept|fbi|dea|atf|ice|pd|public safety|"
    r"task force|university|college|corrections|service|agency|commission|bureau|law enforcement|affairs|investigat|"
    r"immigration|authority|administration|probation|parole|investigation|unknown|school district|district attorney|"
    r"prosecutor|customs|swat|airport|transit|wildlife|homeland security)",
    re.I,
)
# Units that belong to the body named before them.
UNIT = re.compile(
    r"^\s*(tobacco|firearms?|explosives?|(and )?firearms and explosives|office of |division of (the )?|fugitive|"
    r"swat( team)?$|special |detective|criminal investigation|troop [a-z]\b|precinct \d|fish(eries)? and|parks and|"
    r"k-?9|violent crime|tactical|inc\.?$|llc\.?$)",
    re.I,
)
COUNTY = re.compile(r"\b(county|parish)\s*$", re.I)
PLURAL = re.compile(
    r"^(?P<first>.+?) (?:and|&) (?P<second>.+?) (?P<head>(?:county )?(?:police|sheriff'?s'?) (?:departments|offices))$",
    re.I,
)


def _glued(parts: list[str], sign: str) -> list[str]:
    """Parts that are no names of their own go back to the neighbour that they were cut from."""
    done: list[str] = []
    waiting = ""
    for part in parts:
        text = f"{waiting}{sign}{part}" if waiting else part
        waiting = ""
        if done and (UNIT.search(part) or state_code(part.strip())):
            done[-1] = f"{done[-1]}{sign}{part}"
        elif not HAS_HEAD.search(part) and ((not done and part is not parts[-1]) or (done and COUNTY.search(part))):
            waiting = text
        else:
            done.append(text)
    return [*done, waiting] if waiting else done


def _at_words(text: str) -> list[str]:
    """Cut at `/`, `and` and `&` where a whole agency's name ends before and another ends behind."""
    for found in re.finditer(r"\s*/\s*|\s+(?:and|&)\s+(?:the\s+)?", text):
        before, behind = text[: found.start()], text[found.end() :]
        if ENDS_WHOLE.search(before.strip()) and ENDS_WHOLE.search(behind.strip()) and HAS_HEAD.search(behind):
            return [before, *_at_words(behind)]
    plural = PLURAL.match(text.strip())
    if plural and not HAS_HEAD.search(plural["first"]):
        return [f"{plural['first']} {plural['head']}", f"{plural['second']} {plural['head']}"]
    return [text]


@lru_cache(maxsize=100_000)
def split_agencies(text: str) -> tuple[str, ...]:
    """The agencies that one cell names, in its order; a cell that names one (or none) comes back whole."""
    found: list[str] = []
    for piece in re.split(r"[;\n\r]+", text):
        cut = _glued(re.split(r",", piece), ",") if "," in piece else [piece]
        for part in cut:
            tidy = re.sub(r"^\s*(and|&)\s+", "", part) if len(cut) > 1 else part
            found += _at_words(tidy)
    named = tuple(part.strip() for part in found if part.strip())
    return named or (text.strip(),)
