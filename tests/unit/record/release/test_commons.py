"""Conduct and petitions stand on an agency's page only where a commons gives them; its file is read with distrust."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from fanlight.record.pages.site import pages_of
from fanlight.record.pipeline import read_facts
from fanlight.record.release.commons import WrongConduct, read_commons, with_commons
from fanlight.record.release.downloads import download_files
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
GIVEN: dict[str, Any] = {
    "v": 1,
    "kind": "record:conduct",
    "commons": "Wander County",
    "until": "2026-10-31",
    "agencies": {
        ID: {"page": "https://commons.invalid/agencies/1", "conduct": CONDUCT, "petitions": [PETITION]},
        QUIET: {"page": "https://commons.invalid/agencies/2", "conduct": None, "petitions": []},
    },
}


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
        "412 of 500 signatures, open", 'href="https://commons.invalid/petitions/1"',
    ):  # fmt: skip
        assert words in page, words
    assert "<h3>Petitions" not in pages[f"agency/{QUIET}.html"]().decode()
    files = download_files(whole, {})
    assert not any(b"commons.invalid" in draw() for draw in files.values())


def test_a_folder_gives_several_commons(tmp_path: Path) -> None:
    """In the order of their file names; a folder without any says so."""
    folder = tmp_path / "commons"
    folder.mkdir()
    with pytest.raises(WrongConduct, match=r"no \.json"):
        read_commons(folder, {ID, QUIET})
    given(folder, GIVEN, "b.json")
    given(folder, {**GIVEN, "commons": "Mistral County"}, "a.json")
    assert [one.name for one in read_commons(folder, {ID, QUIET})[ID]] == ["Mistral County", "Wander County"]


WRONG: list[tuple[tuple[str, ...], object]] = [
    (("v",), 2), (("kind",), "record:published"), (("until",), "31.10.2026"), (("commons",), ""),
    (("agencies",), []), (("agencies", "XX0000000"), {}), (("agencies", ID, "page"), "http://commons.invalid/"),
    (("agencies", ID, "page"), "javascript:alert(1)"), (("agencies", ID, "conduct", "asked"), -1),
    (("agencies", ID, "conduct", "asked"), True), (("agencies", ID, "conduct", "late"), 1.5),
    (("agencies", ID, "conduct", "withdrawn"), 13), (("agencies", ID, "conduct", "deleted"), 10),
    (("agencies", ID, "conduct", "since"), "2026-11-01"), (("agencies", ID, "conduct", "more"), 1),
    (("agencies", ID, "petitions"), {}), (("agencies", ID, "petitions"), [{**PETITION, "open": 1}]),
    (("agencies", ID, "petitions"), [{**PETITION, "demand": "x" * 401}]),
    (("agencies", ID, "petitions"), [{**PETITION, "demand": "a\u202eb"}]),
    (("agencies", ID, "petitions"), [{**PETITION, "page": "https://[x"}]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value"), WRONG)
def test_what_does_not_fit_the_format_stops_the_build(tmp_path: Path, place: tuple[str, ...], value: object) -> None:
    """The error names the file and says what to do."""
    broken = copy.deepcopy(GIVEN)
    at = broken
    for name in place[:-1]:
        at = at[name]
    at[place[-1]] = value
    with pytest.raises(WrongConduct, match=r"wander\.json") as raised:
        read_commons(given(tmp_path, broken), {ID, QUIET})
    assert raised.value.remedy


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
