"""Deaths of plainly fictional agencies, drawn with a fixed seed."""

from __future__ import annotations

from datetime import date

import numpy as np

from fanlight.record.deaths.death import Death
from fanlight.record.statistics.window import Case


def death(row: int, *, state: str = "OR", fe_id: str = "", on: date = date(2016, 3, 1)) -> Death:
    return Death("mpv", "made-up", row, str(row), "", on, on.year, state, "", "Gunshot", None, False, True, "", fe_id)


def case(row: int, *agencies: str, mentions: int | None = None, state: str = "OR") -> Case:
    named = len(agencies) if mentions is None else mentions
    return Case(death(row, state=state), agencies, named, agencies[0] if agencies else "")


def clustered_cases(agencies: int = 400) -> tuple[list[Case], set[str]]:
    """Agencies of very different size, one in three a partner."""
    random = np.random.Generator(np.random.PCG64(7))
    sizes = random.negative_binomial(0.6, 0.1, agencies)
    names = [f"a{number}" for number in range(agencies)]
    found = [
        case(row, name) for row, name in enumerate(n for n, size in zip(names, sizes, strict=True) for _ in range(size))
    ]
    return found, set(names[::3])
