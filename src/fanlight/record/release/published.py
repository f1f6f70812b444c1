"""The summary release that the repository carries: written by `record release`, read where no source file is."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from fanlight.ground.errors import FanlightError
from fanlight.record.pages.summary import (
    AgencyRecord,
    HeadlineRow,
    NamedCase,
    NotLinked,
    Partner,
    Pointer,
    Rate,
    Series,
    SeriesCount,
    Summary,
    UsedFile,
)
from fanlight.record.release.combinations import MEMBER, forms
from fanlight.record.statistics.definitions import DEFINITIONS

PUBLISHED = Path(__file__).parents[1] / "published"
NATIONAL, MARKS, PAPER = "national.json", "row-marks.json.gz", "published.json.gz"
COMBINATIONS = "combinations.json.gz"
ON_RECORD, REGISTER = "on-record.jsonl.gz", "register.jsonl.gz"  # agencies with a page, and all others
LIMIT = 1_500_000  # bytes of the whole folder
RELATIONS = {"": "", "before": "b", "after": "a", "unknown": "u"}
UNRELATED = {short: relation for relation, short in RELATIONS.items()}
TIERS = {"ori": "o", "alias": "l", "exact": "e", "place": "p"}
UNTIERED = {short: tier for tier, short in TIERS.items()}


class DamagedRelease(FanlightError):
    """The summary release cannot be read."""

    remedy = "Get it again from the repository, or write it anew: fanlight record release --data DIR."


def packed(data: bytes) -> bytes:
    """gzip without time and name, so that the same data give the same bytes."""
    return gzip.compress(data, 9, mtime=0)


def _plain(value: Any) -> Any:
    """Dataclasses as lists of their fields, days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


def _agency(one: AgencyRecord, files: list[str]) -> dict[str, Any]:
    """Short names, empty ones left out: 21,000 lines."""
    line: dict[str, Any] = {"i": one.id, "n": one.name, "k": one.kind, "s": one.state, "c": list(one.counties)}
    if one.ori != one.id:
        line["o"] = one.ori
    if one.point:
        line["p"] = list(one.point)
    if one.population is not None:
        line["r"] = one.population
    if one.partner:
        line["ring"] = _plain(one.partner)
    if one.rows:
        line["d"] = {
            key: [[files.index(row.file), row.row, row.year, RELATIONS[row.relation] + TIERS[row.tier]] for row in rows]
            for key, rows in one.rows.items()
        }
    five = {key: deaths for key, deaths in one.five.items() if deaths}
    if five:
        line["f"] = five
    if one.review:
        line["w"] = 1
    if one.named:
        line["e"] = list(one.named)
    if one.rates:
        line["q"] = {key: _rate(rate) for key, rate in one.rates.items()}
    return line


def _rate(one: Rate) -> list[float | None]:
    lean = [] if one.shrunk is None else [one.shrunk, one.shrunk_low, one.shrunk_high]
    return [*one.alone, *lean]


APART = ("agencies", "commons")  # by themselves below; what commons say is never shipped


def write_published(
    summary: Summary, marks: Mapping[str, str], paper: bytes, folder: Path = PUBLISHED
) -> dict[str, int]:
    """Writes the release and returns the sizes of its files."""
    files = sorted({row.file for one in summary.agencies.values() for rows in one.rows.values() for row in rows})
    national = {one.name: _plain(getattr(summary, one.name)) for one in fields(summary) if one.name not in APART}
    national["shipped"] = True
    national["definitions"] = DEFINITIONS.version
    national["extra"] = {
        key: {name: value for name, value in one.items() if name != MEMBER} for key, one in summary.extra.items()
    }
    national["row_files"] = files
    national["headline_rows"] = {
        key: [[row.file, row.row, row.agency, row.relation] for row in rows]
        for key, rows in summary.headline_rows.items()
    }
    rows = national.pop("headline_rows")
    lines: dict[bool, list[str]] = {True: [json.dumps({"headline_rows": rows}, separators=(",", ":"))], False: []}
    for one in summary.agencies.values():
        lines[one.on_record].append(json.dumps(_agency(one, files), ensure_ascii=False, separators=(",", ":")))
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        NATIONAL: (json.dumps(national, indent=1, ensure_ascii=False) + "\n").encode(),
        ON_RECORD: packed(("\n".join(lines[True]) + "\n").encode()),
        REGISTER: packed(("\n".join(lines[False]) + "\n").encode()),
        MARKS: packed(json.dumps(marks, separators=(",", ":")).encode()),
        PAPER: packed(paper),
        COMBINATIONS: packed(json.dumps(forms(summary), ensure_ascii=False, separators=(",", ":")).encode()),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return {name: len(data) for name, data in contents.items()}


def _day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None


def _made(kind: Any, value: dict[str, Any]) -> Any:
    """A dataclass from its plain form: days and tuples by the field's annotation."""
    made = {}
    for one in fields(kind):
        given = value[one.name]
        if str(one.type).startswith("date"):
            given = _day(given)
        elif isinstance(given, list):
            given = tuple(tuple(inner) if isinstance(inner, list) else inner for inner in given)
        made[one.name] = given
    return kind(**made)


def _record(line: dict[str, Any], files: list[str]) -> AgencyRecord:
    rows = {
        key: tuple(
            Pointer(files[file], row, year, UNRELATED[code[:-1]], UNTIERED[code[-1]]) for file, row, year, code in found
        )
        for key, found in line.get("d", {}).items()
    }
    return AgencyRecord(
        line["i"], line.get("o", line["i"]), line["n"], line["k"], line["s"], tuple(line["c"]),
        (line["p"][0], line["p"][1]) if "p" in line else None, line.get("r"),
        _made(Partner, line["ring"]) if "ring" in line else None, rows, line.get("f", {}), bool(line.get("w")),
        tuple(line.get("e", ())), {key: Rate(*rate) for key, rate in line.get("q", {}).items()},
    )  # fmt: skip


def _lines(path: Path) -> list[str]:
    return [line for line in gzip.decompress(path.read_bytes()).decode().split("\n") if line]


def read_published(folder: Path = PUBLISHED) -> Summary | None:
    """The summary release; none where the folder has none."""
    if not (folder / NATIONAL).exists():
        return None
    try:
        national = json.loads((folder / NATIONAL).read_text(encoding="utf-8"))
        lines = [line for name in (ON_RECORD, REGISTER) for line in _lines(folder / name)]
        head = json.loads(lines[0])
        if national["definitions"] != DEFINITIONS.version:
            raise DamagedRelease(
                f"{folder.name} has definitions {national['definitions']}, this Fanlight {DEFINITIONS.version}."
            )
        records = [_record(json.loads(line), national["row_files"]) for line in lines[1:]]
        records.sort(key=lambda one: one.id)
        return Summary(
            files=tuple(_made(UsedFile, one) for one in national["files"]),
            series=tuple(_made(Series, one) for one in national["series"]),
            first=_day(national["first"]),
            last=_day(national["last"]),
            headline={key: _made(SeriesCount, one) for key, one in national["headline"].items()},
            headline_files={key: tuple(files) for key, files in national["headline_files"].items()},
            headline_rows={
                key: tuple(HeadlineRow(*row) for row in rows) for key, rows in head["headline_rows"].items()
            },
            named=tuple(_made(NamedCase, one) for one in national["named"]),
            last_six_months=national["last_six_months"],
            growth=national["growth"],
            agencies={one.id: one for one in records},
            not_linked=tuple(_made(NotLinked, one) for one in national["not_linked"]),
            shipped=True,
            extra=_extra(national["extra"], folder),
        )
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError) as error:
        raise DamagedRelease(f"{folder.name}: {error}") from error


def _extra(sections: dict[str, dict[str, object]], folder: Path) -> dict[str, dict[str, object]]:
    """The sections with their combinations, which stand in a file of their own."""
    own = json.loads(gzip.decompress((folder / COMBINATIONS).read_bytes()))
    return {key: {**one, MEMBER: own[key]} if key in own else one for key, one in sections.items()}


def read_marks(folder: Path = PUBLISHED) -> dict[str, str]:
    """The short hashes of the released files' rows."""
    try:
        found: dict[str, str] = json.loads(gzip.decompress((folder / MARKS).read_bytes()))
    except (OSError, EOFError, ValueError) as error:
        raise DamagedRelease(f"{folder.name}/{MARKS}: {error}") from error
    return found
