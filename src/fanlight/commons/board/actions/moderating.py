"""Stewards remove what breaks a rule, with the rule and a reason; another steward decides an appeal."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fanlight.commons.board.actions import forwarding
from fanlight.commons.board.models.posts import Decision, Post, Reply, Report, State
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person


class OwnDecision(FanlightError):
    """Another steward decides about this appeal: you removed it, or wrote it."""


class AlreadyDecided(FanlightError):
    """This was decided meanwhile."""


class NoAppeal(FanlightError):
    """It was appealed already; an appeal is decided once."""


@transaction.atomic
def remove(*, post: Post, reply: Reply | None, steward: Person, rule: str, words: str, now: datetime) -> Decision:
    """At once; what waits to be sent on is withdrawn."""
    held: Post | Reply = reply or post
    if held.state != State.SHOWN:
        raise AlreadyDecided
    held.state = State.REMOVED
    held.save(update_fields=["state"])
    if reply is None:
        forwarding.withdraw_all(post=post, words="A steward removed the post.")
    Report.objects.filter(post=post, reply=reply, closed_us=None).update(closed_us=micros(now))
    return Decision.objects.create(post=post, reply=reply, steward=steward, rule=rule, words=words, at_us=micros(now))


@transaction.atomic
def leave(*, report: Report, now: datetime) -> None:
    """It breaks no rule: all open reports about it are closed."""
    Report.objects.filter(post=report.post, reply=report.reply, closed_us=None).update(closed_us=micros(now))


@transaction.atomic
def appeal(*, decision: Decision, words: str, now: datetime) -> None:
    if decision.appealed_us is not None:
        raise NoAppeal
    decision.appeal, decision.appealed_us = words, micros(now)
    decision.save(update_fields=["appeal", "appealed_us"])


@transaction.atomic
def decide_appeal(*, decision: Decision, steward: Person, restored: bool, words: str) -> None:
    """By a steward who neither removed nor wrote it."""
    held: Post | Reply = decision.reply or decision.post
    if steward.pk in (decision.steward_id, held.author_id):
        raise OwnDecision
    if decision.appealed_us is None or decision.outcome:
        raise AlreadyDecided
    decision.outcome, decision.outcome_words = "restored" if restored else "kept", words
    decision.save(update_fields=["outcome", "outcome_words"])
    if restored and held.state == State.REMOVED:
        held.state = State.SHOWN
        held.save(update_fields=["state"])
