"""`fanlight check`: whether what is listed lies on disk, whole and unchanged."""

from __future__ import annotations

import click

from fanlight.project.cli.home_data import in_home, print_json

NAMES = {
    "segments": "segments are listed",
    "open": "of them are open",
    "missing": "files are missing",
    "wrong_size": "files have another size",
    "wrong_hash": "files have other bytes",
    "quarantined": "files lie in quarantine",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@in_home
def check(as_json: bool) -> None:
    """Compare what is listed with what lies on disk; changes nothing."""
    from fanlight.home.archive import checking, places
    from fanlight.home.archive.models.footage import Segment
    from fanlight.home.recorder.check import check as checked
    from fanlight.home.recorder.store import Footage

    if not places.footage().is_dir() and not Segment.objects.exists():
        counts = dict.fromkeys(NAMES, 0)  # a home that never recorded
    else:
        with Footage(places.footage()) as store:
            counts = checked(store, checking.segment_facts(), checking.facts_again)
    if as_json:
        print_json({name: counts[name] for name in NAMES})
        return
    for name, words in NAMES.items():
        click.echo(f"{counts[name]:8} {words}")
