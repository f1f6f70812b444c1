"""From a source's rows to deaths in one shape, each source by its own words for cause, suicide and duty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from fanlight.record.deaths.death import Death
from fanlight.record.sources.table import Table
from fanlight.trust.agency.states import state_code

# Fatal Encounters' causes that are force on purpose: the rule of the force file, in the older file's spelling.
FORCE = ("gunshot", "tasered", "beaten", "asphyxiated", "less-than-lethal", "stabbed", "chemical agent", "restrain")
Row = tuple[str, ...]


def _is_force(cause: str) -> bool:
    return any(word in cause.lower() for word in FORCE)


def _year(table: Table, row: Row, day: date | None) -> int:
    return day.year if day else int(table.get(row, "year"))


def _first_link(text: str) -> str:
    words = text.replace(",", " ").split()
    return next((word for word in words if word.startswith(("http://", "https://"))), "")


def _mpv(table: Table, row: Row) -> dict[str, object]:
    return {
        "off_duty": table.get(row, "off_duty").lower().startswith(("off", "yes")),
        "suicide": False,
        "force": True,
        "link": _first_link(table.get(row, "link")),
        "fe_id": table.get(row, "fe"),
        "wapo_id": table.get(row, "wapo"),
    }


def _fe(table: Table, row: Row) -> dict[str, object]:
    words = f"{table.get(row, 'disposition')} {table.get(row, 'intended')}".lower()
    suicide = "suicide" in words
    force = table.shape.name == "fe-force" or _is_force(table.get(row, "cause"))
    return {"off_duty": None, "suicide": suicide, "force": force and not suicide, "fe_id": table.get(row, "id")}


def _wapo(table: Table, row: Row) -> dict[str, object]:
    return {"cause": "Gunshot", "off_duty": False, "suicide": False, "force": True, "wapo_id": table.get(row, "id")}


def _pursuit(table: Table, row: Row) -> dict[str, object]:
    cause = f"Police pursuit, {table.get(row, 'role')}".rstrip(", ")
    name = " ".join(word.capitalize() for word in table.get(row, "name").split())
    return {
        "name": name,
        "cause": cause,
        "off_duty": None,
        "suicide": False,
        "force": False,
        "link": _first_link(table.get(row, "link")),
    }


SOURCES: dict[str, tuple[str, Callable[[Table, Row], dict[str, object]]]] = {
    "mpv": ("mpv", _mpv),
    "fe": ("fe", _fe),
    "fe-force": ("fe", _fe),
    "fe-sheet": ("fe", _fe),
    "fe-names": ("fe", _fe),
    "fe-totals": ("fe", _fe),
    "wapo": ("wapo", _wapo),
    "pursuits": ("pursuits", _pursuit),
}


def deaths_of(table: Table) -> Iterator[Death]:
    """Every death of a table, in the table's order; an id that stands twice is told apart by its row."""
    source, own = SOURCES[table.shape.name]
    seen: set[str] = set()
    for number, row in table:
        day = table.day(row)
        given = table.get(row, "id") if table.columns.get("id") is not None else ""
        key = given if given and given not in seen else f"{table.file.name}:{number}"
        seen.add(given)
        fields: dict[str, object] = {
            "source": source,
            "file": table.file.name,
            "row": number,
            "key": key,
            "name": table.get(row, "name"),
            "on": day,
            "year": _year(table, row, day),
            "state": state_code(table.get(row, "state")),
            "city": table.get(row, "city"),
            "cause": table.get(row, "cause"),
            "link": "",
        }
        yield Death(**{**fields, **own(table, row)})  # type: ignore[arg-type]
