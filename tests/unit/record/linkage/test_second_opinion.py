"""What goes to Splink and what is made of its pairs; Splink itself: tests/flow/record/test_splink.py."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest

from fanlight.record.linkage.review.opinions import with_opinions
from fanlight.record.linkage.review.queue import Doubt
from fanlight.record.linkage.second_opinion import LEAST_WEIGHT, NoSplink, Opinion, opinions
from fanlight.record.linkage.verdict import Tier, Verdict
from tests.unit.record.linkage.world import mention, world

FABLEDALE, NORTH = "OR0010100", "OR0010200"


class Splink(types.ModuleType):
    """Stands for the modules that are imported, keeps every table, and answers with the pairs that it is given."""

    def __init__(self, pairs: list[dict[str, Any]]) -> None:
        super().__init__("splink")
        self.tables: dict[str, list[dict[str, Any]]] = {}
        self.pairs, self.seed = pairs, 0
        self.Table = types.SimpleNamespace(from_pylist=list)
        training = types.SimpleNamespace(
            estimate_u_using_random_sampling=lambda max_pairs, seed: setattr(self, "seed", seed),
            estimate_m_from_pairwise_labels=lambda labels: None,
        )
        answer = types.SimpleNamespace(as_record_list=lambda: self.pairs)
        self.Linker = lambda *_, **__: types.SimpleNamespace(
            training=training, inference=types.SimpleNamespace(predict=lambda threshold_match_weight: answer)
        )
        self.DuckDBAPI = lambda: types.SimpleNamespace(register=self.register)
        self.SettingsCreator, self.block_on = dict, lambda *columns: columns
        self.ExactMatch = lambda column: column
        self.JaroWinklerAtThresholds = lambda column, _: types.SimpleNamespace(configure=lambda **__: column)

    def register(self, table: list[dict[str, Any]], dataset_display_name: str) -> str:
        self.tables[dataset_display_name] = table
        return dataset_display_name


@pytest.fixture
def splink(monkeypatch: pytest.MonkeyPatch) -> Splink:
    made = Splink([])
    for name in ("splink", "splink.comparison_library", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, made)
    made.comparison_library = made  # type: ignore[attr-defined]
    return made


def pair(number: int, agency: str, weight: float) -> dict[str, Any]:
    return {"unique_id_l": str(number), "unique_id_r": agency, "match_weight": weight}


def test_the_best_agency_and_its_lead(tmp_path: Path, splink: Splink) -> None:
    """The heaviest pair wins, equals by id; the lead is over the next, or over what nobody lists; learners get none."""
    linker, _ = world(tmp_path)
    asked = [mention("Fabledale PD"), mention("N Fabledale PD"), mention("Atlantis PD")]
    splink.pairs = [pair(0, NORTH, 1.5), pair(0, FABLEDALE, 9.0), pair(1, NORTH, 4.0), pair(3, FABLEDALE, 99.0)]
    found = opinions(linker, asked, [(mention("Fabledale Police Department"), FABLEDALE)])
    assert found == {0: Opinion(FABLEDALE, 9.0, 7.5), 1: Opinion(NORTH, 4.0, 4.0 - LEAST_WEIGHT)}
    splink.pairs = [pair(0, NORTH, 2.0), pair(0, FABLEDALE, 2.0)]
    assert opinions(linker, asked, []) == {0: Opinion(FABLEDALE, 2.0, 0.0)}


def test_splink_sees_parsed_parts_and_no_body(tmp_path: Path, splink: Splink) -> None:
    """Place, kind, state, county and city; state police is no row; labels name both sides."""
    linker, _ = world(tmp_path)
    taught = [(mention("Quillmere Police Department", county="Wander County"), "OR0010300")]
    opinions(linker, [mention("Fabledale PD", city="Fabledale")], taught)
    rows, register = splink.tables["mentions"], {row["unique_id"]: row for row in splink.tables["register"]}
    assert [row["unique_id"] for row in rows] == ["0", "1"]
    assert (rows[0]["place"], rows[0]["kind"], rows[0]["state"]) == ("fabledale", "municipal", "OR")
    assert register[FABLEDALE]["place"] == rows[0]["place"] and not [one for one in register if ":" in one]
    assert splink.tables["labels"] == [
        {
            "source_dataset_l": "mentions",
            "unique_id_l": "1",
            "source_dataset_r": "register",
            "unique_id_r": "OR0010300",
        }
    ]
    assert splink.seed, "u is drawn with a fixed seed"


def test_opinions_rank_and_never_decide(tmp_path: Path, splink: Splink) -> None:
    """Of two doubts that wait alike the likelier comes first; both keep their candidates."""
    linker, _ = world(tmp_path)
    doubts = [Doubt(name, "OR", "", "near", (FABLEDALE, NORTH), 1) for name in ("A PD", "B PD")]
    splink.pairs = [pair(0, FABLEDALE, 1.0), pair(1, NORTH, 8.0)]
    verdicts = {"f": [Verdict(mention("A PD"), Tier.REVIEW, None)]}
    queue = with_opinions(linker, doubts, verdicts)
    assert [one.name for one in queue] == ["B PD", "A PD"]
    assert queue[0].opinion == Opinion(NORTH, 8.0, 8.0 - LEAST_WEIGHT)
    assert all(one.candidates == (FABLEDALE, NORTH) for one in queue)


def test_without_splink_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is optional: its absence is our error with what to install."""
    monkeypatch.setitem(sys.modules, "splink", None)
    linker, _ = world(tmp_path)
    with pytest.raises(NoSplink) as raised:
        opinions(linker, [mention("Fabledale PD")], [])
    assert "fanlight[splink]" in raised.value.remedy
