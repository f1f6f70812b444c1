"""`fanlight record`: the registry of partnerships and what those agencies have done."""

from __future__ import annotations

from importlib import import_module

import click

from fanlight.project.cli.record.extra import need_extra

COMMANDS = {
    "build": "From a folder of source files to the headline and the site.",
    "evaluate": "Precision and recall on the codes that rows carry, each hidden.",
    "fetch": "Get the source files that public repositories hold, checked by hash.",
    "outlines": "Get the outlines of the states for the map, checked by hash.",
    "review": "Decide doubtful mentions on a page of this computer alone.",
    "link": "Link a list of agencies of your own.",
    "release": "Write the summary release that the repository carries.",
    "serve": "Serve a built site, or the summary release.",
    "sign": "Sign the paper of five lines.",
}

LINKING = ("build", "evaluate", "link", "release", "review")  # the others read no source files


class RecordGroup(click.Group):
    """Loads the command that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in LINKING:
            need_extra()
        command = getattr(import_module(f"fanlight.project.cli.record.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in sorted(COMMANDS)])


@click.group(cls=RecordGroup)
def record() -> None:
    """The record: what agencies with partnerships have done."""
