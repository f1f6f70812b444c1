"""What the source files themselves say for or against each reviewed name; what they leave open is listed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.linkage.aliases import NONE, read_aliases
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
            tiers["open"] += 1
            assert f"{alias.state} {alias.name};" in listed, f"list it: {alias.state} {alias.name}"
    assert not differ
    told = f"{tiers['code']} by code, {tiers['place']} by county alone, {tiers['differs']} differ, {tiers['open']} open"
    assert told in listed
