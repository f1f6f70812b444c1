"""The closed list of offences that a request may name: codes of NIBRS (FBI User Manual) with plain words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Offence:
    """One code; `group` is the heading it stands under in a form."""

    code: str
    words: str
    group: str


@cache
def offences() -> dict[str, Offence]:
    """By code, in the order of the list."""
    table = tomllib.loads(Path(__file__).with_name("offences.toml").read_text(encoding="utf-8"))
    return {
        code: Offence(code, words, group["heading"])
        for group in table["group"]
        for code, words in group["offences"].items()
    }
