"""The papers by which stewards add a steward, add a witness, or change an agency's paper; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fanlight.commons.agencies.rules.area import names_of, sheet_of
from fanlight.commons.agencies.rules.words import key_words
from fanlight.trust.papers.acts import StewardAct, WitnessAct
from fanlight.trust.papers.agency_paper import Agency, Officer, Rung
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.keys import ED25519, Key
from fanlight.trust.papers.signing import new_id

MENDS = {
    "hold no supervisor.": "Keep at least one supervisor.",
    "hold a key twice.": "Two of these hold the same key.",
    "must be a list of 2 to 200.": "Keep at least two officers.",
}
"""What a paper's form says, as a steward can act on it."""


def words_of(error: PaperError) -> str:
    return next((words for said, words in MENDS.items() if str(error).endswith(said)), str(error))


def steward(name: str, key: Key, reason: str) -> StewardAct:
    return StewardAct("steward:added", new_id(), name, key, reason)


def witness(name: str, vkey: str, url: str, reason: str) -> WitnessAct:
    return WitnessAct("witness:added", new_id(), name, vkey, url, reason)


def offered(paper: Agency, candidates: Sequence[Officer], revoked: Collection[str]) -> list[tuple[str, str]]:
    """Key id and words of each officer to choose from; a revoked key counts no more, in a new paper neither."""
    held = {one.key.id for one in paper.officers}
    now = [(one, "") for one in paper.officers if one.key.id not in revoked]
    new = [(one, "new, ") for one in candidates if one.key.id not in held and one.key.id not in revoked]
    return [(one.key.id, f"{one.name}, {fresh}{one.role}, {key_words(one.key)}") for one, fresh in [*now, *new]]


def initial(paper: Agency, units: Mapping[int, int], revoked: Collection[str]) -> dict[str, Any]:
    """The form as the paper in force has it."""
    sheet = sheet_of(units.keys() or paper.cells)
    return {
        "name": paper.name,
        "agency_kind": paper.agency_kind,
        "ori": paper.ori or "",
        "record": paper.record or "",
        "domain": paper.domain or "",
        "cells": " ".join(names_of(paper.cells, sheet)),
        "recipient": paper.recipient,
        "signer": paper.signer.public,
        "officers": [one.key.id for one in paper.officers if one.key.id not in revoked],
    }


def agency(before: Agency, candidates: Sequence[Officer], values: Mapping[str, Any], at: int) -> Agency | None:
    """The changed paper, whose ladder says who confirmed it; None where nothing is different."""
    known = {one.key.id: one for one in [*candidates, *before.officers]}
    after = replace(
        before,
        kind="agency:changed",
        id=new_id(),
        name=values["name"],
        agency_kind=values["agency_kind"],
        ori=values["ori"] or None,
        record=values["record"] or None,
        domain=values["domain"] or None,
        cells=tuple(values["cells"]),
        officers=tuple(known[id] for id in values["officers"]),
        recipient=values["recipient"],
        signer=before.signer if values["signer"] == before.signer.public else Key(ED25519, values["signer"]),
    )
    if replace(after, kind=before.kind, id=before.id) == before:
        return None
    return replace(after, ladder=replace(before.ladder, call_back=Rung(at, values["call_back"])))
