"""The commons' tend process: witnesses are called, anchors written, batches kept; the loop is the home's."""

from __future__ import annotations

import logging
import os
import signal
from pathlib import Path

from fanlight.ground.clock import Clock
from fanlight.project.django_ready import COMMONS, ready
from fanlight.project.environ import Environ
from fanlight.project.tend import Chore, Tend

DRAFTS_EVERY = 3600.0  # s between looks for drafts that nobody touched for 30 days
FORWARDS_EVERY = 5.0  # s between looks for posts whose half hour is over
MAILBOX_EVERY = 600.0  # s between looks for packages that were received or never fetched


def chores(environ: Environ) -> list[Chore]:
    """What comes round. Seconds."""
    from django.conf import settings

    from fanlight.commons.agencies import standing
    from fanlight.commons.board.actions.forwarding import clear as clear_forwards
    from fanlight.commons.board.actions.rounds import go_round
    from fanlight.commons.docket.actions.drafts import forget_old
    from fanlight.commons.mailbox.actions import clear
    from fanlight.project.board_pushes import board_chores
    from fanlight.project.log_rounds import LOOK, LogRounds
    from fanlight.project.petition_mails import petition_chores

    rounds = LogRounds(environ.commons_data, Path(settings.MOVED_CLOCK_FILE))
    return [
        Chore("log", LOOK, rounds.look, slow=True),
        Chore("drafts", DRAFTS_EVERY, lambda _: forget_old(now=standing.now())),
        Chore("mailbox", MAILBOX_EVERY, lambda _: clear(now=standing.now()) if standing.is_founded() else None),
        Chore("forwards", FORWARDS_EVERY, lambda _: go_round(now=standing.now()) if standing.is_founded() else None),
        Chore(
            "sealed-posts",
            MAILBOX_EVERY,
            lambda _: clear_forwards(now=standing.now()) if standing.is_founded() else None,
        ),
        *petition_chores(),
        *board_chores(),
    ]


def run(environ: Environ, clock: Clock) -> int:
    """The process: until SIGTERM or SIGINT."""
    ready(COMMONS)
    from fanlight.project.board_pushes import BoardPushes
    from fanlight.project.petition_mails import PetitionMails

    tend = Tend(environ.commons_data, clock, [PetitionMails(environ), BoardPushes(environ)], chores(environ))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: tend.end())
    tend.run()
    logging.shutdown()
    os._exit(0)  # a thread that still waits for a witness would hold the process up
