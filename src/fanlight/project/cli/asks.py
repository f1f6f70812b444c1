"""`fanlight asks`: follow a commons, see how it stands, decide without a browser."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.cli.home_data import in_home


class NobodyOfThisName(FanlightError):
    """Nobody of this name lives here."""

    remedy = "Give the name by which they sign in."


class NothingOfThisKind(FanlightError):
    """There is nothing of this id here."""

    remedy = "`fanlight asks status --json` lists what there is."


@click.group()
def asks() -> None:
    """What agencies ask of this house through a commons."""


@asks.command()
@click.argument("url")
@click.option("--pinned", help="SHA-256 of the founding as a neighbour read it to you; another one is refused.")
@click.option("--yes", is_flag=True, help="Do not ask before joining.")
@in_home
def join(url: str, pinned: str | None, yes: bool) -> None:
    """Follow the commons at URL: its founding is shown, then pinned."""
    from fanlight.home.asks.actions import joining

    found = joining.look(untrusted_url=url)
    paper = found.founding
    click.echo(f"{paper.community} ({paper.origin})")
    click.echo(f"stewards: {', '.join(one.name for one in paper.stewards)}; {paper.quorum} decide")
    click.echo(f"witnesses: {', '.join(one.name for one in paper.witnesses)}; {paper.witness_quorum} must sign")
    click.echo(f"agencies: {', '.join(one.name for one in paper.agencies) or 'none yet'}")
    click.echo(f"founding {found.hash}")
    if not yes and pinned is None:
        click.confirm("Follow it?", abort=True)
    joining.join(found=found, pinned=pinned or found.hash, by=None, now=_now())


@asks.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@in_home
def status(as_json: bool) -> None:
    """How the log stands, what is asked, what waits and what left."""
    told = _status()
    if as_json:
        click.echo(json.dumps(told))
        return
    if told["follows"] is None:
        click.echo("This house follows no commons.")
        return
    click.echo(f"{told['follows']['community']}: {told['follows']['trouble'] or 'in order'}")
    for ask in told["requests"]:
        click.echo(f"{ask['request']} {ask['agency']} {ask['state']}, {len(ask['fits'])} clips fit")
    for one in told["disclosures"]:
        click.echo(f"{one['id']} {one['state']} {one['words']}".rstrip())


@asks.command()
@in_home
def look() -> None:
    """Read the log now. The running house does so by itself every five minutes."""
    from fanlight.home.asks.actions import considering, following
    from fanlight.home.asks.models.following import Following

    row = Following.objects.first()
    if row is None:
        raise NothingOfThisKind("This house follows no commons.", remedy="`fanlight asks join URL`.")
    follower = following.Follower()
    following.look(row=row, follower=follower, now=_now())
    considering.after_look(now=_now())
    follower.close()


@asks.command()
@click.argument("request_id")
@click.option("--by", required=True, help="Name of the resident who decides.")
@click.option("--clip", "clips", type=int, multiple=True, help="Number of a clip that fits; none declines.")
@in_home
def decide(request_id: str, by: str, clips: tuple[int, ...]) -> None:
    """Choose clips for a request, or decline it."""
    from fanlight.home.asks.actions import deciding
    from fanlight.home.asks.models.asked import Ask

    ask = Ask.objects.filter(request=request_id).first()
    if ask is None:
        raise NothingOfThisKind
    if not clips:
        deciding.decline(ask=ask, by=_resident(by), now=_now())
        return
    fits = list(ask.fits.filter(pk__in=clips).select_related("camera"))
    if len(fits) != len(set(clips)):
        raise NothingOfThisKind("One of these clips does not fit.")
    for row in deciding.choose(ask=ask, fits=fits, by=_resident(by), now=_now()):
        click.echo(row.identity)


@asks.command()
@click.argument("identity")
@click.option("--by", required=True, help="Name of the resident who has watched the film and consents.")
@in_home
def confirm(identity: str, by: str) -> None:
    """Consent to a covered film. Whoever calls this has watched it: the command counts it as watched."""
    from fanlight.home.asks.actions import deciding

    row, person = _disclosure(identity), _resident(by)
    deciding.note_watched(row=row, spans=[(0, row.length_ms)])
    deciding.confirm(row=row, by=person, following=_followed(), now=_now())


@asks.command()
@click.argument("identity")
@click.option("--by", required=True, help="Name of the resident who cancels.")
@in_home
def cancel(identity: str, by: str) -> None:
    """Stop what waits."""
    from fanlight.home.asks.actions import deciding

    deciding.cancel(row=_disclosure(identity), by=_resident(by), now=_now())


def _now() -> datetime:
    from fanlight.home.asks import access

    return access.clock(access.following()).now()


def _followed() -> Any:
    from fanlight.home.asks import access

    row = access.following()
    if row is None:
        raise NothingOfThisKind("This house follows no commons.", remedy="`fanlight asks join URL`.")
    return row


def _resident(name: str) -> Any:
    from fanlight.people.models import Person

    person = Person.objects.filter(username=name, is_active=True).first()
    if person is None:
        raise NobodyOfThisName
    return person


def _disclosure(identity: str) -> Any:
    from fanlight.home.asks.models.disclosures import Disclosure

    row = Disclosure.objects.select_related("ask", "camera").filter(identity=identity).first()
    if row is None:
        raise NothingOfThisKind
    return row


def _status() -> dict[str, Any]:
    from fanlight.home.asks import access
    from fanlight.home.asks.models.asked import Ask
    from fanlight.home.asks.models.disclosures import Disclosure

    row = access.following()
    follows: dict[str, Any] | None = None
    if row is not None:
        follows = {"community": row.community, "origin": row.origin, "founding": row.founding, "asks": row.asks}
        follows |= {"trouble": row.trouble_words, "size": row.size, "moratorium": row.moratorium}
    return {
        "follows": follows,
        "requests": [
            {
                "request": ask.request,
                "agency": ask.agency_name,
                "state": ask.state,
                "declined": ask.declined_us is not None,
                "fits": [fit.pk for fit in ask.fits.all()],
            }
            for ask in Ask.objects.prefetch_related("fits")
        ],
        "disclosures": [
            {"id": one.identity, "request": one.ask.request, "state": one.state, "words": one.words}
            for one in Disclosure.objects.select_related("ask")
        ],
    }
