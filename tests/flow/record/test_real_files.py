"""The real files, read and linked as a whole; demanded where ../shared lies beside the checkout."""

from __future__ import annotations

import csv
import gzip
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.headline import counted, named_cases
from fanlight.record.deaths.series import FE, file_mentions
from fanlight.record.linkage.evaluate import hold_out, scores
from fanlight.record.linkage.link import linker_for
from fanlight.record.linkage.verdict import COUNTED
from fanlight.record.pipeline import read_facts

MPV = ("Agency responsible for death", "State", "City")
LISTS = {
    "mapping_police_violence/mpv_2013_to_snapshot_2021-08-14.csv.gz": MPV,
    "fatal_encounters/fatal_encounters_2000_2018-06-17.csv.gz": (
        "agencies_involved",
        "encounter_state",
        "encounter_city",
    ),
    "mapping_police_violence/mpv_2013_to_snapshot_2020-08-19.csv.gz": MPV,
    "fatal_encounters/fatal_encounters_2015_2020_intentional_force.csv.gz": ("agencies", "state", "city"),
}
pytestmark = [pytest.mark.shared, pytest.mark.slow]


def read(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [["x", *(line[column] for column in columns)] for line in csv.DictReader(lines)]


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    return shared / "data"


@pytest.fixture(scope="module")
def facts(data: Path) -> Facts:
    return read_facts(data)


def test_known_faults_are_told(facts: Facts) -> None:
    """Files with faults of their own are read, and the faults stand in the manifest."""
    told = {file.name: file.quirks for file in facts.files if file.quirks}
    assert set(told) == {"atlas-2020-10-07", "fe-names-2020-06-14", "mpv-2020-10-08", "mpv-2021-08-14"}


def test_the_headline_window_holds_what_the_list_and_the_snapshot_hold(facts: Facts) -> None:
    """1,369 distinct entries active by mid-2020 and MPV's 6,107 deaths; shares in the range of every earlier count."""
    mpv, fe = counted(facts, facts.mpv), counted(facts, FE)
    assert (mpv.agencies, mpv.deaths, fe.deaths) == (1_369, 6_107, 8_103)
    assert 1_300 < mpv.linked <= 1_369
    assert 0.33 < mpv.share < 0.38
    assert 0.33 < fe.share < 0.38
    assert 0.38 < mpv.agencies_with_death / mpv.agencies < 0.44


def test_the_six_named_cases_are_found_and_linked(facts: Facts) -> None:
    """Each person whom EFF's release names has a row, and its agency is a partner of the list."""
    partners = {one.verdict.agency for one in facts.partnerships}
    for name, found in named_cases(facts, facts.mpv).items():
        assert any(one.verdict.agency in partners and one.verdict.tier in COUNTED for one in found), name


def test_partners_are_the_same_from_the_atlas_alone(facts: Facts, data: Path, tmp_path: Path) -> None:
    """Who fetches the Atlas has no ready list; its rows and sentences give the same partners and days."""
    for name in ("ring/atlas_of_surveillance_2020-10-07.csv.gz", "agencies/fbi_cde_agencies_2018-09.csv.gz"):
        (tmp_path / Path(name).name).write_bytes((data / name).read_bytes())
    found = read_facts(tmp_path).partnerships
    assert [(one.verdict.mention.text, one.verdict.mention.city, one.start, one.month_only) for one in found] == [
        (one.verdict.mention.text, one.verdict.mention.city, one.start, one.month_only) for one in facts.partnerships
    ]


def test_held_out_codes_are_found_again(facts: Facts) -> None:
    """Raw: at most 1 % of links differ from the codes. At most three are not judged (by us) to be wrong codes."""
    linker = linker_for(facts.folder, facts.register)
    found = []
    for shape in ("mpv", "wapo"):
        some = [mention for table in facts.folder.of(shape) for mention in file_mentions(facts.folder, table)]
        found += hold_out(linker, shape, some)
    every = scores(found)[0]
    raw = scores([replace(one, judged="") for one in found])[0]
    assert raw.wrong <= 0.01 * (raw.right + raw.wrong)
    assert raw.recall[1] >= 0.97
    assert every.wrong <= 3
    assert every.recall[1] >= 0.97
    undecided = [one for one in found if one.outcome == "wrong" and not one.judged]
    assert not undecided  # each difference was looked at


def test_the_whole_country_links_in_ten_seconds(data: Path, tmp_path: Path) -> None:
    """Reading, register and 45,000 rows of an own list: at most 10 s of processor time and 500 MB."""
    rows = [row for name, columns in LISTS.items() for row in read(data / name, columns)]
    source = tmp_path / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("source", "raw_agency", "state", "city"), *rows[:45_000]])
    # A child's peak as the parent sees it holds the parent's own pages; the child reads its own.
    code = (
        "import re, sys; from pathlib import Path; from fanlight.project.cli.entry import fanlight\n"
        "fanlight.main(sys.argv[1:], standalone_mode=False)\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    command = [sys.executable, "-c", code, "record", "link", str(source), "--data", str(data), "--out"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*command, str(tmp_path / "out.csv")], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 10
    assert int(done.stdout.split()[-1]) < 500 * 1024
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        linked = list(csv.DictReader(lines))
    assert len(linked) == 45_000
    assert [row["raw_agency"] for row in linked] == [row[1] for row in rows[:45_000]]
    assert sum(bool(row["agency"]) for row in linked) > 0.95 * len(linked)
