"""Forwarding is ended: one signature, and from then on nothing leaves, wherever a process is killed.

The signed entry is written to a mark first. While the mark lies there nothing is sealed or handed out; whoever finds it
later (this process, the tend process after a restart) kills the rows, destroys the files and appends the entry.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.standing import index_of, standing
from fanlight.commons.agencies.writing import write
from fanlight.commons.board.models.forwards import Forward, Gate
from fanlight.commons.board.rules import sending
from fanlight.commons.board.sealed_files import Mark, destroy, marks
from fanlight.trust.papers.neighbourhood import ForwardEnded
from fanlight.trust.papers.signing import Sealed, sealed

KIND = "forward:ended"
ALIVE = (Forward.State.WAITING, Forward.State.QUEUED)
ENDED = "Forwarding was ended."


def on_signed(*, pending: PendingPaper, role: str, now: datetime, **_: Any) -> None:
    """Receiver of `paper_signed`: one signature is enough, so the ending happens in its transaction."""
    if pending.kind != KIND:
        return
    paper = pending.paper
    assert isinstance(paper, ForwardEnded)
    here = standing()
    policy, at = here.at(now).policy_hash, int(now.timestamp())
    made = sealed(paper, pending.signed(), origin=here.founding.origin, policy=policy, at=at)
    assert made.body is not None
    mark = Mark(paper.agency, paper.id, made.entry, made.body)
    mark.write()
    _end(mark, now)
    transaction.on_commit(mark.remove)


def finish_endings(*, now: datetime) -> int:
    """What a killed process left; how many endings were finished."""
    found = marks()
    for mark in found:
        with transaction.atomic():
            index = _end(mark, now)
            PendingPaper.objects.filter(paper_id=mark.paper).update(state=PendingPaper.State.WRITTEN, entry=index)
        mark.remove()
    return len(found)


def _end(mark: Mark, now: datetime) -> int:
    """Rows, then files, then the entry: each step leaves less that could leave. The entry's index."""
    lock(mark.agency)
    numbers = _kill_rows(mark.agency, ENDED)
    destroy(numbers)
    return _append(mark, now)


def _kill_rows(agency: str, words: str) -> list[str]:
    """All that is on its way; also the files of what was fetched lately."""
    rows = Forward.objects.filter(agency=agency)
    numbers = list(rows.filter(state__in=(*ALIVE, Forward.State.FETCHED)).values_list("number", flat=True))
    rows.filter(state__in=ALIVE).update(state=Forward.State.KILLED, enclosed="", words=words)
    return numbers


def _append(mark: Mark, now: datetime) -> int:
    index = index_of(KIND, mark.paper)  # there already, if the machine stopped after it
    return write(Sealed(mark.entry, mark.body), now=now) if index is None else index


def lock(agency: str) -> None:
    """Within a transaction: nobody else sends, hands out or ends for this agency until it is over."""
    Gate.objects.get_or_create(agency=agency)
    Gate.objects.select_for_update().get(agency=agency)


@transaction.atomic
def kill_what_may_not_leave(*, agency: str, now: datetime) -> int:
    """Where forwarding was never opened, is over or was ended, nothing stays on its way; how many went."""
    lock(agency)
    if not marks(agency) and sending.stands(standing().copy.state, agency, int(now.timestamp())) is not None:
        return 0
    numbers = _kill_rows(agency, "Forwarding is not open any more.")
    destroy(numbers)
    return len(numbers)
