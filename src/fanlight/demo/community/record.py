"""The made-up agencies' record, in the form of the record's own paper (docs/reference/formats/record-published.md)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def made_up_record() -> dict[str, Any]:
    """What a decision page shows of each made-up agency: five lines, made up too."""
    held = tomllib.loads(Path(__file__).with_name("record.toml").read_text(encoding="utf-8"))
    return {
        "v": 1,
        "kind": "record:published",
        "files": [],
        "covers": {"made-up": {"first": held["first"], "last": held["last"]}},
        "agencies": {
            id: {"name": agency["name"], "state": "", "lines": agency["lines"]}
            for id, agency in held["agencies"].items()
        },
    }
