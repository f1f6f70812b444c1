"""What a neighbour wrote, as a file, and erased: posts, replies, reports, blocks, what is on its way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from fanlight.commons.board.access import own_decisions, own_forwards, own_sendings, own_words
from fanlight.commons.board.actions.forwarding import recall
from fanlight.commons.board.actions.posting import erase_post, erase_reply
from fanlight.commons.board.models.devices import Device
from fanlight.commons.board.models.forwards import Forward
from fanlight.commons.board.models.members import Member
from fanlight.ground.clock import from_micros
from fanlight.people.models import Person


def _when(value: int | None) -> str | None:
    return None if value is None else from_micros(value).isoformat()


def exported(*, member: Member) -> dict[str, Any]:
    """All that the board holds of this person, as JSON values."""
    person: Person = member.person
    posts, replies, reports, blocks = own_words(person)
    return {
        "name": member.name,
        "since": _when(member.since_us),
        "stopped": {"at": _when(member.stopped_us), "words": member.stopped_words} if member.stopped_us else None,
        "posts": [
            {
                "number": one.number,
                "area": one.area.name,
                "urgent": one.urgent,
                "what": one.what,
                "happened": _when(one.happened_us),
                "written": _when(one.written_us),
                "state": one.state,
                "resolved": one.resolved_words if one.resolved_us else None,
            }
            for one in posts
        ],
        "replies": [
            {"post": one.post.number, "words": one.words, "written": _when(one.written_us), "state": one.state}
            for one in replies
        ],
        "reports": [{"rule": one.rule, "words": one.words, "made": _when(one.made_us)} for one in reports],
        "decisions": [
            {"rule": one.rule, "words": one.words, "appeal": one.appeal, "outcome": one.outcome}
            for one in own_decisions(person)
        ],
        "blocked": [one.of.username for one in blocks],
        "forwards": [
            {
                "number": one.number,
                "agency": one.agency,
                "state": one.state,
                "chosen": _when(one.chosen_us),
                "entry": one.entry,
                "waits": one.enclosed or None,
            }
            for one in own_forwards(person)
        ],
        "devices": [
            {"name": one.name, "service": one.service, "since": _when(one.made_us), "digest": one.digest}
            for one in Device.objects.filter(person=person)
        ],
        "told": [
            {"title": one.title, "device": one.way, "at": _when(one.made_us), "state": one.state}
            for one in own_sendings(person)
        ],
    }


@transaction.atomic
def erase_all(*, person: Person, now: datetime) -> None:
    """What was not fetched is recalled; rows of what was sent keep agency, entry and times, and no author."""
    for forward in own_forwards(person).filter(state__in=(Forward.State.WAITING, Forward.State.QUEUED)):
        recall(forward=forward, words="Its author erased all.")
    posts, replies, reports, blocks = own_words(person)
    for reply in replies:
        erase_reply(reply=reply)
    for post in posts:
        erase_post(post=post)
    for row in (*reports, *blocks):
        row.delete()
    own_forwards(person).update(author=None)
    own_sendings(person).delete()
    Device.objects.filter(person=person).delete()
