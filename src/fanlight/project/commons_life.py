"""How a community begins on its machine, and how it ends: what `fanlight commons begin` and `close` do."""

from __future__ import annotations

import shutil
from pathlib import Path

from fanlight.ground.durable import write_now
from fanlight.ground.errors import FanlightError
from fanlight.project.django_ready import COMMONS, migrate, ready
from fanlight.project.environ import Environ

PERSONAL = ("mailbox", "forwards", "petition-updates.recipients", "demo")  # beside the database and the keys


class FoundedAlready(FanlightError):
    """A community is founded here already."""

    exit_code = 2


class StillOpen(FanlightError):
    """The community cannot be closed yet."""

    remedy = "Its stewards end this on their desk, under “Close the community”. Nothing was changed."
    exit_code = 1


def founder_link(environ: Environ) -> str:
    """A one-time link to the seven questions; whoever opens it answers them from then on."""
    ready(COMMONS)
    migrate()
    from fanlight.commons.agencies.actions.people import invite
    from fanlight.commons.agencies.standing import is_founded, now

    if is_founded():
        raise FoundedAlready
    token = invite(name="Founder", role="founder", now=now())
    return f"{environ.commons_origin}/join/{token}/"


def still_open() -> list[str]:
    """What stands in the way, in words; empty where the community can be closed."""
    from fanlight.commons.agencies.rules.closing import steps
    from fanlight.commons.agencies.standing import now, standing

    here = standing()
    found = [one.words for one in steps(here.at(now())) if not one.done]
    if here.published < len(here.copy.entries):
        found.append("The newest entries are not published yet: leave the commons running for a minute")
    return found


def close_community(environ: Environ) -> None:
    """The log stays and takes nothing more; accounts, drafts, posts, packages and keys go. It cannot be undone."""
    ready(COMMONS)
    from django.core.management import call_command

    from fanlight.commons.agencies.standing import log_folder, now
    from fanlight.commons.log.actions import CLOSED

    if words := still_open():
        raise StillOpen("; ".join(words) + ".")
    write_now(log_folder() / CLOSED, f"{int(now().timestamp())}\n".encode())
    call_command("flush", verbosity=0, interactive=False)
    for name in PERSONAL:
        _gone(environ.commons_data / name)
    for path in (environ.commons_data / "keys").iterdir():
        if path.name != "django.key":
            _gone(path)


def _gone(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
