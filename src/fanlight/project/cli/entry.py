"""`fanlight`: one command a verb; each is imported only when it is called, because video libraries load slowly."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from fanlight.ground.errors import FanlightError

COMMANDS: dict[str, tuple[str, str]] = {
    "asks": ("asks:asks", "What agencies ask of this house: follow, see, decide."),
    "agency": ("agency.group:agency", "An agency's own tool: keys, opening, signing, checking."),
    "camera": ("camera:camera", "Add, list and remove cameras."),
    "check": ("check:check", "Compare what is listed with what lies on disk; changes nothing."),
    "commons": ("commons:commons", "Run a commons: public pages, log, mailbox."),
    "demo": ("demo:demo", "Let time pass in the made-up community."),
    "detector": ("detector:detector", "Get the detector that tells persons, vehicles and animals apart."),
    "events": ("events:events", "What happened, newest first."),
    "export": ("export:export", "Write an event as a plain MP4."),
    "home": ("home:home", "Run a home: recorder, pages, telling."),
    "ledger": ("ledger:ledger", "Check the public log that requests and disclosures stand in."),
    "petition": ("petition:petition", "Receipts of signatures, updates to signers."),
    "record": ("record.group:record", "The record of agencies with partnerships: build, link, serve."),
    "redact": ("redact:redact", "Fill what moves and every face found in a file; remove sound and metadata."),
    "verify": ("verify:verify", "Check a package offline and name the part that fails."),
    "watch": ("watch:watch", "Watch a file or a camera and print what moves."),
    "witness": ("witness:witness", "Cosign the heads of public logs that only ever grow."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and help; loads the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command = getattr(import_module(f"fanlight.project.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fanlight")
def fanlight() -> None:
    """A doorbell and camera system whose residents hold the keys."""


def main() -> None:
    """Entry point: our own errors become one line and exit status 2, or the status the error names."""
    try:
        fanlight.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "fanlight"
        click.echo(f"fanlight: {error.format_message()} `{where} --help` shows how.", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except FanlightError as error:
        if not getattr(error, "is_said", False):
            click.echo(f"fanlight: {error.words()}", err=True)
        sys.exit(getattr(error, "exit_code", 2))


if __name__ == "__main__":
    main()
