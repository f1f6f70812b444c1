"""The summary release that the repository carries is what the real files give."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from fanlight.record.pipeline import read_facts
from fanlight.record.release.make import make_release
from fanlight.record.release.paper import paper
from fanlight.record.release.published import LIMIT, PAPER, PUBLISHED, read_published

FILES = ("national.json", "on-record.jsonl.gz", "register.jsonl.gz", "row-marks.json.gz", "published.json.gz")


def plain(path: Path) -> bytes:
    """Unpacked, because two zlibs pack alike data differently."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@pytest.mark.shared
@pytest.mark.slow
def test_the_release_is_rebuilt_from_the_files(shared: Path, tmp_path: Path) -> None:
    """`fanlight record release --data ../shared/data` gives what stands here."""
    make_release(read_facts(shared / "data"), tmp_path)
    for name in FILES:
        assert plain(tmp_path / name) == plain(PUBLISHED / name), f"{name}: fanlight record release --data DIR"


def test_the_release_is_small_and_agrees_with_itself() -> None:
    """At most 1.5 MB; the ready lines are those that its own figures give; nothing of the Post or the crosswalk."""
    assert sum(path.stat().st_size for path in PUBLISHED.iterdir()) <= LIMIT
    summary = read_published()
    assert summary
    assert paper(summary) == plain(PUBLISHED / PAPER)
    assert not {file.name.split("-")[0] for file in summary.files} & {"wapo", "crosswalk", "pdap"}
    assert {case.name: case.relation for case in summary.named} == {
        "Breonna Taylor": "before",
        "Alton Sterling": "before",
        "Botham Jean": "before",
        "Antonio Valenzuela": "before",
        "Michael Ramos": "after",
        "Sean Monterrosa": "after",
    }


def test_rows_of_the_headline_add_up() -> None:
    """Each number of the headline has as many pointers as it counts."""
    summary = read_published()
    assert summary
    for key, one in summary.headline.items():
        rows = summary.headline_rows[key]
        assert len(rows) == len({(row.file, row.row) for row in rows}) == one.partner_deaths
        assert one.before + one.after + one.unknown == one.partner_deaths
        assert len({row.agency for row in rows}) <= one.agencies_with_death
