"""The questions of a founding in their order, their answers in words, and the paper that they make. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fanlight.commons.agencies.rules.area import area_words
from fanlight.commons.agencies.rules.policy import NUMBERS
from fanlight.trust.ledger.faults import LedgerError
from fanlight.trust.ledger.note import COSIGNATURE, parse_vkey
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.keys import Key
from fanlight.trust.papers.members import NamedKey, Witness
from fanlight.trust.papers.policy_paper import Limits, Policy
from fanlight.trust.papers.signatures import RelyingParty
from fanlight.trust.papers.signing import new_id
from fanlight.trust.policy.cells import around, cell_at
from fanlight.trust.policy.limits import DEFAULTS

MOST_ROWS = 60_000
MOST_HOMES = 1_000_000  # of a cell, as the founding paper has it
REVIEWERS = 2


@dataclass(frozen=True)
class Question:
    slug: str
    title: str
    label: str
    hint: str


QUESTIONS = (
    Question("name", "What is the community called?", "Name", "As its neighbours call it; and the zone of its clocks."),
    Question(
        "address",
        "Where is it reached?",
        "Address",
        "Signing keys work at this address alone, and the log bears its name. Neither can change later.",
    ),
    Question(
        "ground",
        "Where is it, and how many homes are there?",
        "Ground",
        "Homes by cell decide whether an area is large enough that nobody in it is told apart. It cannot change later.",
    ),
    Question(
        "stewards",
        "Who are its stewards?",
        "Stewards",
        "Five people or more, each with a key of their own. Nobody of them works for an agency.",
    ),
    Question(
        "witnesses",
        "Who watches the log?",
        "Witnesses",
        "Two services or more, run by others: a library, legal aid, a newspaper. More can be added later.",
    ),
    Question(
        "policy",
        "What may an agency ask?",
        "Policy",
        "The numbers that Fanlight begins with. Stewards can change them: tighter at once, looser after 14 days.",
    ),
    Question(
        "record",
        "Who signs the agencies' record?",
        "Record",
        "Whoever publishes what is on record about agencies signs it with a key that the founding names.",
    ),
)
BY_SLUG = {question.slug: question for question in QUESTIONS}
Units = dict[int, int]


def after(slug: str, answers: Mapping[str, Any]) -> str | None:
    """The next question that has no answer; None where all have."""
    order = [one.slug for one in QUESTIONS]
    at = order.index(slug) + 1
    return next((one for one in [*order[at:], *order[:at]] if one not in answers), None)


def read_ground(untrusted_text: str) -> tuple[Units, list[str]]:
    """Rows "latitude, longitude, homes", added up by cell, and the rows that say something else."""
    units: Units = {}
    wrong = []
    for number, row in enumerate(untrusted_text.splitlines()[: MOST_ROWS + 1], 1):
        if not row.strip():
            continue
        try:
            latitude, longitude, homes = (part.strip() for part in row.split(","))
            place, count = cell_at(_degrees(longitude, 180), _degrees(latitude, 85)), int(homes)
            if not 0 <= count <= MOST_HOMES:
                raise ValueError
        except ValueError:
            wrong.append(f"line {number}: {row.strip()[:40]}")
            continue
        units[place] = min(MOST_HOMES, units.get(place, 0) + count)
    return units, wrong


def even_ground(latitude: float, longitude: float, rings: int, homes: int) -> Units:
    """The same number of homes in every cell round a middle."""
    return dict.fromkeys(around(cell_at(longitude, latitude), rings), homes)


def _degrees(text: str, most: int) -> float:
    value = float(text)
    if not (math.isfinite(value) and abs(value) <= most):
        raise ValueError
    return value


def read_people(untrusted_text: str) -> list[tuple[str, str]]:
    """Name and, where a key comes from elsewhere, the 64 digits of its public half; one a line."""
    found = []
    for line in untrusted_text.splitlines():
        name, _, public = (part.strip() for part in line.partition(","))
        if name:
            found.append((name, public.lower()))
    return found


def read_witnesses(untrusted_text: str) -> tuple[list[dict[str, str]], list[str]]:
    """Lines as `fanlight witness` prints them, and those that are none."""
    found, wrong = [], []
    for line in untrusted_text.splitlines():
        parts = line.split()
        if not parts:
            continue
        try:
            url, vkey = parts[-2:]
            key = parse_vkey(vkey)
            if key.kind != COSIGNATURE or not url.startswith(("http://", "https://")):
                raise ValueError
            found.append({"name": key.name, "vkey": vkey, "url": url})
        except (ValueError, LedgerError):
            wrong.append(line.strip()[:60])
    return found, wrong


def policy(answers: Mapping[str, Any]) -> Policy:
    """The numbers that were chosen, or those that Fanlight begins with."""
    held = answers.get("policy", {})
    limits = {**DEFAULTS.__dict__, **{name: int(held[name]) for name in DEFAULTS.__dict__ if name in held}}
    reviewers = int(held.get("reviewers", REVIEWERS))
    return Policy("policy:changed", new_id(), 1, Limits(**limits), reviewers, ("voluntary",), "none", {})


def composed(answers: Mapping[str, Any], *, log: str, stewards: Sequence[NamedKey], record: Key) -> Founding:
    """The paper, once every question is answered; raises PaperError where a reader would."""
    web = answers["address"]["web"]
    paper = Founding(
        "log:founded",
        new_id(),
        answers["address"]["origin"],
        log,
        RelyingParty(rp_id(web), web),
        answers["name"]["community"],
        answers["name"]["zone"],
        tuple(stewards),
        answers["stewards"]["quorum"],
        tuple(Witness(one["name"], one["vkey"], one["url"]) for one in answers["witnesses"]["witnesses"]),
        answers["witnesses"]["quorum"],
        record,
        policy(answers),
        {int(cell): int(homes) for cell, homes in answers["ground"]["units"]},
        (),
    )
    return Founding.parse(paper.to_bytes())


def rp_id(web: str) -> str:
    """The host alone: Web Authentication Level 3, §5.1.2."""
    return web.split("//", 1)[-1].split("/")[0].rsplit(":", 1)[0]


def answer_words(slug: str, answers: Mapping[str, Any]) -> str:
    """An answer as the overview shows it."""
    if slug not in answers:
        return "not answered yet"
    held = answers[slug]
    match slug:
        case "name":
            return f"{held['community']}, clocks of {held['zone']}"
        case "address":
            return f"{held['web']}\nLog: {held['origin']}"
        case "ground":
            units = {int(cell): int(homes) for cell, homes in held["units"]}
            return area_words(units, units)
        case "stewards":
            names = ", ".join(one["name"] for one in held["people"])
            return f"{names}; {held['quorum']} must sign"
        case "witnesses":
            return "\n".join([*(one["name"] for one in held["witnesses"]), f"{held['quorum']} must cosign"])
        case "policy":
            limits = policy(answers).limits
            return "\n".join(f"{one.label}: {one.words(getattr(limits, one.member))}" for one in NUMBERS)
    return f"Ed25519 key {held['public'][:16]}" if held["public"] else "A key that this machine makes and keeps"
