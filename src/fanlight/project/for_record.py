"""What a commons says of its agencies to the record: conduct, petitions, partnerships (record:conduct, version 2).

From the log alone, up to its newest anchor, so that anybody makes it again; petitions are counted beside the log and
stand only in what the commons itself hands out. The format: docs/reference/formats/record-conduct.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fanlight.commons.agencies.log_copy import LogCopy
from fanlight.ground.errors import FanlightError
from fanlight.trust.policy.in_force.conduct import conduct
from fanlight.trust.policy.in_force.neighbours import PartnershipView
from fanlight.trust.policy.in_force.views import InForce

KIND, VERSION = "record:conduct", 2


class NotDated(FanlightError):
    """No anchor of its witnesses dates this log, so nothing can be counted up to a day."""

    remedy = "Wait until the witnesses saw it; a running commons asks them each minute."


@dataclass(frozen=True)
class AboutAgency:
    """A petition that is public, about one agency."""

    number: str
    demand: str
    to: str
    signatures: int
    threshold: int
    open: bool


def said(copy: LogCopy, petitions: Mapping[str, Sequence[AboutAgency]]) -> dict[str, Any]:
    """The whole paper; `petitions` by the agency's id in the commons, its id in the record or its ORI."""
    if not copy.anchors.times:
        raise NotDated
    until = copy.anchors.times[-1]
    now = copy.state.at(until)
    zone = ZoneInfo(now.founding.zone)
    return {
        "v": VERSION,
        "kind": KIND,
        "commons": now.founding.community,
        "page": f"{_origin(now)}/partnerships/",
        "until": _day(until, zone),
        "agencies": [_agency(id, now, zone, petitions) for id in sorted(now.agencies)],
    }


def as_json(paper: dict[str, Any]) -> bytes:
    """As the commons hands it out."""
    return (json.dumps(paper, ensure_ascii=False, indent=1) + "\n").encode()


def _agency(id: str, now: InForce, zone: ZoneInfo, petitions: Mapping[str, Sequence[AboutAgency]]) -> dict[str, Any]:
    paper = now.agencies[id].paper
    about = {one.number: one for name in (id, paper.record, paper.ori) if name for one in petitions.get(name, ())}
    return {
        "record": paper.record or paper.ori,
        "name": paper.name,
        "page": f"{_origin(now)}/agencies/{id}/",
        "ask": f"{_origin(now)}/petitions/new/?agency={id}",
        "conduct": _conduct(id, now, zone),
        "petitions": [
            {
                "demand": one.demand, "to": one.to, "signatures": one.signatures, "threshold": one.threshold,
                "open": one.open, "page": f"{_origin(now)}/petitions/{one.number}/",
            }
            for one in about.values()
        ],
        "partnerships": [
            _partnership(one, now, zone) for one in now.partnerships.values() if one.paper.agency == id
        ],
    }  # fmt: skip


def _conduct(id: str, now: InForce, zone: ZoneInfo) -> dict[str, Any] | None:
    counted = conduct(now, id)
    since = counted.pop("since")
    return {"since": _day(since, zone) if since else None, **counted} if any(counted.values()) else None


def _partnership(view: PartnershipView, now: InForce, zone: ZoneInfo) -> dict[str, Any]:
    paper, ended = view.paper, view.record.ended
    return {
        "page": f"{_origin(now)}/partnerships/{paper.id}/",
        "since": _day(paper.since, zone),
        "until": _day(paper.until, zone),
        "ended": _day(ended.since, zone) if ended is not None and ended.since <= now.at else None,
        "term": str(view.term),
        "data": list(paper.data),
        "contact": paper.contact,
    }


def _origin(now: InForce) -> str:
    return now.founding.rp.origin.rstrip("/")


def _day(seconds: int, zone: ZoneInfo) -> str:
    """The community's own day, as its pages have it."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date().isoformat()
