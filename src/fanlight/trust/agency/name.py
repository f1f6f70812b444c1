"""What an agency's name says: its kind, its place, and whether it is a body that is one everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fanlight.trust.agency.bodies import federal_body, is_state_service, state_police
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.spelling import fold, spelled, words
from fanlight.trust.agency.states import NAMES, state_code

HEADS = re.compile(r"\b(police|sheriff|department|office|safety|constable|marshal|service|agency) $")
# "Mansfield Township, Warren County Police Department": the county tells which Mansfield, it is no part of the name.
OF_COUNTY = re.compile(
    r",\s*([A-Z][\w.' -]*?) (?:County|Parish)\b(?=\s+(?:Police|Dep)|\s*$)|\(([A-Z][\w.' -]*?) (?:County|Co\.?)\)"
)
# "Gallatin Police Department (officer did the shooting)": a remark behind the name is no part of it.
REMARK = re.compile(
    r"(?<=Department)\s*\([^)]*\)?\s*$|(?<=Office)\s*\([^)]*\)?\s*$|(?<=Police)\s*\([^)]*\)?\s*$|(?<=\w)\)\s*$"
)
OF_STATE = re.compile(r",\s*([A-Za-z]{2})\b(?=\s+(?:Police|Sheriff|Dep|PD)|\s*$)|\s*\(([A-Z][A-Za-z ]+)\)")


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A parsed name. `place` keeps every word that distinguishes; `base` lacks the designator (township, village …)."""

    text: str  # as spelled
    kind: AgencyKind | None  # None: the name does not say
    base: str
    designator: str = ""
    body: str = ""  # id of a federal body or a state's police
    reason: str = ""  # why no agency of the register is meant: unnamed, private, foreign
    county: str = ""  # folded, where the name itself says which county
    stated: str = ""  # the state that the name itself says: Reno, TX

    @property
    def soft(self) -> str:
        """The base without the words that lists put or leave out: city, metropolitan."""
        kept = [word for word in self.base.split() if word not in words()["soft"]["words"]]
        return " ".join(kept) or self.base

    @property
    def place(self) -> str:
        return f"{self.base} {self.designator}".strip()


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: AgencyKind
    sign: re.Pattern[str]
    unless: re.Pattern[str] | None
    head: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            AgencyKind(entry["kind"]),
            re.compile(entry["sign"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
            re.compile(entry["head"]),
        )
        for entry in words()["kinds"]
    )


@cache
def _reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(words()[reason]["sign"])) for reason in ("private", "foreign"))


def _without_state(text: str, state: str) -> str:
    """The name without its state where that stands behind the head word, or right before it."""
    for form in (state.lower(), NAMES.get(state, "")):
        if form and text.endswith(f" {form}") and HEADS.search(text[: -len(form)]):
            return text[: -len(form)].strip()
    # The Post writes "Aurora MO Police Department"; a compass word before a state's name makes it a place's own.
    compass = "".join(f"(?<!{word} )" for word in ("north", "south", "east", "west", "new", "port", "fort"))
    own = rf"(?<=[a-z])(?<! of) (?:{state.lower()}|{compass}{NAMES.get(state, '-')})"
    return re.sub(rf"{own}(?= police department| sheriff)", "", text) if state else text


def _undoubled(place: str) -> str:
    """The Post writes some places twice: De Leon Deleon, St. Albans Saint Albans; Walla Walla stays."""
    words = place.split()
    for cut in range(1, len(words)):
        first, second = words[:cut], words[cut:]
        if "".join(first) == "".join(second) and (first != second or cut > 1):
            return " ".join(first)
    return place


def _designated(place: str) -> tuple[str, str]:
    table, place = words()["designators"], _undoubled(place)
    for prefix in table["prefix"]:
        if place.startswith(f"{prefix} "):
            return place.removeprefix(f"{prefix} "), prefix.removesuffix(" of").removeprefix("charter ")
    place = re.sub(r"^city (and county )?of ", "", place)
    for suffix in table["suffix"]:
        if place.endswith(f" {suffix}"):
            return place.removesuffix(f" {suffix}"), suffix.removeprefix("charter ")
    return place, ""


def _cut(rule: _Rule, text: str) -> str:
    return " ".join(rule.head.sub(" ", text).split()).removeprefix("the ").removesuffix(" of").removesuffix(" s")


def _parts(text: str, state: str) -> tuple[str, str, str, str]:
    """Spelled name, what stands behind a colon, and the county and state that the name itself gives."""
    main, _, qualifier = text.partition(":")
    told = OF_STATE.search(main)
    stated = state_code(told[1] or told[2]) if told else ""
    if told and stated:
        main = main[: told.start()] + main[told.end() :]
    found = OF_COUNTY.search(main)
    if not found:
        main = REMARK.sub("", main)
    county = fold(found[1] or found[2]) if found and main[: found.start()].strip() else ""
    if found and county:
        main = main[: found.start()] + main[found.end() :]
    return _without_state(spelled(main), state), spelled(qualifier), county, stated


def _by_rule(written: str, kind: AgencyKind | None) -> tuple[AgencyKind | None, str, str]:
    for rule in _rules():
        if kind:
            if rule.kind is kind:
                return kind, *_designated(_cut(rule, written))
        elif rule.sign.search(written) and not (rule.unless and rule.unless.search(written)):
            return rule.kind, *_designated(_cut(rule, written))
    return kind, *_designated(re.sub(r" (department|office|law enforcement)$", "", written))


def _service_base(written: str, state: str) -> str:
    return re.sub(rf"^(state of )?({NAMES.get(state, '-')}|{state.lower()}) (state )?|^state (?=\w+ )", "", written)


@lru_cache(maxsize=100_000)  # a country's names: 45,000 mentions are about 15,000 texts
def parse_name(text: str, state: str, known: AgencyKind | None = None) -> AgencyName:
    """The parts of one agency's name as written in a row of one state (two letters, US for none).

    `known` is the kind where a register says it; the name is then read for its place alone.
    """
    written, qualifier, county, stated = _parts(text, state)
    if not known and {written, fold(text)} & set(words()["unnamed"]["texts"]):
        return AgencyName(written, None, "", reason="unnamed")
    body = None if known else federal_body(written) or state_police(written, state)
    if body:
        kind = AgencyKind.FEDERAL if body.id.startswith("us:") else AgencyKind.STATE
        return AgencyName(written, kind, body.id, body=body.id)
    reason = "" if known else next((reason for reason, sign in _reasons() if sign.search(written)), "")
    if known is AgencyKind.STATE or (not known and is_state_service(written)):
        return AgencyName(written, AgencyKind.STATE, _service_base(written, state), county=qualifier)
    if qualifier:
        # "Prosecutor: Morris County" and "Independent School District: Santa Fe" name the place last.
        before = written.endswith("district") or qualifier.endswith(" county")
        written = f"{qualifier} {written}" if before else f"{written} {qualifier}"
    found, base, designator = _by_rule(written, known)
    return AgencyName(written, found, base, designator, reason=reason, county=county, stated=stated)
