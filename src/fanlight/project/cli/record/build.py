"""`fanlight record build`: from a folder of source files to the headline."""

from __future__ import annotations

from pathlib import Path

import click

DATA = click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the source files as their publishers give them.",
)


@click.command()
@DATA
def build(data: Path) -> None:
    """Read DATA, link every agency it names, and print the headline."""
    from fanlight.record.deaths.headline import counted, named_cases
    from fanlight.record.deaths.series import FE
    from fanlight.record.pipeline import read_facts

    facts = read_facts(data)
    for file in facts.files:
        click.echo(f"{file.name:24} {file.rows:6} rows  {file.sha256[:12]}  {file.path.name}")
        for quirk in file.quirks:
            click.echo(f"{'':24} known fault, passed: {quirk}")
    for series in (facts.mpv, FE):
        if series in facts.deaths:
            one = counted(facts, series)
            click.echo(
                f"{series}: {one.agencies} agencies on the list, {one.linked} linked, "
                f"{one.agencies_with_death} with a death; "
                f"{one.partner_deaths} of {one.deaths} deaths ({one.share:.1%}) involve one"
            )
    if facts.mpv:
        for name, found in named_cases(facts, facts.mpv).items():
            agencies = [facts.register[one.verdict.agency].name for one in found if one.verdict.agency]
            click.echo(f"{name}: {', '.join(agencies) or 'not linked'}")
