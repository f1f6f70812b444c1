"""Each tier links what it may and nothing else; what nobody can decide goes to review with its candidates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fanlight.record.linkage.tiers import Linker
from fanlight.record.linkage.verdict import Tier
from tests.unit.record.linkage.world import mention, world


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    return world(tmp_path_factory.mktemp("world"))[0]


@pytest.mark.parametrize(
    ("text", "other", "tier", "agency"),
    [
        ("Fabledale Police Department", {}, Tier.EXACT, "OR0010100"),
        ("Fabledale PD", {"state": "ME"}, Tier.EXACT, "ME0010100"),
        ("North Fabledale Police", {}, Tier.EXACT, "OR0010200"),
        ("St. Pernel Police Department", {}, Tier.EXACT, "OR0010600"),
        ("Wander County Sheriff's Office", {}, Tier.EXACT, "OR0010000"),
        ("Mistral County Police Department", {}, Tier.EXACT, "OR0020100"),
        ("Oregon State Police", {}, Tier.EXACT, "state:OR"),
        ("U.S. Marshals", {}, Tier.EXACT, "us:marshals"),
        ("Otterby Township Police", {"county": "Mistral"}, Tier.PLACE, "OR0020200"),
        ("Otterby Township Police (Wander County)", {"county": "Mistral"}, Tier.PLACE, "OR0010400"),
        ("Grimbleford Police Department", {"county": "Wander"}, Tier.PLACE, "OR0010500"),
        ("Quillmere Police Department", {"city": "Quillmere"}, Tier.PLACE, "OR0010300"),
        ("Quillmere Police Department", {}, Tier.NEAR, "OR0010300"),
        ("Fabeldale Police Department", {"city": "Fabledale"}, Tier.NEAR, "OR0010100"),
        ("University of Fabledale Police", {"city": "Quillmere"}, Tier.EXACT, "OR0010700"),
    ],
)
def test_names_link(linker: Linker, text: str, other: dict[str, object], tier: Tier, agency: str) -> None:
    """By name and place alone every form that means one agency finds it, at the tier that its evidence allows."""
    verdict = linker.verdict(mention(text, **other))
    assert (verdict.tier, verdict.agency) == (tier, agency)


@pytest.mark.parametrize(
    ("text", "other", "tier", "reason"),
    [
        ("West Fabledale Police Department", {"city": "West Fabledale"}, Tier.UNLINKED, "absent"),
        ("Fabledale Police Department", {"state": "CA"}, Tier.UNLINKED, "absent"),
        ("Wander County Police Department", {}, Tier.UNLINKED, "absent"),
        ("Otterby Township Police", {}, Tier.REVIEW, "twins"),
        ("Quillmere Police Department", {"city": "Otterby", "county": "Mistral"}, Tier.REVIEW, "elsewhere"),
        ("Fabeldale Police Department", {"city": "Otterby"}, Tier.REVIEW, "near"),
        ("Unknown", {}, Tier.UNLINKED, "unnamed"),
        ("Fabledale Fire Department", {}, Tier.UNLINKED, "fire"),
        ("Royal Canadian Mounted Police", {}, Tier.UNLINKED, "foreign"),
        ("Private security guard", {}, Tier.UNLINKED, "private"),
        ("Fabledale, ME Police Department", {}, Tier.UNLINKED, "other state"),
    ],
)
def test_names_that_must_not_link(linker: Linker, text: str, other: dict[str, object], tier: Tier, reason: str) -> None:
    """No compass word is stripped, no state line crossed, county police is no sheriff, twins are nobody's guess."""
    verdict = linker.verdict(mention(text, **other))
    assert (verdict.tier, verdict.agency, verdict.reason) == (tier, None, reason)


def test_a_code_decides_unless_the_name_means_another(linker: Linker) -> None:
    """The row's ORI wins over a name that the register lacks, and goes to review against a name that it has."""
    coded = linker.verdict(mention("The Fabledale force", oris=("OR0010100",)))
    assert (coded.tier, coded.agency) == (Tier.ORI, "OR0010100")
    conflict = linker.verdict(mention("North Fabledale Police Department", oris=("OR0010100",)))
    assert (conflict.tier, conflict.reason, conflict.candidates) == (
        Tier.REVIEW,
        "conflict",
        ("OR0010100", "OR0010200"),
    )


def test_a_code_of_seven_characters_is_the_same_code(linker: Linker) -> None:
    """UCR files carry seven of the nine."""
    assert linker.verdict(mention("The Fabledale force", oris=("OR00101",))).agency == "OR0010100"


def test_a_code_never_crosses_a_state_line(linker: Linker) -> None:
    """A code of another state is no evidence in this one."""
    verdict = linker.verdict(mention("The Fabledale force", state="ME", oris=("OR0010100",)))
    assert verdict.agency is None


def test_codes_of_a_whole_cell_do_not_name_one_of_its_agencies(linker: Linker) -> None:
    """Where a cell's codes cannot be laid to its names, only a name that agrees with one of them takes it."""
    oris = ("OR0010100", "OR0010000", "OR0020000")
    agreeing = linker.verdict(mention("Wander County Sheriff", oris=oris, of=2))
    silent = linker.verdict(mention("Joint patrol", oris=oris, of=2))
    assert (agreeing.tier, agreeing.agency, silent.agency) == (Tier.ORI, "OR0010000", None)


def test_a_barracks_code_means_the_state_police(linker: Linker) -> None:
    """Posts are members of one body, which has an id of ours and no ORI."""
    verdict = linker.verdict(mention("Oregon State Police", oris=("OR002SP00",)))
    assert (verdict.tier, verdict.agency) == (Tier.ORI, "state:OR")


def test_an_alias_links_within_its_city_and_days(tmp_path: Path) -> None:
    """A reviewed name means its agency where and when it was reviewed for."""
    line = "Old Fable Watch,OR,Fabledale,OR0010100,2015-01-01,2018-12-31,A. Reviewer,2026-01-01,renamed,a law"
    linker, _ = world(tmp_path, line)
    inside = mention("Old Fable Watch", city="Fabledale", on=date(2016, 1, 1))
    later = mention("Old Fable Watch", city="Fabledale", on=date(2019, 1, 1))
    elsewhere = mention("Old Fable Watch", city="Otterby", on=date(2016, 1, 1))
    assert (linker.verdict(inside).tier, linker.verdict(inside).agency) == (Tier.ALIAS, "OR0010100")
    assert linker.verdict(later).agency is None
    assert linker.verdict(elsewhere).agency is None


def test_an_alias_may_say_that_nobody_is_meant(tmp_path: Path) -> None:
    """A reviewer's "none" keeps a look-alike from linking."""
    linker, _ = world(tmp_path, "Fabledale Police Department,OR,,none,,,A. Reviewer,2026-01-01,a film,seen")
    verdict = linker.verdict(mention("Fabledale Police Department"))
    assert (verdict.tier, verdict.agency, verdict.reason) == (Tier.UNLINKED, None, "a film")


def test_the_same_mentions_give_the_same_verdicts(linker: Linker) -> None:
    """No order of mentions changes a verdict."""
    some = [mention(text) for text in ("Fabledale PD", "Fabeldale PD", "Otterby Township PD", "FBI")]
    assert [linker.verdict(one) for one in some] == [linker.verdict(one) for one in reversed(some)][::-1]
