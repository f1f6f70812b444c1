"""Advice on the words of a request, for officer and reviewer only; never a rule (homes do not run it).

Word lists change with every release, so what they say must not decide whether an old request stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VAGUE = (
    "investigation",
    "investigative purposes",
    "law enforcement purposes",
    "suspicious",
    "suspicious activity",
    "suspicious person",
    "intelligence",
    "person of interest",
    "ongoing case",
    "official business",
    "proactive",
    "routine",
)
RACE = (
    "black", "white", "hispanic", "latino", "latina", "asian", "arab", "middle eastern", "african american",
    "native american", "indian", "dark-skinned", "dark skinned", "light-skinned", "light skinned", "brown-skinned",
)  # fmt: skip
PERSON = ("man", "men", "male", "males", "woman", "women", "female", "females", "person", "people", "subject",
          "subjects", "suspect", "suspects", "teen", "teens", "teenager", "teenagers", "youth", "youths", "juvenile",
          "juveniles", "boy", "boys", "girl", "girls", "individual", "individuals")  # fmt: skip
DETAIL = (
    "wearing", "jacket", "hoodie", "coat", "shirt", "trousers", "pants", "jeans", "shorts", "dress", "skirt", "shoes",
    "boots", "sneakers", "hat", "cap", "helmet", "backpack", "bag", "glasses", "beard", "moustache", "tattoo", "hair",
    "tall", "short", "height", "feet", "cm", "limp", "carrying", "riding", "driving", "car", "van", "truck", "bicycle",
    "bike", "scooter", "motorcycle",
)  # fmt: skip
PRESSURE = ("obstruct", "refusal", "refuse to", "required to", "you must", "failure to", "legal consequences")

_ADDRESS = re.compile(
    r"\b\d{1,5}\s+(?:[A-Z][a-z]+\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Place|Way)\b"
)
_PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_BIRTH = re.compile(r"\b(?:dob|date of birth|born on)\b", re.IGNORECASE)
_VICTIM = re.compile(
    r"\b(?:[Vv]ictim|[Cc]omplainant)(?:'s name is|,? (?:is|named|called))?\s+[A-Z][a-z]+\s+[A-Z][a-z]+"
)
_SOCIAL = re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")
PERSONAL = (
    (_ADDRESS, "a street address"),
    (_PHONE, "a telephone number"),
    (_MAIL, "a mail address"),
    (_BIRTH, "a date of birth"),
    (_VICTIM, "a victim's name"),
    (_SOCIAL, "a social security number"),
)
ENOUGH_DETAIL = 2  # things besides race by which one could tell somebody


@dataclass(frozen=True)
class Advice:
    """One thing to look at again: which member, what was found, what is better."""

    code: str
    member: str
    found: str
    words: str


def advice(facts: str, sought: str) -> tuple[Advice, ...]:
    """What officer and reviewer should look at again in both texts."""
    return tuple(
        found
        for member, text in (("facts", facts), ("sought", sought))
        for found in (*_vague(member, text), *_race(member, text), *_personal(member, text), *_pressing(member, text))
    )


def _vague(member: str, text: str) -> list[Advice]:
    words = "Say what happened and why footage would show it; this could be said of anything."
    return [Advice("vague", member, phrase, words) for phrase in VAGUE if _has(text, phrase)]


def _race(member: str, text: str) -> list[Advice]:
    named = [word for word in RACE if re.search(rf"\b{word}\s+(?:\w+\s+)?(?:{'|'.join(PERSON)})\b", text.lower())]
    if not named or sum(_has(text, word) for word in DETAIL) >= ENOUGH_DETAIL:
        return []
    words = "Describe clothing, things carried, height or vehicle; race alone fits too many people."
    return [Advice("race-alone", member, word, words) for word in named]


def _personal(member: str, text: str) -> list[Advice]:
    words = "Every home and the public will read this; leave out what identifies a victim or witness."
    return [Advice("personal", member, name, words) for pattern, name in PERSONAL if pattern.search(text)]


def _pressing(member: str, text: str) -> list[Advice]:
    words = "Residents are free to decline without a reason; do not suggest otherwise."
    return [Advice("pressure", member, phrase, words) for phrase in PRESSURE if _has(text, phrase)]


def _has(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text.lower()) is not None
