"""The statistics page: sections where the data are enough, each on one page; the differences are on the headline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fanlight.record.pages.site import pages_of
from fanlight.record.pipeline import read_facts
from fanlight.record.release import sections
from fanlight.record.release.sections import statistics_sections
from fanlight.record.release.summarise import summarise
from tests.unit.record.made_up import MPV, data_folder
from tests.unit.record.pages.test_headline import NO_CORRECTIONS

EARLY = [
    "G. Fictional",
    "2015-01-05",
    "Fabledale",
    "OR",
    "Wander",
    "Fabledale Police Department",
    "",
    "Gunshot",
    "",
    "",
    "7",
]


def test_a_handful_of_deaths_has_no_statistics(tmp_path: Path) -> None:
    """The page says so; nothing is computed from five rows."""
    facts = read_facts(data_folder(tmp_path / "data"))
    assert statistics_sections(facts) == {}
    page = pages_of(summarise(facts), {}, corrections=NO_CORRECTIONS)["statistics.html"]().decode()
    assert "too few for statistics" in page


def test_sections_stand_on_their_page_alone(tmp_path: Path, monkeypatch) -> None:
    """Each table has as many cells a row as heads; the same facts give the same sections."""
    monkeypatch.setattr(sections, "FEWEST_DEATHS", 1)
    facts = read_facts(data_folder(tmp_path / "data", mpv=[*MPV, EARLY]))
    made = statistics_sections(facts)
    assert {"shares", "attribution", "bounds", "multiverse", "half"} <= set(made)
    assert made == statistics_sections(facts)
    for one in made.values():
        assert one["rows"] and all(len(row) == len(one["head"]) for row in one["rows"]), one["title"]  # type: ignore[union-attr, arg-type]
    pages = pages_of(replace(summarise(facts), extra=made), {}, corrections=NO_CORRECTIONS)
    page, index = pages["statistics.html"]().decode(), pages["index.html"]().decode()
    for key, one in made.items():
        own, other = (index, page) if key == "differences" else (page, index)
        assert f">{one['title']}</h2>" in own and f">{one['title']}</h2>" not in other
    assert "not explained</th>" in index, "each difference from EFF's figures ends with its rest"
    assert 'href="statistics.html"' in index and "style=" not in page
    assert 'href="downloads/combinations-multiverse.csv"' in page and "definitions, version 1" in page


def test_every_combination_is_a_row_of_the_download(tmp_path: Path, monkeypatch) -> None:
    """Read by the csv module: options, count and share of each cell, once; the release gives the same bytes."""
    import csv
    import io

    from fanlight.record.release.downloads import download_files
    from fanlight.record.release.make import make_release
    from fanlight.record.release.published import read_published
    from fanlight.record.statistics.agency_multiverse import agency_multiverse
    from fanlight.record.statistics.multiverse import multiverse

    monkeypatch.setattr(sections, "FEWEST_DEATHS", 1)
    facts = read_facts(data_folder(tmp_path / "data", mpv=[*MPV, EARLY]))
    files = download_files(replace(summarise(facts), extra=statistics_sections(facts)), {})
    make_release(facts, tmp_path / "out")
    released = read_published(tmp_path / "out")
    assert released
    for name, made in (("multiverse", multiverse(facts)), ("half", agency_multiverse(facts))):
        data = files[f"downloads/combinations-{name}.csv"]()
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
        assert made and {(*row[:-3],): float(row[-1]) for row in rows} == {one.options: one.share for one in made.cells}
        assert len(rows) == len(made.cells) and all(
            abs(float(row[-3]) / int(row[-2]) - float(row[-1])) < 1e-3 for row in rows
        )
        assert download_files(released, {})[f"downloads/combinations-{name}.csv"]() == data


def test_a_source_left_out_is_in_no_section(tmp_path: Path, monkeypatch) -> None:
    """--without binds the statistics too."""
    monkeypatch.setattr(sections, "FEWEST_DEATHS", 1)
    made = statistics_sections(read_facts(data_folder(tmp_path / "data", mpv=[*MPV, EARLY])), without=frozenset({"fe"}))
    assert made and "Fatal Encounters" not in str(made)
