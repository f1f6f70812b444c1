"""The commons' tend process: witnesses are called, anchors written, batches kept; the loop is the home's."""

from __future__ import annotations

import logging
import os
import signal

from fanlight.ground.clock import Clock
from fanlight.project.django_ready import COMMONS, ready
from fanlight.project.environ import Environ
from fanlight.project.tend import Chore, Tend


def chores(environ: Environ) -> list[Chore]:
    """What comes round. Seconds."""
    from fanlight.project.log_rounds import LOOK, LogRounds
    from fanlight.project.petition_mails import petition_chores

    return [Chore("log", LOOK, LogRounds(environ.commons_data).look, slow=True), *petition_chores()]


def run(environ: Environ, clock: Clock) -> int:
    """The process: until SIGTERM or SIGINT."""
    ready(COMMONS)
    from fanlight.project.petition_mails import PetitionMails

    tend = Tend(environ.commons_data, clock, [PetitionMails(environ)], chores(environ))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: tend.end())
    tend.run()
    logging.shutdown()
    os._exit(0)  # a thread that still waits for a witness would hold the process up
