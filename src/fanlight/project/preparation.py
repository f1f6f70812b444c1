"""What must be there before a home or a commons starts: tables, static files, the demo, the owner's code."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.checks import WARNING, run_checks

from fanlight.ground.clock import Clock
from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.lock import sole_owner
from fanlight.project.django_ready import COMMONS, migrate, ready
from fanlight.project.environ import Environ


class WrongSettings(FanlightError):
    """It does not start like this; the reasons stand above."""

    exit_code = 2


def prepare_home(environ: Environ, clock: Clock) -> dict[str, str]:
    """Returns what the ready line needs: `first_owner`, the code, while the home has no owner yet."""
    ready()
    _refuse_wrong_settings()
    with sole_owner(environ.data):
        migrate()
        _static_files(environ.data)
        if environ.demo:
            from fanlight.project.demonstration import prepare_demo

            prepare_demo(environ, clock)
    from fanlight.people.actions import first_owner_code

    code = first_owner_code(clock.now())
    return {"first_owner": code} if code else {}


def prepare_commons(environ: Environ, clock: Clock) -> dict[str, str]:
    """Tables, static files and, in the demo, a made-up community with its log."""
    ready(COMMONS)
    _refuse_wrong_settings()
    migrate()
    _static_files(environ.commons_data)
    if environ.demo:
        from fanlight.project.demo_community import prepare_community
        from fanlight.project.demo_petition import prepare_petition

        prepare_community(environ)
        prepare_petition()
    return {}


def _refuse_wrong_settings() -> None:
    """Wrong set-ups are said with their remedy before anything starts."""
    found = run_checks()
    for one in found:
        if one.level >= WARNING:
            print(f"fanlight: {one.msg} {one.hint or ''}".strip(), file=sys.stderr)
    if any(one.is_serious() for one in found):
        raise WrongSettings


def _static_files(data: Path) -> None:
    """Collected once per version of the source: copying and hashing takes a second that a restart need not spend."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = data / "static.stamp"
    newest = str(max(path.stat().st_mtime_ns for folder in _static_sources() for path in folder.rglob("*")))
    if stamp.exists() and stamp.read_text() == newest and Path(settings.STATIC_ROOT).is_dir():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(newest)


def _static_sources() -> list[Path]:
    source = Path(__file__).parents[1]
    return [path for path in source.rglob("static") if path.is_dir()]
