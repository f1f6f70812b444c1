"""Writing on the board: posts, replies, what is resolved, reports; nobody writes faster than the published pace."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from fanlight.commons.board.access import Neighbour
from fanlight.commons.board.actions import forwarding
from fanlight.commons.board.actions.members import demand_may_write
from fanlight.commons.board.actions.telling import tell_alert
from fanlight.commons.board.models.members import Area
from fanlight.commons.board.models.posts import Post, Reply, Report, State
from fanlight.commons.board.rules.board_rules import DAY_US, PACES
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError


class TooMany(FanlightError):
    """That is more than one neighbour writes in a day."""

    remedy = "Try again tomorrow."


class NotShown(FanlightError):
    """This post is not shown any more."""


def _demand_pace(what: str, rows: Any) -> None:
    pace = PACES[what]
    if rows.count() >= pace.most:
        raise TooMany(f"At most {pace.most} {pace.words} a day.")


@transaction.atomic
def post(*, by: Neighbour, what: str, area: Area, happened: datetime, urgent: bool, now: datetime) -> Post:
    demand_may_write(by.member)
    since = micros(now) - DAY_US
    written = Post.objects.filter(author=by.person, written_us__gt=since)
    _demand_pace("post", written)
    if urgent:
        _demand_pace("alert", written.filter(urgent=True))
    made = Post.objects.create(
        number=secrets.token_hex(16),
        author=by.person,
        area=area,
        urgent=urgent,
        what=what,
        happened_us=micros(happened),
        written_us=micros(now),
    )
    if urgent:
        tell_alert(post=made, now=now)
    return made


@transaction.atomic
def reply(*, post: Post, by: Neighbour, words: str, now: datetime) -> Reply:
    demand_may_write(by.member)
    _demand_pace("reply", Reply.objects.filter(author=by.person, written_us__gt=micros(now) - DAY_US))
    if post.state == State.REMOVED:
        raise NotShown
    return Reply.objects.create(post=post, author=by.person, words=words, written_us=micros(now))


@transaction.atomic
def resolve(*, post: Post, words: str, now: datetime) -> None:
    """By its author: how it ended."""
    post.resolved_us, post.resolved_words = micros(now), words
    post.save(update_fields=["resolved_us", "resolved_words"])


@transaction.atomic
def report(*, post: Post, reply: Reply | None, by: Neighbour, rule: str, words: str, now: datetime) -> None:
    """Once by one person about one thing while it is open; the second time says nothing new."""
    _demand_pace("report", Report.objects.filter(by=by.person, made_us__gt=micros(now) - DAY_US))
    if not Report.objects.filter(post=post, reply=reply, by=by.person, closed_us=None).exists():
        Report.objects.create(post=post, reply=reply, by=by.person, rule=rule, words=words, made_us=micros(now))


@transaction.atomic
def erase_post(*, post: Post) -> None:
    """By its author. What was sent on and not fetched goes with it; where others replied, an empty row stays."""
    forwarding.withdraw_all(post=post, words="Its author erased the post.")
    if post.replies.exclude(author=post.author_id).filter(state=State.SHOWN).exists():
        post.what, post.resolved_words, post.author, post.state = "", "", None, State.ERASED
        post.save()
        post.reports.filter(reply=None).delete()  # those about replies of others are not the author's to erase
        post.decisions.filter(reply=None).delete()
    else:
        post.delete()


@transaction.atomic
def erase_reply(*, reply: Reply) -> None:
    reply.delete()
