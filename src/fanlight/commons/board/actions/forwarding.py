"""A post on its way to an agency: chosen by its author, thirty minutes later sealed, recalled until it is fetched."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from fanlight.commons.agencies.standing import index_of, standing
from fanlight.commons.agencies.writing import write
from fanlight.commons.board.access import Neighbour
from fanlight.commons.board.actions.ending import ALIVE, kill_what_may_not_leave, lock
from fanlight.commons.board.actions.members import demand_may_write
from fanlight.commons.board.models.forwards import Forward
from fanlight.commons.board.models.posts import Post, State
from fanlight.commons.board.rules import sending
from fanlight.commons.board.rules.board_rules import DAY_US, PACES
from fanlight.commons.board.sealed_files import destroy, has_file, keep, marks, read
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.forwarded import Enclosed, Forwarded, ForwardedPost, enclosed
from fanlight.trust.papers.package.seal import seal
from fanlight.trust.papers.signing import new_id, unsigned
from fanlight.trust.papers.unsigned import Sent

KIND = "forward:sent"
SECOND = 1_000_000  # microseconds


class NotOpen(FanlightError):
    """Nothing is sent to this agency now."""

    remedy = "What holds stands on the page about forwarding."


class OnItsWay(FanlightError):
    """This post is on its way to this agency, or was fetched."""


class TooLate(FanlightError):
    """The agency has fetched it: it cannot be recalled any more."""


class TooManySent(FanlightError):
    """That is more than one neighbour sends on in a day."""

    remedy = "Try again tomorrow."


@transaction.atomic
def choose(*, post: Post, by: Neighbour, agency: str, named: bool, now: datetime) -> Forward:
    """By its author: what is sent is fixed now, and nothing happens for thirty minutes."""
    demand_may_write(by.member)
    lock(agency)
    _demand_open(agency, now)
    if post.state != State.SHOWN or post.author_id != by.person.pk:
        raise NotOpen
    if post.forwards.filter(agency=agency, state__in=(*ALIVE, Forward.State.FETCHED)).exists():
        raise OnItsWay
    if Forward.objects.filter(author=by.person, chosen_us__gt=micros(now) - DAY_US).count() >= PACES["forward"].most:
        raise TooManySent
    number = new_id()
    content = ForwardedPost(
        post.what,
        post.area.name,
        post.happened_us // SECOND,
        post.written_us // SECOND,
        post.urgent,
        by.member.name if named else None,
    )
    return Forward.objects.create(
        number=number,
        post=post,
        author=by.person,
        agency=agency,
        enclosed=enclosed(Forwarded(number, agency, content)).to_bytes().decode(),
        chosen_us=micros(now),
        leaves_us=micros(now + sending.WAIT),
    )


def _demand_open(agency: str, now: datetime) -> None:
    """Asked anew at every step, after the lock."""
    if marks(agency) or not sending.may_send(standing().copy.state, agency, int(now.timestamp())):
        raise NotOpen


@transaction.atomic
def recall(*, forward: Forward, words: str = "You recalled it.") -> None:
    """Until it is fetched; its sealed bytes go, its entry stays."""
    lock(forward.agency)
    row = Forward.objects.select_for_update().get(pk=forward.pk)
    if not row.can_be_recalled:
        raise TooLate
    row.state, row.enclosed, row.words = Forward.State.RECALLED, "", words
    row.save(update_fields=["state", "enclosed", "words"])
    destroy([row.number])


def withdraw_all(*, post: Post, words: str) -> None:
    """The post is gone, so is what was not fetched."""
    for forward in post.forwards.filter(state__in=ALIVE):
        recall(forward=forward, words=words)


def send_due(*, now: datetime) -> int:
    """What has waited long enough leaves; how many. What may not is killed, or waits while its agency is paused."""
    for agency in set(Forward.objects.filter(state__in=ALIVE).values_list("agency", flat=True)):
        kill_what_may_not_leave(agency=agency, now=now)
    due = Forward.objects.filter(state=Forward.State.WAITING, leaves_us__lte=micros(now)).order_by("id")
    return sum(_send(pk, agency, now) for pk, agency in due.values_list("pk", "agency"))


@transaction.atomic
def _send(pk: int, agency: str, now: datetime) -> bool:
    """The file, then the entry, then the row: a process that is killed between leaves a row that waits."""
    lock(agency)
    row = Forward.objects.select_for_update().filter(pk=pk, state=Forward.State.WAITING).first()
    here = standing()
    if row is None or marks(agency) or not sending.may_send(here.copy.state, agency, int(now.timestamp())):
        return False
    recipient = here.at(now).agencies[agency].paper.recipient
    sealed = io.BytesIO()
    seal(io.BytesIO(row.enclosed.encode()), sealed, [recipient])
    keep(row.number, sealed.getvalue())
    month = f"{now.astimezone(ZoneInfo(here.founding.zone)):%Y-%m}"
    header = Enclosed.parse(row.enclosed.encode()).header(recipient, month)
    row.entry, row.sent_us, row.enclosed = _entry(row.number, header, now), micros(now), ""
    row.state = Forward.State.QUEUED
    if row.entry is None:
        row.state, row.words = Forward.State.KILLED, "The agency's key changed in between; it can be sent again."
        destroy([row.number])
    row.save(update_fields=["entry", "sent_us", "state", "enclosed", "words"])
    return row.state == Forward.State.QUEUED


def _entry(number: str, header: Sent, now: datetime) -> int | None:
    """Its index; None where an earlier try stands in the log that was sealed to another key."""
    here = standing()
    index = index_of(KIND, number)  # there already, if the machine stopped after it
    if index is not None:
        entry = here.copy.parsed[index]
        return index if entry is not None and entry.pub["recipient"] == header.recipient else None
    made = unsigned(
        KIND,
        header.value(),
        origin=here.founding.origin,
        policy=here.at(now).policy_hash,
        by=here.founding.log_key,
        at=int(now.timestamp()),
        id=number,
    )
    return write(made, now=now)


def lying_for(*, agency: str, now: datetime) -> list[Forward]:
    """What can be fetched at this moment; nothing while forwarding is closed, rests or is being ended."""
    if marks(agency) or not sending.may_hand_out(standing().copy.state, agency, int(now.timestamp())):
        return []
    alive = (Forward.State.QUEUED, Forward.State.FETCHED)
    return [one for one in Forward.objects.filter(agency=agency, state__in=alive) if has_file(one.number)]


@transaction.atomic
def hand_out(*, agency: str, number: str, now: datetime) -> bytes | None:
    """The sealed bytes for its agency, once the log was asked again; None where nothing is handed out."""
    lock(agency)
    if marks(agency) or not sending.may_hand_out(standing().copy.state, agency, int(now.timestamp())):
        return None
    alive = (Forward.State.QUEUED, Forward.State.FETCHED)
    row = Forward.objects.select_for_update().filter(agency=agency, number=number, state__in=alive).first()
    content = read(number) if row is not None else None
    if row is None or content is None:
        return None
    if row.state == Forward.State.QUEUED:
        row.state, row.fetched_us = Forward.State.FETCHED, micros(now)
        row.save(update_fields=["state", "fetched_us"])
    return content


@transaction.atomic
def clear(*, now: datetime) -> int:
    """Files of what was fetched a day ago, and what nobody fetched for 30 days; how many."""
    fetched = Forward.objects.filter(state=Forward.State.FETCHED, fetched_us__lte=micros(now - sending.GRACE))
    old = Forward.objects.filter(state=Forward.State.QUEUED, sent_us__lte=micros(now - sending.KEPT))
    numbers = [one for rows in (fetched, old) for one in rows.values_list("number", flat=True) if has_file(one)]
    old.update(state=Forward.State.KILLED, words="Nobody fetched it for 30 days.")
    destroy(numbers)
    return len(numbers)
