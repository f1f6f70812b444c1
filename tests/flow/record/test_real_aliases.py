"""What the source files themselves say for or against each reviewed name; what they leave open is listed."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.linkage.aliases import NONE, Alias, read_aliases
from fanlight.record.pipeline import read_facts
from fanlight.record.sources.rows import Mention
from fanlight.trust.agency.spelling import spelled

pytestmark = [pytest.mark.shared, pytest.mark.slow]
DESIGN = Path(__file__).parents[3] / "docs" / "design" / "record-linkage.md"
# Names whose rows carry an in-state code of another body more often than that of the alias; each stands in the design
# document with both codes.
DIFFER = {
    ("FL", "jacksonville sheriff's office"): "FL0162400",
    ("KY", "louisville-jefferson county metro government louisville police department"): "KY05602",
    ("SD", "oglala tribe department of public safety"): "SD05600",
    ("WI", "fox crossing police department"): "WI07109",
}
# What stands in the evidence column of the aliases that no row's code or county tells, checked again here.
PERSON = {  # rows of Fatal Encounters whose person Mapping Police Violence has too, with the alias's code there
    ("AZ", "colorado river tribal police department"): 1,
    ("DC", "washington metropolitan police department"): 29,
    ("NY", "city of new york police department"): 109,
}
NAMED = {  # the crosswalk or the Washington Post has the code under a name or body with these words
    ("AZ", "salt river pima maricopa indian community police department"): "salt river pima maricopa",
    ("CA", "bart police"): "bart police",
    ("DC", "d c metropolitan police"): "metropolitan police",
    ("DC", "dc police department"): "washington dc",
    ("DC", "district of columbia metropolitan police department"): "metropolitan police",
    ("DC", "district of columbia police department"): "washington dc",
    ("DC", "metropolitan police department of the district of columbia"): "metropolitan police",
    ("DC", "washington d c police department"): "washington dc",
    ("DC", "washington dc metropolitan police department"): "washington metropolitan police",
    ("DC", "washington d c metropolitan police department"): "washington metropolitan police",
    ("FL", "metropolitan dade police department"): "miami dade",
    ("KY", "lexington fayette police department"): "lexington fayette",
    ("KY", "lexington fayette urban county police department"): "lexington fayette urban county",
    ("MO", "saint louis city police department"): "saint louis city",
    ("MT", "butte silver bow law enforcement"): "butte silver bow",
    ("MT", "butte silver bow police department"): "butte silver bow",
    ("NM", "laguna pueblo police department"): "pueblo of laguna",
    ("NJ", "camden police department"): "camden police",
    ("OH", "cleveland metroparks police department"): "cleveland metroparks",
    ("UT", "greater salt lake unified police department"): "unified police",
    ("UT", "salt lake unified police department"): "unified police",
}
ALONE = {  # no other agency of the FBI list in that state has these words in its name, but for what says its kind
    ("AZ", "gila river police department"): "gila river",
    ("CA", "hoopa tribal police department"): "hoopa",
    ("CA", "uc berkeley police department"): "university of california berkeley",
    ("CA", "uc riverside police department"): "university of california riverside",
    ("KY", "louisville police department"): "louisville metropolitan police",
    ("LA", "saint john sheriff office"): "saint john",
    ("NC", "charlotte police department"): "charlotte mecklenburg police",
    ("OK", "cherokee nation marshal office"): "cherokee nation",
}


def same(code: str, agency: str) -> bool:
    """Codes of seven signs are those of nine without the last two."""
    return agency.startswith(code) and len(code) in (7, 9)


@pytest.fixture(scope="module")
def facts(shared: Path) -> Facts:
    return read_facts(shared / "data")


@pytest.fixture(scope="module")
def mentions(facts: Facts) -> dict[tuple[str, str], list[Mention]]:
    found: dict[tuple[str, str], list[Mention]] = {}
    for some in facts.verdicts.values():
        for verdict in some:
            key = verdict.mention.state, spelled(verdict.mention.text)
            found.setdefault(key, []).append(verdict.mention)
    return found


def by_key(found: dict[tuple[str, str], object]) -> list[tuple[Alias, object]]:
    aliases = {(one.state, one.name): one for one in read_aliases()}
    return [(aliases[key], value) for key, value in found.items()]


def table(path: Path) -> list[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_same_person_in_another_source_carries_the_code(shared: Path) -> None:
    """Fatal Encounters’ name and day, or its number, found in Mapping Police Violence; no other code of that state."""
    mpv = table(shared / "data/mapping_police_violence/mpv_2013_to_snapshot_2021-08-14.csv.gz")
    code = "ORI Agency Identifier (if available)"
    by_name = {(spelled(one["Victim's name"]), one["Date of Incident (month/day/year)"][:10]): one[code] for one in mpv}
    by_number = {one["Fatal Encounters ID"]: one[code] for one in mpv if one["Fatal Encounters ID"]}
    folder = shared / "data/fatal_encounters"
    rows = [
        (row["encounter_state"], row["agencies_involved"], by_name.get((spelled(row["subject_name"]), day(row))))
        for row in table(folder / "fatal_encounters_2000_2018-06-17.csv.gz")
    ] + [
        (row["state"], row["agencies"], by_number.get(row["unique_id"]))
        for row in table(folder / "fatal_encounters_2015_2020_intentional_force.csv.gz")
    ]
    for alias, count in by_key(PERSON):
        held = [
            found
            for state, agencies, found in rows
            if state == alias.state and found and alias.name in {spelled(one) for one in agencies.split(",")}
        ]
        codes = Counter(one for found in held for one in found.split(";") if one.startswith(alias.state))
        assert codes == {alias.agency: count}, (alias.name, codes)


def day(row: dict[str, str]) -> str:
    """Of M/D/YY; all years are from 2000 on."""
    if not row["encounter_date"]:
        return ""
    month, number, year = map(int, row["encounter_date"].split("/"))
    return date(2000 + year, month, number).isoformat()


def test_other_lists_have_the_code_under_that_name_or_body(shared: Path) -> None:
    """In the crosswalk's names and bodies, or the Washington Post's agencies."""
    names: dict[str, list[str]] = {}
    for row in table(shared / "data/agencies/police_agency_crosswalk.csv.gz"):
        names.setdefault(row["ori9"][:7], []).extend((row["crosswalk_agency_name"], row["census_name"]))
    for row in table(shared / "data/washington_post/fatal-police-shootings-agencies_2024-11.csv"):
        for one in row["oricodes"].split(";"):
            names.setdefault(one, []).append(row["name"])
    for alias, words in by_key(NAMED):
        found = [spelled(one.replace(" metro parks", " metroparks")) for one in names[alias.agency[:7]]]
        assert any(str(words) in one for one in found), (alias.name, found)


def test_no_other_agency_of_the_fbi_list_has_that_name(facts: Facts) -> None:
    """Words that distinguish are one agency's in its state."""
    for alias, words in by_key(ALONE):
        found = {
            one.id
            for one in facts.register.values()
            if one.state == alias.state and not one.from_crosswalk and str(words) in spelled(one.name)
        }
        assert found == {alias.agency}, (alias.name, found)


def test_codes_and_counties_of_rows_agree_or_are_listed(
    facts: Facts, mentions: dict[tuple[str, str], list[Mention]]
) -> None:
    """A row's own code is that of the alias, or its county one of the agency's; what is neither is listed."""
    listed = DESIGN.read_text(encoding="utf-8").partition("## Reviewed names")[2]
    tiers: Counter[str] = Counter()
    differ = {(state, spelled(name)): code for (state, name), code in DIFFER.items()}
    for alias in read_aliases():
        if alias.agency == NONE:
            continue
        rows = [one for one in mentions.get((alias.state, alias.name), []) if alias.covers(one)]
        codes = Counter(code for one in rows for code in one.oris if code.startswith(alias.state))
        right = sum(count for code, count in codes.items() if same(code, alias.agency))
        own = {spelled(one) for one in facts.register[alias.agency].counties}
        counties = [spelled(one.county) in own for one in rows if one.county and own]
        label = f"{alias.agency} "
        if right * 2 > sum(codes.values()):
            tiers["code"] += 1
        elif codes:
            tiers["differs"] += 1
            assert codes.most_common(1)[0][0] == differ.pop((alias.state, alias.name)), alias
            assert label in listed
        elif counties and sum(counties) * 2 > len(counties):
            tiers["place"] += 1
        else:
            assert not counties, alias
            tiers["lists"] += 1
            assert alias.evidence.startswith("checked against the files: "), alias
            assert sum((alias.state, alias.name) in held for held in (PERSON, NAMED, ALONE)) == 1, alias
    assert not differ
    told = f"{tiers['code']} by code, {tiers['place']} by county alone, {tiers['differs']} differ, "
    told += f"{tiers['lists']} by lists"
    assert told in listed
