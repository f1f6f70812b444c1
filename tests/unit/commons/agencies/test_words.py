"""Every paper that somebody signs is told in words, each member of it."""

from __future__ import annotations

import pytest

from fanlight.commons.agencies.rules.words import DEEDS, EFFECTS, heading, lines
from fanlight.demo.community.founding import founding
from fanlight.demo.community.keys import Keys
from fanlight.demo.community.papers import Community
from fanlight.trust.papers.acts import AgencyAct, Erasure, KeyRevoked, MoratoriumAct, RequestAct, StewardAct, WitnessAct
from fanlight.trust.papers.kinds import KINDS, Signers
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.report import Report

KEYS = Keys(b"w" * 32)
TOLD_OTHERWISE = {"kind", "id", "offence", "zone", "basis", "passes", "policy", "outcome", "disclosures"}
PEOPLE = Community(KEYS, founding(KEYS, checked=1))
WHY = "Said so at the meeting."
ID, HASH = "0" * 32, "1" * 64
PAPERS: list[Paper] = [
    PEOPLE.request(1_800_000_000),
    PEOPLE.founding.agencies[0],
    PEOPLE.founding.policy,
    AgencyAct("agency:verified", ID, "quarry", WHY),
    KeyRevoked("agency:key-revoked", ID, "quarry", HASH, WHY),
    RequestAct("request:withdrawn", ID, ID, WHY),
    StewardAct("steward:added", ID, "Fay", KEYS.signer("Fay").key, WHY),
    WitnessAct("witness:added", ID, "library", KEYS.vkey("library", witness=True), "https://library.example/", WHY),
    MoratoriumAct("moratorium:set", ID, "hard", WHY),
    Erasure("body:erased", ID, HASH, WHY),
    Report("request:reported", ID, ID, "useful", "5-9", True, WHY),
]


def test_every_kind_that_people_sign_has_words() -> None:
    """A kind without words could be signed unread."""
    signed = {kind.name for kind in KINDS.values() if kind.signers not in (Signers.NOBODY, Signers.WITNESSES)}
    by_people = signed - {"disclosure:received", "disclosure:deleted", "record:published"}
    assert set(DEEDS) == by_people
    assert set(EFFECTS) == by_people - {"log:founded"}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.kind)
def test_no_text_of_a_paper_is_left_out(paper: Paper) -> None:
    """Reasons, names, facts, hashes: what is signed stands among the words."""
    told = "\n".join(f"{label} {words}" for label, words in lines(paper, {}, PEOPLE.founding.units))
    for member, value in paper.value().items():
        if isinstance(value, str) and member not in (
            "kind",
            "id",
            "offence",
            "zone",
            "basis",
            "passes",
            "policy",
            "outcome",
        ):
            assert value in told or value[:16] in told or member in ("disclosures", "vkey"), member
    assert heading(paper)
