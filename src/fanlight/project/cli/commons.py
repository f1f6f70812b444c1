"""`fanlight commons`: all processes of a commons; beneath it, how one is founded and its report rebuilt."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.environ import environ


class NotThisLog(FanlightError):
    """This founding cannot be that of this commons."""

    exit_code = 2


class NobodysKey(FanlightError):
    """No steward of this log has that key."""

    remedy = "Give the key id as the founding names it, 64 digits."
    exit_code = 2


@click.group(invoke_without_command=True)
@click.pass_context
def commons(context: click.Context) -> None:
    """Run a commons: public pages, log, mailbox; a made-up community unless FANLIGHT_DEMO=0."""
    if context.invoked_subcommand is None:
        from fanlight.project.commons_processes import CommonsSupervisor

        sys.exit(CommonsSupervisor(environ()).run())


@commons.command()
@click.argument("origin")
def key(origin: str) -> None:
    """Make this commons' log key for ORIGIN, as commons.example.org/log, and print its vkey for the founding."""
    from fanlight.commons.log.operated import log_key

    click.echo(log_key(environ().commons_data, origin).verifier.vkey)


@commons.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def found(file: Path) -> None:
    """Begin the log with the founding in FILE: {"paper", "sigs"}, signed by the stewards' quorum."""
    from fanlight.project.founding import found_from

    click.echo(f"{found_from(environ(), file)} is founded. Give the link that follows to each steward, apart:")
    click.echo("  fanlight commons invite KEYID")


@commons.command()
@click.argument("key_id")
def invite(key_id: str) -> None:
    """Print a one-time link for the steward whose key has this id."""
    from fanlight.project.founding import invite_steward

    click.echo(invite_steward(environ(), key_id))


@commons.command()
def begin() -> None:
    """Print a one-time link to the questions by which a community is founded here."""
    from fanlight.project.commons_life import founder_link

    click.echo(founder_link(environ()))


@commons.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def close(yes: bool) -> None:
    """Close the community: its log stays, all that is personal and every key go. It cannot be undone."""
    from fanlight.project.commons_life import close_community

    if not yes:
        click.confirm("Accounts, drafts, posts, packages and the log's key are erased. Close it?", abort=True)
    close_community(environ())
    click.echo("Closed. The log stays as it is; serve its pages as long as people may want to read them.")


@commons.command()
@click.option("--ledger", required=True, help="The log: a folder, or an address that ends in /log/.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the files.")
@click.option("--vkey", type=click.Path(path_type=Path, dir_okay=False), help="File with the log's verifier key.")
def report(ledger: str, out: Path, vkey: Path | None) -> None:
    """Rebuild the transparency report from a log alone; the same log gives the same bytes."""
    from fanlight.project.founding import rebuilt_report

    out.mkdir(parents=True, exist_ok=True)
    for name, content in rebuilt_report(ledger, vkey).items():
        (out / name).write_bytes(content)
        click.echo(out / name)


@commons.command("for-record")
@click.option("--ledger", required=True, help="The log: a folder, or an address that ends in /log/.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--vkey", type=click.Path(path_type=Path, dir_okay=False), help="File with the log's verifier key.")
def for_record(ledger: str, out: Path, vkey: Path | None) -> None:
    """Write from a log alone what its commons says of agencies, for `fanlight record build --commons`."""
    from fanlight.project.founding import rebuilt_for_record

    out.write_bytes(rebuilt_for_record(ledger, vkey))
    click.echo(out)
