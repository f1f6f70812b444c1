"""A commons in a folder whose forwarding is ended by a process that is killed: run by test_ended_forwarding.

usage: python -m tests.crash.ended prepare DATA | end DATA STEP PLACE | after DATA | count DATA
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from fanlight.project.django_ready import COMMONS, migrate, ready

STEPS = ("mark", "_kill_rows", "destroy", "_append", "finish")


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _board(data: Path, moved: timedelta) -> Any:
    """Maple Hollow in this folder, at noon and a span."""
    from fanlight.commons.agencies import standing
    from fanlight.commons.log.operated import founding_of, log_key
    from fanlight.demo.community.papers import Community
    from tests.flow.commons.board.conftest import Board
    from tests.flow.commons.maple import NOON, Clock, Maple

    clock = Clock(NOON + moved)
    standing.SystemClock = lambda: clock  # type: ignore[assignment,misc]
    maple = Maple(data / "commons", clock)
    if (maple.folder / "head").exists():
        maple.log = log_key(maple.data, maple.origin)
        maple.community = Community(maple.keys, founding_of(maple.folder))
    return Board(maple)


HALF_HOUR = timedelta(minutes=30)
OPENED = timedelta(days=14)


def prepare(data: Path) -> None:
    """Two posts sealed, one that waits; the neighbours' names and the cast have accounts."""
    from fanlight.commons.board.actions import forwarding, members
    from fanlight.demo.community.founding import POLICE

    board = _board(data, timedelta())
    board.maple.found()
    board.maple.people()
    members.name_area(name="Mill End")
    board.open_forwarding()
    for _ in range(2):
        forwarding.choose(post=board.post(), by=board.neighbour(), agency=POLICE, named=False, now=board.maple.clock.at)
    board.maple.wait(minutes=30)
    assert forwarding.send_due(now=board.maple.clock.at) == 2
    forwarding.choose(post=board.post(), by=board.neighbour(), agency=POLICE, named=False, now=board.maple.clock.at)


def end(data: Path, step: str, place: str) -> None:
    """A steward ends it; this process is killed before or after the step."""
    from fanlight.commons.board.actions import ending, terms
    from fanlight.commons.board.sealed_files import Mark
    from fanlight.demo.community.founding import POLICE

    board = _board(data, OPENED + HALF_HOUR)
    held: Any = {"mark": Mark, "finish": Mark}.get(step, ending)
    name = {"mark": "write", "finish": "remove"}.get(step, step)
    if step in STEPS:
        _die_at(held, name, place)
    reason = "Neighbours asked for it at the meeting."
    hats, now = board.hats("ada.winter"), board.maple.clock.at
    terms.end_forwarding(agency=POLICE, reason=reason, hats=hats, now=now)


def _die_at(held: Any, name: str, place: str) -> None:
    real: Callable[..., Any] = getattr(held, name)

    def dying(*args: Any, **more: Any) -> Any:
        if place == "before":
            _kill()
        found = real(*args, **more)
        _kill()
        return found

    setattr(held, name, dying)


def after(data: Path) -> None:
    """The agency comes at once, before anything was mended; then the tend process does its rounds; then it comes again.

    Prints what was handed out each time, what is left, and whether the log has the ending.
    """
    from fanlight.commons.agencies.standing import standing
    from fanlight.commons.board.actions import ending, forwarding
    from fanlight.commons.board.models.forwards import Forward
    from fanlight.commons.board.sealed_files import folder, marks
    from fanlight.demo.community.founding import POLICE

    board = _board(data, OPENED + HALF_HOUR + HALF_HOUR)
    now = board.maple.clock.at
    numbers = list(Forward.objects.values_list("number", flat=True))

    def fetched() -> int:
        got = [forwarding.hand_out(agency=POLICE, number=number, now=now) for number in numbers]
        return sum(one is not None for one in got)

    begun = bool(marks()) or bool(standing().copy.state.forwards_ended)
    at_once = fetched() if begun else 0
    sent_before_mending = forwarding.send_due(now=now) if begun else 0
    mended = ending.finish_endings(now=now)
    sent = forwarding.send_due(now=now) if begun else 0
    board.maple.dated()
    state = standing().copy.state
    told = {
        "begun": begun,
        "at_once": at_once,
        "sent": sent + sent_before_mending,
        "mended": mended,
        "later": fetched() if begun else 0,
        "alive": Forward.objects.filter(state__in=("waiting", "queued")).count(),
        "words": Forward.objects.exclude(enclosed="").count(),
        "files": len(list(folder().glob("*.age"))),
        "marks": len(marks()),
        "ended": len(state.forwards_ended.get(POLICE, [])),
        "voids": len(state.voids),
    }
    print(json.dumps(told))


def count(data: Path) -> None:
    """How many the agency gets where nothing was ended."""
    from fanlight.commons.board.actions import forwarding
    from fanlight.commons.board.models.forwards import Forward
    from fanlight.demo.community.founding import POLICE

    now = _board(data, OPENED + HALF_HOUR + HALF_HOUR).maple.clock.at
    numbers = Forward.objects.values_list("number", flat=True)
    print(sum(forwarding.hand_out(agency=POLICE, number=number, now=now) is not None for number in list(numbers)))


def main() -> None:
    what, data = sys.argv[1], Path(sys.argv[2])
    ready(COMMONS)
    if what == "prepare":
        migrate()
        prepare(data)
    elif what == "end":
        end(data, sys.argv[3], sys.argv[4])
    elif what == "count":
        count(data)
    else:
        after(data)


if __name__ == "__main__":
    main()
