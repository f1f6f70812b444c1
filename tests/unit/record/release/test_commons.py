"""Conduct and petitions stand on an agency's page only where a commons gives them; its file is read with distrust."""

from __future__ import annotations

import copy
import gzip
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fanlight.record.pages.communities import months
from fanlight.record.pages.site import pages_of
from fanlight.record.pipeline import read_facts
from fanlight.record.release.commons import WrongConduct, read_commons, with_commons
from fanlight.record.release.downloads import download_files
from fanlight.record.release.published import NATIONAL, write_published
from fanlight.record.release.summarise import summarise
from tests.unit.record.made_up import data_folder
from tests.unit.record.pages.test_headline import NO_CORRECTIONS

ID, QUIET = "OR0010100", "OR0010600"
CONDUCT = {
    "since": "2026-03-01", "asked": 12, "refused": 2, "withdrawn": 1, "on_time": 7, "late": 3, "missing": 1,
    "received": 9, "deleted": 6, "deletion_due": 2,
}  # fmt: skip
PETITION = {
    "demand": "Publish what each request led to.", "to": "City council of Fabledale", "signatures": 412,
    "threshold": 500, "open": True, "page": "https://commons.invalid/petitions/1",
}  # fmt: skip
PARTNERSHIP = {
    "page": "https://commons.invalid/partnerships/1", "since": "2026-05-01", "until": "2027-05-01", "ended": None,
    "term": "in force", "data": ["Posts that neighbours forward"], "contact": "The clerk",
}  # fmt: skip
GIVEN: dict[str, Any] = {
    "v": 2,
    "kind": "record:conduct",
    "commons": "Wander County",
    "page": "https://commons.invalid/partnerships/",
    "until": "2026-10-31",
    "agencies": [
        {
            "record": ID, "name": "Fabledale police", "page": "https://commons.invalid/agencies/1",
            "ask": "https://commons.invalid/petitions/new/?agency=1", "conduct": CONDUCT, "petitions": [PETITION],
            "partnerships": [PARTNERSHIP],
        },
        {
            "record": QUIET, "name": "Saint Pernel police", "page": "https://commons.invalid/agencies/2",
            "ask": "https://commons.invalid/petitions/new/?agency=2", "conduct": None, "petitions": [],
            "partnerships": [],
        },
    ],
}  # fmt: skip


def given(folder: Path, value: object, name: str = "wander.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_an_agencys_page_has_what_the_commons_gives(tmp_path: Path) -> None:
    """Each count in words, with its day; a page for one that no source names; nothing without a commons."""
    summary = summarise(read_facts(data_folder(tmp_path / "data")))
    bare = pages_of(summary, {}, corrections=NO_CORRECTIONS)
    assert f"agency/{QUIET}.html" not in bare and "commons" not in bare[f"agency/{ID}.html"]().decode()
    whole = with_commons(summary, read_commons(given(tmp_path, GIVEN), summary.agencies))
    pages = pages_of(whole, {}, corrections=NO_CORRECTIONS)
    page = " ".join(pages[f"agency/{ID}.html"]().decode().split())
    for words in (
        "In the commons Wander County", "up to 31 October 2026", "12 requests since 1 March 2026, 1 withdrawn",
        "2 more refused by the rules", "7 on time, 3 late, 1 missing", "received 9 times: 6 deleted with proof, 2 past",
        "With the community Wander County: in force.", "1 May 2026 to 1 May 2027", "412 of 500 signatures, open", 'href="https://commons.invalid/petitions/1"',
    ):  # fmt: skip
        assert words in page, words
    assert "<h3>Petitions" not in pages[f"agency/{QUIET}.html"]().decode()
    files = download_files(whole, {})
    own = [path for path, draw in files.items() if b"commons.invalid" in draw()]
    assert sorted(own) == [f"downloads/community-partnerships.{kind}" for kind in ("csv", "geojson", "json")]
    assert not any("community" in path for path in download_files(summary, {}))


def test_nothing_of_a_commons_is_in_the_release(tmp_path: Path) -> None:
    """Written with and without one, it is the same bytes."""
    summary = summarise(read_facts(data_folder(tmp_path / "data")))
    whole = with_commons(summary, read_commons(given(tmp_path, GIVEN), summary.agencies))
    for name, one in (("bare", summary), ("whole", replace(whole, agencies=summary.agencies))):
        write_published(one, {}, b"{}", tmp_path / name)
    assert (tmp_path / "bare" / NATIONAL).read_bytes() == (tmp_path / "whole" / NATIONAL).read_bytes()
    write_published(whole, {}, b"{}", tmp_path / "agencies")
    for file in (tmp_path / "agencies").iterdir():
        plain = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        assert b"commons.invalid" not in plain, file.name


def test_a_folder_gives_several_commons(tmp_path: Path) -> None:
    """In the order of their file names; a folder without any says so."""
    folder = tmp_path / "commons"
    folder.mkdir()
    with pytest.raises(WrongConduct, match=r"no \.json"):
        read_commons(folder, {ID, QUIET})
    given(folder, GIVEN, "b.json")
    given(folder, {**GIVEN, "commons": "Mistral County"}, "a.json")
    assert [one.name for one in read_commons(folder, {ID, QUIET}).agencies[ID]] == ["Mistral County", "Wander County"]


WRONG: list[tuple[tuple[str | int, ...], object]] = [
    (("v",), 1), (("kind",), "record:published"), (("until",), "31.10.2026"), (("commons",), ""),
    (("page",), "http://commons.invalid/"), (("agencies",), {}), (("agencies", 0), []),
    (("agencies", 0, "record"), 7), (("agencies", 0, "name"), None), (("agencies", 0, "page"), "http://commons.invalid/"),
    (("agencies", 0, "page"), "javascript:alert(1)"), (("agencies", 0, "ask"), "http://localhost.invalid/"),
    (("agencies", 0, "conduct", "asked"), -1),
    (("agencies", 0, "conduct", "asked"), True), (("agencies", 0, "conduct", "late"), 1.5),
    (("agencies", 0, "conduct", "withdrawn"), 13), (("agencies", 0, "conduct", "deleted"), 10),
    (("agencies", 0, "conduct", "since"), "2026-11-01"), (("agencies", 0, "conduct", "more"), 1),
    (("agencies", 0, "petitions"), {}), (("agencies", 0, "petitions"), [{**PETITION, "open": 1}]),
    (("agencies", 0, "petitions"), [{**PETITION, "demand": "x" * 401}]),
    (("agencies", 0, "petitions"), [{**PETITION, "demand": "a\u202eb"}]),
    (("agencies", 0, "petitions"), [{**PETITION, "page": "https://[x"}]),
    (("agencies", 0, "partnerships"), None), (("agencies", 0, "partnerships"), [{**PARTNERSHIP, "more": 1}]),
    (("agencies", 0, "partnerships"), [{**PARTNERSHIP, "until": "2026-04-01"}]),
    (("agencies", 0, "partnerships"), [{**PARTNERSHIP, "ended": "2026-11-01"}]),
    (("agencies", 0, "partnerships"), [{**PARTNERSHIP, "term": "eternal"}]),
    (("agencies", 0, "partnerships"), [{**PARTNERSHIP, "data": ["x"] * 21}]),
    (("agencies", 0, "partnerships"), [{**PARTNERSHIP, "page": "data:text/html,x"}]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value"), WRONG)
def test_what_does_not_fit_the_format_stops_the_build(
    tmp_path: Path, place: tuple[str | int, ...], value: object
) -> None:
    """The error names the file and says what to do."""
    broken = copy.deepcopy(GIVEN)
    at: Any = broken
    for name in place[:-1]:
        at = at[name]
    at[place[-1]] = value
    with pytest.raises(WrongConduct, match=r"wander\.json") as raised:
        read_commons(given(tmp_path, broken), {ID, QUIET})
    assert raised.value.remedy


def test_an_agency_that_the_register_lacks_keeps_its_partnership_and_has_no_page(tmp_path: Path) -> None:
    """Its words are checked all the same; a commons on this computer has no certificate and may be linked."""
    odd = copy.deepcopy(GIVEN)
    odd["agencies"][0] |= {"record": "XX0000000", "page": "http://localhost:8090/agencies/1"}
    said = read_commons(given(tmp_path, odd), {ID, QUIET})
    assert ID not in said.agencies and said.commons[0].unknown == ("Fabledale police",)
    assert [(one.agency, one.name) for one in said.commons[0].partnerships] == [("", "Fabledale police")]


def test_months_count_those_that_began_up_to_the_day_of_counting(tmp_path: Path) -> None:
    """One announced is not counted, one ended before its first day neither; months without any stand too."""
    many = copy.deepcopy(GIVEN)
    many["agencies"][0]["partnerships"] = [
        {**PARTNERSHIP, "since": "2026-07-03", "until": "2026-09-03", "term": "over"},
        {**PARTNERSHIP, "since": "2026-07-30", "until": "2027-07-30"},
        {**PARTNERSHIP, "since": "2026-08-20", "until": "2027-08-20", "ended": "2026-08-10", "term": "ended"},
        {**PARTNERSHIP, "since": "2026-11-20", "until": "2027-08-20", "term": "announced"},
    ]
    (commons,) = read_commons(given(tmp_path, many), {ID}).commons
    assert [(one.words, one.began, one.ended, one.running) for one in months(commons)] == [
        ("July 2026", 2, 0, 2), ("August 2026", 0, 0, 2), ("September 2026", 0, 1, 1), ("October 2026", 0, 0, 1),
    ]  # fmt: skip


def test_random_bytes_truncations_and_flips_raise_only_ours(tmp_path: Path) -> None:
    """Whatever comes: WrongConduct, or a file that is whole."""
    good, dice = json.dumps(GIVEN).encode(), random.Random(4)
    path = tmp_path / "wander.json"
    for turn in range(600):
        data = bytearray(good)
        if turn % 3 == 0:
            data = bytearray(dice.randbytes(dice.randrange(1, 200)))
        elif turn % 3 == 1:
            del data[dice.randrange(len(data)) :]
        else:
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        try:
            read_commons(path, {ID, QUIET})
        except WrongConduct as error:
            assert "wander.json" in str(error)
    for nested in (b"[" * 100_000, b'{"v":' * 50_000):
        path.write_bytes(nested)
        with pytest.raises(WrongConduct):
            read_commons(path, {ID})
