"""A commons in a folder, in processes of its own: marked words are planted, then erased. Run by test_traces.

usage: python -m tests.flow.commons.board.traces plant|erase DATA
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from fanlight.project.django_ready import COMMONS, migrate, ready

# one for each column that holds what this neighbour wrote, what was written about it, or how she is reached
PLANTED = (
    "post", "resolved", "reply", "report", "appeal", "removed", "reason", "forwarded", "endpoint", "device", "talked",
)  # fmt: skip
THEIRS = "theirs"  # another neighbour's words stay


def mark(name: str) -> str:
    """A word that stands nowhere else."""
    return f"zq{name}qz"


def _board(data: Path) -> Any:
    from tests.crash.ended import _board

    return _board(data, timedelta(days=14))


def plant(data: Path) -> None:
    """Everything that a neighbour can leave on a board; forwarding is open, one of her posts waits."""
    from fanlight.commons.board.actions import devices, forwarding, members, moderating, posting
    from fanlight.demo.community.founding import POLICE
    from tests.contract.push.push_service import Browser

    board = _board(data)
    board.maple.clock.at -= timedelta(days=14)
    board.maple.found()
    board.maple.people()
    members.name_area(name="Mill End")
    board.open_forwarding()
    now, her, other, ada = board.maple.clock.at, board.neighbour(), board.neighbour("other"), board.steward()
    talked = board.post(what=f"Somebody left {mark('talked')} on the bench by the pond.")
    posting.reply(post=talked, by=other, words=f"I saw it too: {mark(THEIRS)}.", now=now)
    done = board.post(what=f"Somebody left {mark('post')} on the bench by the pond.")
    posting.resolve(post=done, words=f"It was {mark('resolved')}.", now=now)
    theirs = board.post("other")
    posting.reply(post=theirs, by=her, words=f"And {mark('reply')} beside it.", now=now)
    posting.report(post=theirs, reply=None, by=her, rule="here", words=f"Because {mark('report')}.", now=now)
    gone = board.post(what=f"Somebody took {mark('removed')} from the bench by the pond.")
    reason = f"It names {mark('reason')}."
    decided = moderating.remove(post=gone, reply=None, steward=ada.person, rule="person", words=reason, now=now)
    moderating.appeal(decision=decided, words=f"It does not: {mark('appeal')}.", now=now)
    sent = board.post(what=f"Somebody threw {mark('forwarded')} over the fence by the pond.")
    forwarding.choose(post=sent, by=her, agency=POLICE, named=True, now=now)
    members.block(by=her.person, of=other.person, now=now)
    subscription = Browser(f"https://push.example.net/{mark('endpoint')}").subscription()
    held = devices.add(by=her, untrusted_subscription=subscription, name=mark("device"), now=now)
    devices.send_test(device=held, now=now)


def erase(data: Path) -> None:
    """By her, on her page; then tend's round."""
    from fanlight.commons.board.actions.own import erase_all
    from fanlight.commons.board.actions.traces import empty_journal

    board = _board(data)
    erase_all(person=board.neighbour().person, now=board.maple.clock.at)
    assert empty_journal()


def main() -> None:
    what, data = sys.argv[1], Path(sys.argv[2])
    ready(COMMONS)
    if what == "plant":
        migrate()
        plant(data)
    else:
        erase(data)


if __name__ == "__main__":
    main()
