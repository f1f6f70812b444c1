"""A paper in words, line by line, before it is signed: every member of it, none left out."""

from __future__ import annotations

from fanlight.ground.canonical import Value, dumps
from fanlight.project.agency_page.page import moment
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.request import Request
from fanlight.trust.policy.offences import offences

TIMES = ("from", "until", "written")


def paper_lines(paper: Paper) -> list[str]:
    """`name: words` for each member; times also as people write them."""
    zone = paper.zone if isinstance(paper, Request) else "UTC"
    return [line for name, value in sorted(paper.value().items()) for line in _lines(name, value, zone)]


def _lines(name: str, value: Value, zone: str) -> list[str]:
    if isinstance(value, dict):
        return [line for inner, held in sorted(value.items()) for line in _lines(f"{name}.{inner}", held, zone)]
    if name in TIMES and isinstance(value, int):
        return [f"{name}: {moment(value, zone)} ({value})"]
    if name == "offence" and isinstance(value, str) and value in offences():
        return [f"{name}: {offences()[value].words} ({value})"]
    words = value if isinstance(value, str) else dumps(value).decode()
    first, *more = words.split("\n")
    return [f"{name}: {first}", *(f"  {line}" for line in more)]
