"""An agency on its way in: described, its officers invited apart, its rungs noted, its paper made."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from fanlight.commons.agencies.actions.papers import propose
from fanlight.commons.agencies.models.applications import Application
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.standing import standing
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person
from fanlight.trust.papers.agency_paper import Agency, Ladder, Officer, Rung
from fanlight.trust.papers.keys import ED25519, Key
from fanlight.trust.papers.signing import new_id

SECOND = 1_000_000


class RungMissing(FanlightError):
    """The agency's paper cannot be made yet."""


class AgencyKnown(FanlightError):
    """An agency's short name is never used again."""

    remedy = "Choose another short name."


@transaction.atomic
def describe(
    *, values: dict[str, Any], by: Person, now: datetime, application: Application | None = None
) -> Application:
    """Who the agency is; `cells` is a list. The short name stays once it is chosen."""
    if application is None:
        known = values["agency"] in standing().copy.state.agencies
        if known or Application.objects.filter(agency=values["agency"]).exists():
            raise AgencyKnown
        application = Application(agency=values["agency"], made_us=micros(now), made_by=by)
    for name in ("name", "agency_kind", "ori", "record", "domain", "recipient", "signer"):
        setattr(application, name, values[name])
    application.cells = json.dumps(values["cells"])
    application.save()
    return application


@transaction.atomic
def note_rung(*, application: Application, rung: str, words: str, now: datetime) -> None:
    """What a steward found: `call_back`, `ori` or `terms`."""
    field = {"call_back": "call_back", "ori": "ori_words", "terms": "terms"}[rung]
    setattr(application, field, words)
    setattr(application, f"{rung}_us", micros(now))
    application.save(update_fields=[field, f"{rung}_us"])


def missing(application: Application) -> list[str]:
    """What the paper still lacks, in words."""
    found = []
    officers = [one for one in application.officers.all() if one.key is not None]
    if len({one.person_id for one in officers}) < 2:
        found.append("Two named officers with keys of their own; each gets a link apart.")
    if not any(one.role == "supervisor" for one in officers):
        found.append("One of them must be a supervisor.")
    if application.call_back_us is None:
        found.append("A call back to a number from an independent directory.")
    if application.ori_us is None:
        found.append("The ORI against the register.")
    if application.terms_us is None:
        found.append("Where its terms are published.")
    if not application.recipient or not application.signer:
        found.append("What `fanlight agency key` prints: where packages are sealed to, and who signs receipts.")
    return found


@transaction.atomic
def make_paper(*, application: Application, by: Person, now: datetime) -> PendingPaper:
    """The agency paper that the stewards' quorum signs."""
    if lacking := missing(application):
        raise RungMissing(" ".join(lacking))
    pending = propose(paper=_paper(application, now), by=by, now=now)
    application.paper = pending
    application.save(update_fields=["paper"])
    return pending


def _paper(application: Application, now: datetime) -> Agency:
    named = [one for one in application.officers.select_related("key") if one.key is not None]

    def rung(us: int | None, words: str) -> Rung | None:
        return Rung(us // SECOND, words) if us is not None else None

    return Agency(
        "agency:admitted",
        new_id(),
        application.agency,
        application.name,
        application.agency_kind,
        application.ori or None,
        application.record or None,
        application.domain or None,
        tuple(sorted(json.loads(application.cells))),
        tuple(Officer(one.name, one.role, one.key.key) for one in named if one.key is not None),
        application.recipient,
        Key(ED25519, application.signer),
        Ladder(
            None,
            Rung(int(now.timestamp()), f"{len(named)} officers, each invited by a link of their own."),
            rung(application.call_back_us, application.call_back),
            rung(application.ori_us, application.ori_words),
            rung(application.terms_us, application.terms),
        ),
    )
