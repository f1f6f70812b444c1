"""`fanlight record review`: a page on this computer where a person decides doubtful mentions."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.project.cli.record.build import DATA

PORT = 8071  # beside the record's own 8070


@click.command()
@DATA
@click.option("--reviewer", required=True, help="Who decides; stands in every line of the alias file.")
@click.option("--aliases", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another alias file.")
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True)
@click.option("--second-opinion", is_flag=True, help="Let Splink rank what waits (extra splink).")
def review(data: Path, reviewer: str, aliases: Path | None, port: int, second_opinion: bool) -> None:
    """Decide doubtful mentions in a browser; keys 1 to 9 choose, N is none, U takes back, ? shows the evidence.

    Answers go to the alias file; the next build reads them.
    """
    from fanlight.ground.clock import SystemClock
    from fanlight.record.deaths.partnerships import LISTS
    from fanlight.record.linkage.aliases import COMMITTED
    from fanlight.record.linkage.link import linker_for
    from fanlight.record.linkage.review.answers import Answers
    from fanlight.record.linkage.review.opinions import with_opinions
    from fanlight.record.linkage.review.queue import doubts
    from fanlight.record.linkage.review.server import ReviewServer
    from fanlight.record.pipeline import read_facts

    path = aliases or COMMITTED
    facts = read_facts(data, aliases=path)
    lists = frozenset(name for name, table in facts.folder.tables.items() if table.shape.name in LISTS)
    queue = doubts(facts.verdicts, lists=lists)
    linker = linker_for(facts.folder, facts.register, path)
    if second_opinion:
        queue = with_opinions(linker, queue, facts.verdicts)
    answers = Answers(path, reviewer, SystemClock().now().date())
    server = ReviewServer(port, queue, linker.index, answers)
    click.echo(f"{len(queue)} to decide at http://localhost:{server.server_port}/ (Ctrl-C ends)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo(f"{len(answers.given)} answers written to {path}")
    finally:
        server.server_close()
