"""`fanlight record link`: anyone's own list of agencies, linked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from fanlight.project.cli.record.build import DATA


@click.command()
@click.argument("list_file", metavar="IN.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
@click.option("--out", required=True, metavar="OUT.csv", type=click.Path(dir_okay=False, path_type=Path))
def link(list_file: Path, data: Path, out: Path) -> None:
    """Link the agencies of a CSV with the columns source, raw_agency, state, city (and county where known).

    OUT keeps rows and columns and adds ori, agency, kind, tier, score and reason. The ori is empty where a row is
    not linked and for state police and federal bodies, which have no single one.
    """
    from fanlight.record.linkage.link import linker_for
    from fanlight.record.linkage.own_list import SHAPES, link_list
    from fanlight.record.register.build import build_register
    from fanlight.record.sources.folder import read_folder

    folder = read_folder(data, shapes=SHAPES)
    register = build_register(folder)
    verdicts = link_list(list_file, out, linker_for(folder, register), register)
    tiers = Counter(verdict.tier.value for verdict in verdicts)
    click.echo(f"{len(verdicts)} rows: " + ", ".join(f"{count} {tier}" for tier, count in sorted(tiers.items())))
