"""An officer's draft: begun, answered, given up, turned into the paper that is signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from fanlight.commons.agencies.access import Hats
from fanlight.commons.agencies.actions.papers import propose
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.docket.access import UNSIGNED
from fanlight.commons.docket.models.drafts import Draft
from fanlight.commons.docket.rules.questions import composed, unanswered
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signing import new_id
from fanlight.trust.policy.rules.every import broken

KEPT = timedelta(days=30)  # a draft that nobody touches
MOST_DRAFTS = 50  # of one agency at a time


class TooManyDrafts(FanlightError):
    """Your agency has 50 drafts already."""

    remedy = "Give up one that is not needed."


class NotReady(FanlightError):
    """Something is missing or breaks a rule; it stands beside the question."""


@transaction.atomic
def begin(*, hats: Hats, now: datetime) -> Draft:
    """An empty draft of this officer."""
    if Draft.objects.filter(agency=hats.agency, state__in=UNSIGNED).count() >= MOST_DRAFTS:
        raise TooManyDrafts
    return Draft.objects.create(agency=hats.agency, officer=hats.person, made_us=micros(now), changed_us=micros(now))


@transaction.atomic
def answer(*, draft: Draft, slug: str, value: Any, now: datetime) -> None:
    draft.answers = {**draft.answers, slug: value}
    draft.changed_us = micros(now)
    draft.save(update_fields=["answers", "changed_us"])


@transaction.atomic
def give_up(*, draft: Draft) -> None:
    draft.delete()


def paper_of(draft: Draft, hats: Hats, now: datetime) -> Request | None:
    """What would be signed now; None while a question is open. Raises PaperError where an answer fits no paper."""
    if unanswered(draft.answers) or hats.officer_key is None:
        return None
    return composed(
        draft.answers,
        id=draft.paper.paper_id if draft.paper and draft.state not in UNSIGNED else new_id(),
        agency=draft.agency,
        requester=hats.officer_key.key_id,
        zone=hats.in_force.founding.zone,
        policy=hats.in_force.policy_hash,
        written=int(now.timestamp()),
    )


@transaction.atomic
def to_signature(*, draft: Draft, hats: Hats, now: datetime) -> PendingPaper:
    """The paper, waiting for the requester; NotReady while a rule is broken. An unsigned older one goes."""
    paper = paper_of(draft, hats, now)
    if paper is None or broken(paper, hats.in_force.state.facts(paper.agency, int(now.timestamp()))):
        raise NotReady
    if draft.paper is not None and not draft.paper.signatures.exists():
        draft.paper.delete()
    draft.paper = propose(paper=paper, by=hats.person, now=now)
    draft.changed_us = micros(now)
    draft.save(update_fields=["paper", "changed_us"])
    return draft.paper


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Drafts that nobody touched for 30 days, refused ones too, with every paper of them that is not in the log."""
    old = list(Draft.objects.filter(state__in=(*UNSIGNED, Draft.State.REFUSED), changed_us__lt=micros(now - KEPT)))
    papers = [draft.paper_id for draft in old if draft.paper_id is not None]
    PendingPaper.objects.filter(pk__in=papers).exclude(state=PendingPaper.State.WRITTEN).delete()
    Draft.objects.filter(pk__in=[draft.pk for draft in old]).delete()
    return len(old)
