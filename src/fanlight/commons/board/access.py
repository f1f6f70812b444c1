"""Who may read and write on the board: neighbours and stewards, never an officer of an agency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from fanlight.commons.agencies.access import Hats, hats
from fanlight.commons.board.models.devices import Device, Sending
from fanlight.commons.board.models.forwards import Forward
from fanlight.commons.board.models.members import Area, Block, Member
from fanlight.commons.board.models.posts import Decision, Post, Reply, Report, State
from fanlight.commons.board.rules.board_rules import DAY_US
from fanlight.commons.log.operated import NotFounded
from fanlight.ground.clock import micros
from fanlight.people.models import Person

Visitor = Person | AnonymousUser
PAGE = 50


@dataclass(frozen=True)
class Neighbour:
    """Somebody of the board, now."""

    member: Member
    hats: Hats

    @property
    def person(self) -> Person:
        return self.hats.person

    @property
    def is_steward(self) -> bool:
        return self.hats.steward is not None


def neighbour_or_404(visitor: Visitor, now: datetime) -> Neighbour:
    """One dull 404 for strangers, for officers and before the founding. A steward becomes a member by coming."""
    here = _hats(visitor, now)
    if here.officer is not None:
        raise Http404
    member = Member.objects.select_related("person").filter(person=here.person).first()
    if member is None and here.steward is not None:
        member = Member.objects.create(person=here.person, since_us=micros(now))
    if member is None:
        raise Http404
    return Neighbour(member, here)


def steward_or_404(visitor: Visitor, now: datetime) -> Neighbour:
    found = neighbour_or_404(visitor, now)
    if not found.is_steward:
        raise Http404
    return found


def officer_or_404(visitor: Visitor, now: datetime) -> Hats:
    here = _hats(visitor, now)
    if here.officer is None:
        raise Http404
    return here


def signer_or_404(visitor: Visitor, now: datetime) -> Hats:
    """A steward or an officer."""
    here = _hats(visitor, now)
    if here.officer is None and here.steward is None:
        raise Http404
    return here


def _hats(visitor: Visitor, now: datetime) -> Hats:
    if not isinstance(visitor, Person):
        raise Http404
    try:
        return hats(visitor, now)
    except NotFounded:
        raise Http404 from None


def open_areas() -> QuerySet[Area]:
    return Area.objects.filter(closed=False)


def areas() -> QuerySet[Area]:
    return Area.objects.all()


def posts_for(here: Neighbour) -> QuerySet[Post]:
    """Those that are shown to this neighbour, newest first: not of whom she blocked."""
    return _shown_to(here.person)


def _shown_to(person: Person) -> QuerySet[Post]:
    blocked = Block.objects.filter(by=person).values("of")
    shown = Post.objects.select_related("area", "author").filter(state=State.SHOWN)
    return shown.exclude(author__in=blocked)


def reads(person: Person, post: Post) -> bool:
    """Whether it is shown to somebody of the board."""
    return _shown_to(person).filter(pk=post.pk).exists()


def areas_of_day(person: Person, now: datetime) -> list[str]:
    """One area's name for each post of the last 24 hours that is shown to this person."""
    written = _shown_to(person).filter(written_us__gt=micros(now) - DAY_US)
    return list(written.values_list("area__name", flat=True))


def is_on_the_board(person: Person, now: datetime) -> bool:
    """A neighbour still, and no officer of an agency by the log."""
    if not person.is_active or not Member.objects.filter(person=person).exists():
        return False
    return hats(person, now).officer is None


def devices_to_tell(post: Post) -> list[Device]:
    """Of neighbours, but not its author's, nor of whoever blocked the author."""
    blockers = Block.objects.filter(of=post.author_id).values("by")
    held = Device.objects.select_related("person").exclude(person=post.author_id).exclude(person__in=blockers)
    return list(held)


def own_devices(here: Neighbour) -> QuerySet[Device]:
    return Device.objects.filter(person=here.person)


def device_or_404(pk: int, here: Neighbour) -> Device:
    found = own_devices(here).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_sendings(person: Person) -> QuerySet[Sending]:
    """What was sent to this person's devices, newest first."""
    return Sending.objects.select_related("device", "post").filter(person=person)


def sending_or_404(pk: int, here: Neighbour) -> Sending:
    found = own_sendings(here.person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def post_or_404(number: str, here: Neighbour) -> Post:
    """Shown to all; removed ones to their author and to stewards."""
    mine = Q(state=State.SHOWN) | Q(state=State.REMOVED, author=here.person)
    allowed = Q(state__in=(State.SHOWN, State.REMOVED)) if here.is_steward else mine
    erased = Q(state=State.ERASED, replies__state=State.SHOWN)
    found = Post.objects.select_related("area", "author").filter(allowed | erased, number=number).distinct().first()
    if found is None:
        raise Http404
    return found


def own_post_or_404(number: str, here: Neighbour) -> Post:
    found = post_or_404(number, here)
    if found.author_id != here.person.pk:
        raise Http404
    return found


def replies_for(post: Post, here: Neighbour) -> list[Reply]:
    blocked = set(Block.objects.filter(by=here.person).values_list("of", flat=True))
    rows = post.replies.select_related("author")
    return [
        one
        for one in rows
        if one.author_id not in blocked
        and (one.state == State.SHOWN or (one.state == State.REMOVED and one.author_id == here.person.pk))
    ]


def reply_or_404(pk: int, here: Neighbour) -> Reply:
    found = Reply.objects.select_related("post", "author").filter(pk=pk).first()
    if found is None or found.state == State.ERASED:
        raise Http404
    if found.state != State.SHOWN and not here.is_steward and found.author_id != here.person.pk:
        raise Http404
    post_or_404(found.post.number, here)
    return found


def own_forwards(person: Person) -> QuerySet[Forward]:
    return Forward.objects.select_related("post").filter(author=person)


def with_names(rows: Iterable[Forward], here: Neighbour) -> list[tuple[Forward, str]]:
    """Each with its agency as the log calls it."""
    known = here.hats.in_force.agencies
    return [(one, known[one.agency].paper.name if one.agency in known else one.agency) for one in rows]


def forward_or_404(number: str, here: Neighbour) -> Forward:
    found = own_forwards(here.person).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def counts_of(agency: str) -> dict[str, int]:
    """How many lie in which state; no words, no authors."""
    rows = Forward.objects.filter(agency=agency).values_list("state", flat=True)
    return {state: sum(row == state for row in rows) for state in Forward.State.values}


def open_reports() -> list[Report]:
    return list(Report.objects.select_related("post__area", "reply", "post__author").filter(closed_us=None))


def open_appeals() -> list[Decision]:
    return list(Decision.objects.select_related("post", "reply").filter(appealed_us__isnull=False, outcome=""))


def decision_or_404(pk: int) -> Decision:
    found = Decision.objects.select_related("post", "reply").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_decisions(person: Person) -> list[Decision]:
    """About what this person wrote, newest first."""
    mine = Q(reply=None, post__author=person) | Q(reply__author=person)
    return list(Decision.objects.select_related("post", "reply").filter(mine).order_by("-id"))


def own_words(person: Person) -> tuple[list[Post], list[Reply], list[Report], list[Block]]:
    return (
        list(Post.objects.select_related("area").filter(author=person).exclude(state=State.ERASED)),
        list(Reply.objects.select_related("post").filter(author=person).exclude(state=State.ERASED)),
        list(Report.objects.filter(by=person)),
        list(Block.objects.select_related("of").filter(by=person)),
    )


def members() -> list[Member]:
    return list(Member.objects.select_related("person"))


def member_or_404(pk: int) -> Member:
    found = Member.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
