"""The summary release: what is written is read again, and no person is in it."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from fanlight.record.pages.summary import Summary
from fanlight.record.pipeline import read_facts
from fanlight.record.release.make import make_release
from fanlight.record.release.published import NATIONAL, ON_RECORD, DamagedRelease, read_marks, read_published
from fanlight.record.release.summarise import summarise
from tests.unit.record.made_up import CROSSWALK, MPV, RING, data_folder, write


def without_days(summary: Summary) -> dict[str, object]:
    return {
        id: replace(one, rows={key: tuple(replace(row, on=None) for row in rows) for key, rows in one.rows.items()})
        for id, one in summary.agencies.items()
    }


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Everything but the days of deaths, which are not shipped."""
    facts = read_facts(data_folder(tmp_path / "data"))
    make_release(facts, tmp_path / "out")
    found, expected = read_published(tmp_path / "out"), summarise(facts, without=frozenset({"wapo"}))
    assert found and found.agencies == without_days(expected)
    assert (found.headline, found.named, found.series) == (expected.headline, expected.named, expected.series)
    assert (found.not_linked, found.growth, found.headline_rows) == (
        expected.not_linked,
        expected.growth,
        expected.headline_rows,
    )
    assert found.shipped


def test_two_releases_are_byte_identical(tmp_path: Path) -> None:
    """No date of making, no order by chance."""
    facts = read_facts(data_folder(tmp_path / "data"))
    for name in ("one", "two"):
        make_release(facts, tmp_path / name)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_no_person_is_shipped(tmp_path: Path) -> None:
    """No name of a row, no day of a death."""
    make_release(read_facts(data_folder(tmp_path / "data")), tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
        assert "Fictional" not in text, path.name
        assert "2020-02-03" not in text, path.name


def test_a_source_can_be_left_out_and_the_crosswalk_always_is(tmp_path: Path) -> None:
    """By one flag; agencies that only the crosswalk knows are in nothing that is shipped."""
    data = data_folder(tmp_path / "data")
    write(data, "crosswalk.csv", CROSSWALK)
    facts = read_facts(data)
    assert any(one.from_crosswalk for one in facts.register.values())
    make_release(facts, tmp_path / "out", without=frozenset({"fe"}))
    found = read_published(tmp_path / "out")
    assert found and [one.key for one in found.series] == ["mpv"] and set(found.headline) == {"mpv"}
    assert not {one.name.split("-")[0] for one in found.files} & {"fe", "crosswalk", "wapo"}
    assert not [id for id in found.agencies if facts.register[id].from_crosswalk]


def test_a_damaged_release_is_refused_in_words(tmp_path: Path) -> None:
    """A truncated file names itself; an absent release is none."""
    assert read_published(tmp_path / "nothing") is None
    make_release(read_facts(data_folder(tmp_path / "data")), tmp_path / "out")
    packed = tmp_path / "out" / ON_RECORD
    packed.write_bytes(packed.read_bytes()[:100])
    with pytest.raises(DamagedRelease, match="out"):
        read_published(tmp_path / "out")
    (tmp_path / "out" / NATIONAL).write_text("{}")
    with pytest.raises(DamagedRelease):
        read_published(tmp_path / "out")


def test_row_marks_cannot_be_read_back(tmp_path: Path) -> None:
    """Four hex digits a row."""
    make_release(read_facts(data_folder(tmp_path / "data")), tmp_path / "out")
    marks = read_marks(tmp_path / "out")
    assert len(marks["mpv-2020-08-19"]) == 4 * 6


def test_a_partner_that_only_the_crosswalk_knows_is_not_linked_in_the_release(tmp_path: Path) -> None:
    """Neither its name in the register nor a count that rests on it is shipped; the list's entry stays."""
    ring, mpv = [list(row) for row in RING], [list(row) for row in MPV]
    gone = "Gone Hollow Police Department"
    ring.append(
        ["AOS6", gone, "Police", "Municipal", "Gone Hollow", "Wander County", "OR", "2019-01-01", "", "1", "Signed."]
    )
    mpv.append(["I. Fictional", "2019-02-01", "Gone Hollow", "OR", "Wander", gone, "OR0019900", "Gunshot", "", "", "7"])
    data = data_folder(tmp_path / "data", ring=ring, mpv=mpv)
    write(data, "crosswalk.csv", CROSSWALK)
    facts = read_facts(data)
    whole = summarise(facts)
    assert whole.agencies["OR0019900"].partner and whole.headline["mpv"].partner_deaths == 4
    make_release(facts, tmp_path / "out")
    found = read_published(tmp_path / "out")
    assert found and "OR0019900" not in found.agencies and gone in [one.listed for one in found.not_linked]
    assert found.headline["mpv"].partner_deaths == 3
    assert {row.agency for rows in found.headline_rows.values() for row in rows} <= set(found.agencies)
