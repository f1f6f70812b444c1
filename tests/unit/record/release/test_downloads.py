"""Downloads carry what each source's licence allows."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from fanlight.record.pages.summary import Summary
from fanlight.record.pipeline import read_facts
from fanlight.record.release.downloads import agency_csv, download_files
from fanlight.record.release.people import people_of
from fanlight.record.release.summarise import summarise
from fanlight.record.release.tables import as_csv
from tests.unit.record.made_up import CROSSWALK, RING, data_folder, write


@pytest.fixture
def made(tmp_path: Path) -> tuple[Summary, dict[str, list[object]]]:
    facts = read_facts(data_folder(tmp_path / "data"))
    summary = summarise(facts)
    return summary, people_of(facts, summary)  # type: ignore[return-value]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_a_source_of_counts_gives_pointers_and_no_person(made: tuple[Summary, dict[str, list[object]]]) -> None:
    """Name, day and cause stay empty where a source states no licence."""
    summary, people = made
    found = rows(agency_csv(summary.agencies["OR0010100"], summary, people["OR0010100"]))  # type: ignore[arg-type]
    assert {row["source"] for row in found} == {"mpv", "fe"} and all(row["row"] for row in found)
    assert not any(row["name"] or row["day"] or row["cause"] for row in found)


def test_a_source_of_rows_gives_its_rows_and_a_closed_one_nothing(
    made: tuple[Summary, dict[str, list[object]]],
) -> None:
    """The same file under another licence."""
    summary, people = made
    series = [replace(one, licence="rows" if one.key == "mpv" else "no") for one in summary.series]
    summary = replace(summary, series=tuple(series))
    found = rows(agency_csv(summary.agencies["OR0010100"], summary, people["OR0010100"]))  # type: ignore[arg-type]
    assert {row["source"] for row in found} == {"mpv"}
    assert "A. Fictional" in {row["name"] for row in found}


def test_every_table_of_the_package_has_its_columns(made: tuple[Summary, dict[str, list[object]]]) -> None:
    """datapackage.json describes the files as they are."""
    summary, _ = made
    files = download_files(summary, {})
    package = json.loads(files["downloads/datapackage.json"]())
    for one in package["resources"]:
        header = next(csv.reader(io.StringIO(files[f"downloads/{one['path']}"]().decode())))
        assert header == [field["name"] for field in one["schema"]["fields"]]


def test_partnerships_are_all_in_each_form(made: tuple[Summary, dict[str, list[object]]]) -> None:
    """CSV and JSON say the same; the map's points are longitude first; what is not linked has no ORI."""
    summary, _ = made
    files = download_files(summary, {})
    table, listed = rows(files["downloads/partnerships.csv"]()), json.loads(files["downloads/partnerships.json"]())
    assert [row["agency"] for row in table] == [one["agency"] for one in listed] and len(table) == 4
    nowhere = next(row for row in table if row["city"] == "Nowhere")
    assert (nowhere["ori"], nowhere["tier"]) == ("", "unlinked")
    points = json.loads(files["downloads/partnerships.geojson"]())["features"]
    assert points[0]["geometry"]["coordinates"] == [-121.0, 44.0]


def test_no_cell_is_run_as_a_formula() -> None:
    """A name that begins with = is text in every spreadsheet."""
    assert b"'=1+1" in as_csv(["a"], [["=1+1"]])


def test_an_agency_that_only_the_crosswalk_knows_is_in_no_download(tmp_path: Path) -> None:
    """It has a page, marked, and its entry of the list is handed on without the link."""
    ring = [list(row) for row in RING]
    gone = "Gone Hollow Police Department"
    ring.append(
        ["AOS6", gone, "Police", "Municipal", "Gone Hollow", "Wander County", "OR", "2019-01-01", "", "1", "Signed."]
    )
    data = data_folder(tmp_path / "with", ring=ring)
    write(data, "crosswalk.csv", CROSSWALK)
    summary = summarise(read_facts(data))
    assert summary.agencies["OR0019900"].from_crosswalk and summary.agencies["OR0019900"].partner
    files = download_files(summary, {})
    entry = next(row for row in rows(files["downloads/partnerships.csv"]()) if row["agency"] == gone)
    assert (entry["ori"], entry["tier"]) == ("", "unlinked")
    for path, draw in files.items():
        if path.startswith("downloads/"):
            assert b"OR0019900" not in draw(), path
