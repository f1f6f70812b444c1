"""A request's steps before it is public: signed, supervised, checked, reviewed; noticed, returned or refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from fanlight.commons.agencies.access import Hats
from fanlight.commons.agencies.actions.papers import PaperGone, drop, write_paper
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.rules.roles import complete
from fanlight.commons.agencies.standing import standing, zone
from fanlight.commons.agencies.writing import write
from fanlight.commons.docket.models.drafts import Draft
from fanlight.commons.docket.models.reviews import Review
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signing import unsigned
from fanlight.trust.papers.unsigned import Refused
from fanlight.trust.policy.rules.every import broken


class ReviewFirst(FanlightError):
    """A reviewer writes down a reason before signing."""

    remedy = "Open the review, accept it with a reason, then sign."


class ReviewedAlready(FanlightError):
    """You have decided about this request already."""


def on_signed(*, pending: PendingPaper, role: str, now: datetime, **_: Any) -> None:
    """Receiver of `paper_signed`; in its transaction."""
    paper = pending.paper
    if not isinstance(paper, Request):
        return
    draft = Draft.objects.select_for_update().get(paper=pending)
    if role == "requester":
        _move(draft, Draft.State.SIGNED, now)
    elif role == "supervisor":
        if not _refused_by_rules(draft, pending, paper, now):
            _move(draft, Draft.State.REVIEW, now)
    elif role == "reviewer":
        _demand_reasons(pending)
        enough = complete(paper, pending.signed(), standing().at(now))
        if enough and not _refused_by_rules(draft, pending, paper, now):
            written = write_paper(pending=pending, now=now)
            draft.words = "" if written is not None else pending.dropped_words
            _move(draft, Draft.State.RETURNED if written is None else Draft.State.NOTICED, now)


@transaction.atomic
def review(*, pending: PendingPaper, hats: Hats, verdict: str, words: str, codes: list[str], now: datetime) -> None:
    """One steward's decision with its reason. Accepting is followed by her signature; returning needs one, refusing
    as many stewards as a review does."""
    paper = pending.paper
    draft = Draft.objects.select_for_update().filter(paper=pending, state=Draft.State.REVIEW).first()
    if draft is None or pending.state != PendingPaper.State.OPEN or not isinstance(paper, Request):
        raise PaperGone
    assert hats.steward is not None
    if Review.objects.filter(paper=pending, steward=hats.person).exists():
        raise ReviewedAlready
    name = next(term.name for term in hats.in_force.stewards if term.key.id == hats.steward.key_id)
    Review.objects.create(
        paper=pending,
        steward=hats.person,
        name=name,
        verdict=verdict,
        words=words,
        codes=codes if verdict == Review.Verdict.REFUSE else [],
        made_us=micros(now),
    )
    if verdict == Review.Verdict.RETURN:
        draft.words = words
        _move(draft, Draft.State.RETURNED, now)
        drop(pending=pending, words=words)
    elif verdict == Review.Verdict.REFUSE:
        against = Review.objects.filter(paper=pending, verdict=Review.Verdict.REFUSE)
        if against.count() >= hats.in_force.policy.reviewers:
            named = sorted({code for one in against for code in one.codes})
            _refuse(draft, pending, paper, named, words, now)


def _demand_reasons(pending: PendingPaper) -> None:
    accepted = set(
        Review.objects.filter(paper=pending, verdict=Review.Verdict.ACCEPT).values_list("steward_id", flat=True)
    )
    signed = {one.person_id for one in pending.signatures.filter(role="reviewer")}
    if not signed <= accepted:
        raise ReviewFirst


def _refused_by_rules(draft: Draft, pending: PendingPaper, paper: Request, now: datetime) -> bool:
    """Every rule again, as each home will; what is broken by now goes into the log as a refusal."""
    facts = standing().copy.state.facts(paper.agency, int(now.timestamp()))
    found = broken(paper, facts)
    if found:
        words = " ".join(one.words() for one in found)
        _refuse(draft, pending, paper, sorted(one.code for one in found), words, now)
    return bool(found)


def _refuse(draft: Draft, pending: PendingPaper, paper: Request, codes: list[str], words: str, now: datetime) -> None:
    """Into the log: agency, month, rules; no word of the request."""
    here = standing()
    refused = Refused(paper.agency, f"{now.astimezone(zone()):%Y-%m}", tuple(codes))
    founding = here.founding
    draft.refused_entry = write(
        unsigned(
            "request:refused",
            refused.value(),
            origin=founding.origin,
            policy=here.at(now).policy_hash,
            by=founding.log_key,
            at=int(now.timestamp()),
        ),
        now=now,
    )
    draft.words = words
    _move(draft, Draft.State.REFUSED, now)
    drop(pending=pending, words="refused")


def _move(draft: Draft, state: Draft.State, now: datetime) -> None:
    draft.state, draft.changed_us = state, micros(now)
    draft.save(update_fields=["state", "changed_us", "words", "refused_entry"])
