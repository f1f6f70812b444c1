"""`fanlight record evaluate`: how well the linkage does on the codes that rows still carry, each hidden."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.project.cli.record.build import DATA


@click.command()
@DATA
@click.option(
    "--differences", is_flag=True, help="List every link that is not the label's, with what was judged of it."
)
def evaluate(data: Path, differences: bool) -> None:
    """Hide the ORI of every row that has one, link by name and place, and compare."""
    from fanlight.record.deaths.series import file_mentions
    from fanlight.record.linkage.evaluate import hold_out, scores
    from fanlight.record.linkage.link import linker_for
    from fanlight.record.linkage.own_list import SHAPES
    from fanlight.record.register.build import build_register
    from fanlight.record.sources.folder import read_folder

    folder = read_folder(data, shapes=(*SHAPES, "wapo-agencies"))
    register = build_register(folder)
    linker = linker_for(folder, register)
    found = []
    for shape in ("mpv", "wapo"):
        mentions = [mention for table in folder.of(shape) for mention in file_mentions(folder, table)]
        found += hold_out(linker, shape, mentions)
    click.echo(f"{'group':24} {'right':>6} {'wrong':>6} {'none':>6}  precision (95 %)       recall (95 %)")
    for score in scores(found):
        precision = "{:.4f} ({:.4f}–{:.4f})".format(*score.precision)
        recall = "{:.4f} ({:.4f}–{:.4f})".format(*score.recall)
        click.echo(f"{score.group:24} {score.right:6} {score.wrong:6} {score.none:6}  {precision}  {recall}")
    raw = [one for one in found if one.verdict.agency and one.verdict.agency != one.truth]
    judged = [one for one in raw if one.judged == "link"]
    click.echo(f"As the codes stand, {len(raw)} links differ from them.")
    click.echo(
        f"{len(judged)} differences were judged by the session that built the linkage to be wrong codes (judged.csv); "
        "they count as right above, and nobody else has looked at them."
    )
    for one in found:
        if differences and one.verdict.agency and one.verdict.agency != one.truth:
            mention = one.verdict.mention
            link, label = register[one.verdict.agency], register[one.truth]
            click.echo(
                f"{one.source}: “{mention.text}” in {mention.city}, {mention.state}: "
                f"link {link.id} {link.name}; label {label.id} {label.name}; {one.judged or 'not judged'}"
            )
