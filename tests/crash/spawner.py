"""Has loaded everything and forks a real recorder, or a hasty writer, at each word on its standard input.

Starting Python and Django takes longer than most of the lives that a kill test gives. What is forked runs the same
function as `python -m fanlight.project.roles recorder`, in a process of its own, and is killed as that would be.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path


def main(role: str, cameras: list[str]) -> None:
    from django.db import connections

    from fanlight.project.django_ready import migrate, ready
    from fanlight.project.environ import environ

    ready()
    migrate()
    add_cameras(cameras)
    connections.close_all()
    live = lives(role, environ().data)
    say("ready")
    pid = 0
    for word in sys.stdin:
        if pid:
            _, status = os.waitpid(pid, 0)
            say(str(os.waitstatus_to_exitcode(status)))
            pid = 0
        if word.strip() in live:
            pid = os.fork()
            if not pid:
                born(live[word.strip()])
            say(str(pid))
    if pid:  # the test has failed in the middle of a life
        os.kill(pid, signal.SIGKILL)


def say(word: str) -> None:
    print(word, flush=True)


def add_cameras(urls: list[str]) -> None:
    from fanlight.ground.clock import SystemClock
    from fanlight.home.archive.actions import cameras

    for number, url in enumerate(urls, 1):
        cameras.add(name=f"Camera {number}", url=url, now=SystemClock().now(), recording="always")


def lives(role: str, data: Path) -> dict[str, Callable[[], int]]:
    """What a child does at which word; its imports are made here."""
    if role == "writer":
        from tests.crash import hasty

        return {"start": lambda: hasty.run(data), "mend": lambda: hasty.mend(data)}
    from fanlight.ground.clock import SystemClock
    from fanlight.project.environ import environ
    from fanlight.project.wiring import run_recorder

    return {"start": lambda: run_recorder(environ(), SystemClock())}


def born(live: Callable[[], int]) -> None:
    """The child's whole life; never back into the parent's loop."""
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        status = live()
        sys.stderr.flush()
        os._exit(status)
    finally:
        os._exit(70)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
