"""The processes, one function each: `python -m fanlight.project.roles ROLE`, started by a supervisor."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError
from fanlight.project.environ import environ
from fanlight.project.supervisor import follow_parent


def prepare() -> int:
    """Everything that must be there before the others start; prints one JSON line with what they need to know."""
    from fanlight.project.preparation import prepare_home

    print(json.dumps(prepare_home(environ(), SystemClock())))
    return 0


def recorder() -> int:
    """Capture, ring, watch, segments."""
    from fanlight.project.wiring import run_recorder

    return run_recorder(environ(), SystemClock())


def tend() -> int:
    """Outbox, retention, checks, schedules."""
    from fanlight.project.django_ready import ready

    ready()
    from fanlight.project.tend import run

    return run(environ(), SystemClock())


def web() -> int:
    """The pages."""
    from fanlight.project.pages import serve

    return serve(environ())


def demo() -> int:
    """The demo's cameras and its lamp."""
    from fanlight.project.demonstration import serve

    return serve(environ())


def record() -> int:
    """The record's pages, from the summary release."""
    from fanlight.project.record_site import serve

    return serve(environ())


def commons() -> int:
    """A whole commons beside a home: the demo's."""
    from fanlight.project.commons_processes import CommonsSupervisor

    return CommonsSupervisor(environ()).run()


def commons_prepare() -> int:
    """As `prepare`, for a commons."""
    from fanlight.project.preparation import prepare_commons

    print(json.dumps(prepare_commons(environ(), SystemClock())))
    return 0


def commons_web() -> int:
    """The commons' pages."""
    from fanlight.project.pages import serve_application

    return serve_application("fanlight.project.asgi_commons:application", environ().bind, environ().commons_port)


def commons_tend() -> int:
    """Witnesses, anchors, batches."""
    from fanlight.project.commons_tend import run

    return run(environ(), SystemClock())


def _witness(number: int) -> Callable[[], int]:
    def run() -> int:
        from fanlight.project.demo_witnesses import serve

        return serve(environ(), number)

    return run


ROLES: dict[str, Callable[[], int]] = {
    role.__name__.replace("_", "-"): role
    for role in (prepare, recorder, tend, web, demo, record, commons, commons_prepare, commons_web, commons_tend)
} | {f"witness-{number}": _witness(number) for number in (1, 2, 3)}


def main(arguments: list[str]) -> int:
    follow_parent()
    try:
        return ROLES[arguments[0]]()
    except FanlightError as error:
        print(f"fanlight: {error.words()}", file=sys.stderr)
        return int(getattr(error, "exit_code", 2))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
