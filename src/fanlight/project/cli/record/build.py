"""`fanlight record build`: from a folder of source files to the headline and the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fanlight.record.deaths.facts import Facts
    from fanlight.record.pages.summary import Summary

DATA = click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the source files as their publishers give them.",
)


@click.command()
@DATA
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the site; the last one there stays up till then."
)
@click.option("--without", multiple=True, metavar="SOURCE", help="Leave a source out: mpv, fe, wapo, pursuits.")
@click.option(
    "--shapes",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Outlines of the states in place of those of `fanlight record outlines`: us-atlas, states-albers-10m.json.",
)
@click.option(
    "--commons",
    type=click.Path(exists=True, path_type=Path),
    help="What a commons says of agencies (record:conduct): a file, or a folder of them.",
)
def build(data: Path, out: Path | None, without: tuple[str, ...], shapes: Path | None, commons: Path | None) -> None:
    """Read DATA, link every agency it names, print the headline, and write the site to --out."""
    from fanlight.record.pipeline import read_facts
    from fanlight.record.release.commons import read_commons, with_commons
    from fanlight.record.release.sections import statistics_sections
    from fanlight.record.release.summarise import summarise
    from fanlight.record.release.write import check_target

    if out is not None:
        check_target(out)
    facts = read_facts(data)
    left_out = frozenset(without)
    summary = summarise(facts, without=left_out, extra=statistics_sections(facts, without=left_out))
    if commons is not None:
        summary = with_commons(summary, read_commons(commons, summary.agencies))
        _print_commons(summary)
    _print_headline(facts, summary)
    if out is not None:
        count = _write(facts, summary, out, shapes)
        click.echo(f"{out}: {count} files")


def _write(facts: Facts, summary: Summary, out: Path, shapes: Path | None) -> int:
    from fanlight.project.environ import environ
    from fanlight.project.record_site import OUTLINES_FOLDER, SHELL
    from fanlight.record.release.corrections import read_decisions, row_marks
    from fanlight.record.release.outlines import lying, parse
    from fanlight.record.release.people import people_of
    from fanlight.record.release.published import read_marks, read_published
    from fanlight.record.release.site import site_files
    from fanlight.record.release.write import write_site

    released = read_published()
    files = site_files(
        summary,
        people_of(facts, summary, read_decisions()),
        SHELL,
        released=released,
        marks=row_marks(facts, summary),
        released_marks=read_marks() if released else None,
        shapes=parse(shapes.read_bytes(), shapes.name) if shapes else lying(environ().data / OUTLINES_FOLDER),
    )
    return write_site(files, out)


def _print_commons(summary: Summary) -> None:
    for one in summary.commons:
        click.echo(f"{one.name}: {len(one.partnerships)} partnerships, counted up to {one.until}")
        if one.unknown:
            click.echo(f"{'':24} not in the register, so without a page: {', '.join(one.unknown)}")


def _print_headline(facts: Facts, summary: Summary) -> None:
    for file in facts.files:
        click.echo(f"{file.name:24} {file.rows:6} rows  {file.sha256[:12]}  {file.path.name}")
        for quirk in file.quirks:
            click.echo(f"{'':24} known fault, passed: {quirk}")
    for key, one in summary.headline.items():
        click.echo(
            f"{', '.join(summary.headline_files[key])}: {one.agencies} agencies on the list, {one.linked} linked, "
            f"{one.agencies_with_death} with a death; {one.partner_deaths} of {one.deaths} deaths ({one.share:.1%}) "
            f"involve one; {one.before} before, {one.after} after "
            f"({one.calendar_before:.0%} before by the calendar alone)"
        )
    for case in summary.named:
        record = summary.agencies.get(case.agency or "")
        click.echo(f"{case.name}: {record.name if record else 'not linked'}")
