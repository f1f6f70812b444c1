"""Splink's second opinion (extra `splink`): match weights that rank the review queue; they never decide.

Fellegi and Sunter 1969 as Splink 5 computes it, on the parsed parts of a name. State is a comparison, not only a block:
a blocking key earns no weight. m comes from mentions whose rows carry a code, u from random pairs with a fixed seed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fanlight.ground.errors import FanlightError
from fanlight.record.linkage.tiers import Linker
from fanlight.record.sources.rows import Mention
from fanlight.trust.agency.name import parse_name

SEED = 2020
PAIRS = 1_000_000  # random pairs for u: below that, rare levels are seen too seldom
LEAST_WEIGHT = -10.0  # log2 odds; what lies lower is no candidate for anybody


class NoSplink(FanlightError):
    """The second opinion needs Splink."""

    remedy = "Install fanlight[splink]."


@dataclass(frozen=True, slots=True)
class Opinion:
    """The best agency by match weight (log2 of the odds), and how far it leads."""

    agency: str
    weight: float
    lead: float


def _mention_row(linker: Linker, number: int, mention: Mention) -> dict[str, str | None]:
    name = parse_name(mention.text, mention.state)
    place = linker.atlas.place(mention, name)
    return {
        "unique_id": str(number),
        "state": mention.state,
        "kind": name.kind.value if name.kind else None,
        "place": name.place or None,
        "county": next(iter(sorted(place.counties)), None),
        "city": place.city or None,
    }


def _agency_rows(linker: Linker) -> list[dict[str, str | None]]:
    return [
        {
            "unique_id": entry.agency.id,
            "state": entry.agency.state,
            "kind": entry.agency.kind.value,
            "place": entry.name.place or None,
            "county": next(iter(sorted(entry.counties)), None),
            "city": entry.name.base.replace(" ", "") or None,
        }
        for entry in linker.index.entries.values()
        if not entry.name.body
    ]


def _settings(agencies: int) -> Any:
    import splink.comparison_library as compare
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / agencies,  # a mention means one agency of the register
        comparisons=[
            compare.JaroWinklerAtThresholds("place", [0.95, 0.85]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("kind"),
            compare.ExactMatch("state"),
            compare.ExactMatch("county"),
            compare.ExactMatch("city"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("state", "county"),
            block_on("state", "substr(place, 1, 4)"),
            block_on("state", "city"),
        ],
        retain_intermediate_calculation_columns=False,
    )


def opinions(
    linker: Linker, mentions: Sequence[Mention], labelled: Sequence[tuple[Mention, str]]
) -> dict[int, Opinion]:
    """The best agency of each mention, by its position; mentions without any candidate are left out."""
    try:
        import pyarrow
        from splink import DuckDBAPI
        from splink import Linker as Splink
    except ImportError as error:
        raise NoSplink from error
    rows = [_mention_row(linker, number, one) for number, one in enumerate(mentions)]
    taught = [_mention_row(linker, len(rows) + number, one) for number, (one, _) in enumerate(labelled)]
    api = DuckDBAPI()
    left = api.register(pyarrow.Table.from_pylist(rows + taught), dataset_display_name="mentions")
    agencies = _agency_rows(linker)
    right = api.register(pyarrow.Table.from_pylist(agencies), dataset_display_name="register")
    model = Splink([left, right], _settings(len(agencies)), log_level=logging.ERROR)
    model.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=SEED)
    pairs = [
        {
            "source_dataset_l": "mentions",
            "unique_id_l": str(len(rows) + number),
            "source_dataset_r": "register",
            "unique_id_r": truth,
        }
        for number, (_, truth) in enumerate(labelled)
    ]
    labels = api.register(pyarrow.Table.from_pylist(pairs), dataset_display_name="labels")
    model.training.estimate_m_from_pairwise_labels(labels)
    found = model.inference.predict(threshold_match_weight=LEAST_WEIGHT)
    return _best(found.as_record_list(), len(rows))


def _best(found: Sequence[dict[str, Any]], count: int) -> dict[int, Opinion]:
    by_mention: dict[int, list[tuple[float, str]]] = {}
    for pair in found:
        number = int(pair["unique_id_l"])
        if number < count:
            by_mention.setdefault(number, []).append((float(pair["match_weight"]), str(pair["unique_id_r"])))
    best = {}
    for number, some in sorted(by_mention.items()):
        ranked = sorted(some, key=lambda one: (-one[0], one[1]))
        second = ranked[1][0] if len(ranked) > 1 else LEAST_WEIGHT
        best[number] = Opinion(ranked[0][1], ranked[0][0], ranked[0][0] - second)
    return best
