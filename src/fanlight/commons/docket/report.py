"""The transparency report: a pure function of the log, so that anybody rebuilds it byte for byte (RFC 8785, RFC 4180).

Each figure is the list of entries that it counts. What follows from time (opened, expired, overdue) is counted in the
quarter in which it came about and names the request's notice. The report's time is that of the log's newest anchor.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fanlight.commons.agencies.log_copy import LogCopy
from fanlight.ground.canonical import Value, dumps
from fanlight.trust.papers.entry import Entry
from fanlight.trust.policy.in_force.standing import report_due
from fanlight.trust.policy.limits import DAY
from fanlight.trust.policy.states import RequestState

FIGURES = (
    "requests-noticed",
    "requests-opened",
    "requests-refused",
    "requests-expired",
    "requests-resolved",
    "requests-withdrawn",
    "requests-suspended",
    "reports-made",
    "reports-overdue",
    "disclosures-posted",
    "disclosures-received",
    "deletions-attested",
    "deletions-overdue",
    "moratoria-set",
    "moratoria-lifted",
    "agencies-admitted",
    "agencies-verified",
    "agencies-suspended",
    "agencies-reinstated",
    "agencies-revoked",
    "keys-revoked",
    "bodies-erased",
    "entries-void",
)
OF_KIND = {
    "request:noticed": "requests-noticed",
    "request:refused": "requests-refused",
    "request:resolved": "requests-resolved",
    "request:withdrawn": "requests-withdrawn",
    "request:suspended": "requests-suspended",
    "request:reported": "reports-made",
    "disclosure:posted": "disclosures-posted",
    "disclosure:received": "disclosures-received",
    "disclosure:deleted": "deletions-attested",
    "moratorium:set": "moratoria-set",
    "moratorium:lifted": "moratoria-lifted",
    "agency:admitted": "agencies-admitted",
    "agency:verified": "agencies-verified",
    "agency:suspended": "agencies-suspended",
    "agency:reinstated": "agencies-reinstated",
    "agency:revoked": "agencies-revoked",
    "agency:key-revoked": "keys-revoked",
    "body:erased": "bodies-erased",
}


@dataclass(frozen=True)
class Counted:
    """One thing that came about: when, at which agency ("" where it is the community's), by which entry."""

    at: int
    figure: str
    agency: str
    entry: int
    rules: tuple[str, ...] = ()


def files(copy: LogCopy) -> dict[str, bytes]:
    """The report's files by name."""
    value = report(copy)
    return {"report.json": dumps(value), "figures.csv": _figures_csv(value), "agencies.csv": _agencies_csv(value)}


def report(copy: LogCopy) -> dict[str, Value]:
    """Canonical JSON; the newest quarter is "so far"."""
    zone = ZoneInfo(copy.founding.zone)
    by_quarter: dict[str, list[Counted]] = defaultdict(list)
    for one in sorted(counted(copy), key=lambda one: (one.at, one.entry, one.figure)):
        by_quarter[quarter_of(one.at, zone)].append(one)
    until = copy.state.latest
    last = quarter_of(until, zone) if until else ""
    if last:
        by_quarter.setdefault(last, [])
    untimed = [index for index in range(len(copy.entries)) if copy.time(index) is None]
    return {
        "v": 1,
        "community": copy.founding.community,
        "origin": copy.founding.origin,
        "zone": copy.founding.zone,
        "entries": len(copy.entries),
        "until": until,
        "waiting": list[Value](untimed),
        "agencies": {id: terms[0].paper.name for id, terms in sorted(copy.state.agencies.items()) if terms},
        "quarters": [
            {"quarter": quarter, "so_far": quarter == last, **_quarter(found)}
            for quarter, found in sorted(by_quarter.items())
        ],
    }


def quarter_of(seconds: int, zone: ZoneInfo) -> str:
    """As 2026-Q4, in the community's zone."""
    local = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    return f"{local.year}-Q{(local.month + 2) // 3}"


def counted(copy: LogCopy) -> Iterator[Counted]:
    """Everything that the report counts, in no order."""
    voids = {void.index for void in copy.state.voids}
    for index, entry in enumerate(copy.parsed):
        at = copy.time(index)
        if at is None:
            continue
        if index in voids:
            yield Counted(at, "entries-void", "", index)
        elif entry is not None and entry.kind in OF_KIND:
            rules = tuple(str(rule) for rule in _list(entry.pub.get("rules")))
            yield Counted(at, OF_KIND[entry.kind], _agency(copy, entry), index, rules)
    yield from _by_time(copy)


def _by_time(copy: LogCopy) -> Iterator[Counted]:
    state, until = copy.state, copy.state.latest
    now = state.at(until)
    for view in now.requests.values():
        record = view.record
        agency = record.paper.agency
        if record.opens is not None and record.opens <= min(until, record.ends - 1):
            yield Counted(record.opens, "requests-opened", agency, record.index)
        if view.closed is RequestState.EXPIRED and view.closed_at is not None:
            yield Counted(view.closed_at, "requests-expired", agency, record.index)
        due = report_due(record)
        answered = record.reported.at if record.reported else None
        if due is not None and due <= until and (answered is None or answered >= due):
            yield Counted(due, "reports-overdue", agency, record.index)
    for disclosure in state.disclosures.values():
        receipt = disclosure.received.paper if disclosure.received else None
        if receipt is None:
            continue
        due = receipt.until + DAY
        deleted = disclosure.deleted.at if disclosure.deleted else None
        if due <= until and (deleted is None or deleted >= due):
            yield Counted(due, "deletions-overdue", disclosure.posted.agency, disclosure.index)


def _agency(copy: LogCopy, entry: Entry) -> str:
    """Whom an entry is about, from its public header alone."""
    pub = entry.pub
    if isinstance(agency := pub.get("agency"), str):
        return agency
    if isinstance(request := pub.get("request"), str) and entry.kind.startswith("request:"):
        return _named(copy, "request:noticed", request)
    if isinstance(posted := pub.get("disclosure"), str):
        return _named(copy, "disclosure:posted", posted)
    return ""


def _named(copy: LogCopy, kind: str, id: str) -> str:
    """The agency in the header of the entry of this kind and id."""
    for entry in copy.parsed:
        if entry is not None and entry.kind == kind and entry.id == id:
            return str(entry.pub.get("agency", ""))
    return ""


def _quarter(found: list[Counted]) -> dict[str, Value]:
    agencies = sorted({one.agency for one in found if one.agency})
    return {
        "figures": _listed(found),
        "agencies": {agency: _listed([one for one in found if one.agency == agency]) for agency in agencies},
        "refused_by_rule": {
            rule: list[Value](one.entry for one in found if rule in one.rules)
            for rule in sorted({rule for one in found for rule in one.rules})
        },
    }


def _listed(found: list[Counted]) -> dict[str, Value]:
    return {figure: list[Value](one.entry for one in found if one.figure == figure) for figure in FIGURES}


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _figures_csv(value: dict[str, Value]) -> bytes:
    rows: list[tuple[str, ...]] = [("quarter", "figure", "count", "entries")]
    for quarter in _list(value["quarters"]):
        assert isinstance(quarter, dict)
        figures = quarter["figures"]
        assert isinstance(figures, dict)
        rows += [_row((str(quarter["quarter"]), figure), entries) for figure, entries in figures.items()]
    return _csv(rows)


def _agencies_csv(value: dict[str, Value]) -> bytes:
    rows: list[tuple[str, ...]] = [("quarter", "agency", "figure", "count", "entries")]
    for quarter in _list(value["quarters"]):
        assert isinstance(quarter, dict)
        agencies = quarter["agencies"]
        assert isinstance(agencies, dict)
        for agency, figures in agencies.items():
            assert isinstance(figures, dict)
            rows += [_row((str(quarter["quarter"]), agency, figure), entries) for figure, entries in figures.items()]
    return _csv(rows)


def _row(names: tuple[str, ...], entries: Value) -> tuple[str, ...]:
    held = _list(entries)
    return *names, str(len(held)), " ".join(map(str, held))


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()
