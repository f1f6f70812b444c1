"""Police departments alone as partners, on the made-up folder."""

from __future__ import annotations

from pathlib import Path

from fanlight.record.pipeline import read_facts
from fanlight.record.statistics.police_alone import police_alone
from fanlight.record.statistics.window import cases, partners
from fanlight.trust.agency.kind import AgencyKind
from tests.unit.record.made_up import data_folder


def test_partners_that_are_no_police_department_do_not_count(tmp_path: Path) -> None:
    """A death counts where one of its agencies is a municipal partner; making them sheriffs leaves none."""
    facts = read_facts(data_folder(tmp_path / "data"))
    kinds = {agency: facts.register[agency].kind for agency in partners(facts)}
    by_hand = [
        case
        for case in cases(facts, facts.mpv)
        if any(kinds.get(agency) == AgencyKind.MUNICIPAL for agency in case.agencies)
    ]
    found = police_alone(facts)
    assert (found.count, found.total) == (len(by_hand), len(cases(facts, facts.mpv)))
    assert found.count > 0
    for agency in partners(facts):
        object.__setattr__(facts.register[agency], "kind", AgencyKind.SHERIFF)
    assert police_alone(facts).count == 0
