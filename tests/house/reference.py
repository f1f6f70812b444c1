"""Writes docs/reference from the code (`make docs`); a test compares what it would write with what stands there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click

from fanlight.project.cli.entry import fanlight
from tests.house.tree import ROOT, SOURCE, parsed

REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `make docs` from the code; change it there. -->\n"


CONFIGURATION_HEAD = """# Settings

All from the environment, read once at start; a wrong one is refused in words.

| variable | what it says |
| --- | --- |
"""
CONFIGURATION_TAIL = """

`FANLIGHT_CAMERA_PASSWORD`: the password for `fanlight watch URL`, so that it stands in no process list.
"""


def configuration() -> str:
    """Every setting, from the comments of project/environ.py."""
    source = SOURCE / "project" / "environ.py"
    lines = source.read_text(encoding="utf-8").splitlines()
    environ = next(node for node in parsed(source).body if isinstance(node, ast.ClassDef) and node.name == "Environ")
    rows = []
    for field in environ.body:
        if isinstance(field, ast.AnnAssign):
            comment = lines[field.lineno - 1].partition("#")[2].strip()
            found = re.match(r"([A-Z_]+(?:=\w+)?): (.+)", comment)
            assert found, f"{source}:{field.lineno} names no variable"
            rows.append(f"| `{found[1]}` | {found[2]} |")
    return NOTE + CONFIGURATION_HEAD + "\n".join(rows) + CONFIGURATION_TAIL


def commands() -> str:
    """Every command with its own help."""
    parts = [NOTE + "# Commands\n"]

    def describe(command: click.Command, name: str, parent: click.Context | None) -> None:
        settings = command.context_settings
        command._help_option = (
            None  # click keeps the first caller's, and a test may have called this one without its group
        )
        context = click.Context(command, info_name=name, parent=parent, terminal_width=100, **settings)
        parts.append(f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for sub in command.list_commands(context):
                found = command.get_command(context, sub)
                assert found
                describe(found, sub, context)

    describe(fanlight, "fanlight", None)
    return "\n".join(parts)


PAGES = {"config.md": configuration, "commands.md": commands}


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write(REFERENCE)
