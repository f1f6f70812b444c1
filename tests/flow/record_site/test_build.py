"""From files to a site: deterministic, traceable, kept on failure, changed by a changed row."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from fanlight.ground.errors import FanlightError
from tests.flow.record_site.conftest import Run, tree
from tests.unit.record.made_up import MPV, data_folder, text_of, write
from tests.unit.record.release.test_outlines import SQUARE


class Page(HTMLParser):
    """Links, ids and what a strict policy would refuse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.refused: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" and "href" in values else []
        loads = values.get("src") or (values.get("href", "") if tag == "link" else "")
        self.loads += [loads] if loads else []
        self.refused += [name for name in values if name == "style" or name.startswith("on")]
        self.refused += ["script"] if tag == "script" and "src" not in values else []
        self.refused += [tag] if tag in ("style", "iframe", "form") else []


def test_two_builds_are_byte_identical(run: Run, tmp_path: Path) -> None:
    """The same files give the same bytes, from another folder too."""
    for name in ("one", "two"):
        data = data_folder(tmp_path / name / "data")
        result = run("build", "--data", data, "--out", tmp_path / name / "site")
        assert result.exit_code == 0, result.output
    assert tree(tmp_path / "one" / "site") == tree(tmp_path / "two" / "site")


def test_outlines_change_the_map_alone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a file of outlines two builds are the same bytes too; without, the registry alone differs."""
    monkeypatch.setattr("fanlight.record.release.outlines.OUTLINES_SHA256", "0" * 64)  # none lies in the data directory
    data = data_folder(tmp_path / "data")
    (tmp_path / "states.json").write_text(json.dumps(SQUARE))
    for name in ("one", "two"):
        done = run("build", "--data", data, "--out", tmp_path / name, "--shapes", tmp_path / "states.json")
        assert done.exit_code == 0, done.output
    assert run("build", "--data", data, "--out", tmp_path / "bare").exit_code == 0
    one, bare = tree(tmp_path / "one"), tree(tmp_path / "bare")
    assert one == tree(tmp_path / "two") and b'class="outline"' in one["registry.html"]
    assert {name for name in one if one[name] != bare[name]} == {"registry.html"} and one.keys() == bare.keys()


def test_every_link_leads_somewhere_and_nothing_outside_is_loaded(run: Run, tmp_path: Path) -> None:
    """Every page, file and fragment that a page names is in the site; no page needs more than a static host."""
    site = tmp_path / "site"
    assert run("build", "--data", data_folder(tmp_path / "data"), "--out", site).exit_code == 0
    pages = {str(path.relative_to(site)): Page(path.read_text()) for path in sorted(site.rglob("*.html"))}
    assert len(pages) > 15
    for name, page in pages.items():
        assert not page.refused, (name, page.refused)
        assert len(page.ids) == len(set(page.ids)), name
        for loaded in page.loads:
            assert not urlsplit(loaded).netloc and (site / urljoin(name, loaded)).is_file(), (name, loaded)
        for link in page.links:
            parts = urlsplit(link)
            if parts.netloc or parts.scheme == "mailto":
                continue
            target = urljoin(name, unquote(parts.path)) if parts.path else name
            assert (site / target).is_file(), (name, link)
            if parts.fragment:
                assert parts.fragment in pages[target].ids, (name, link)


def test_headline_has_the_form_of_its_interface(run: Run, tmp_path: Path) -> None:
    """Counts by hand: of five deaths until June 2020, B. and A. involve Fabledale, C. Wander's sheriff."""
    site = tmp_path / "site"
    run("build", "--data", data_folder(tmp_path / "data"), "--out", site)
    found = json.loads((site / "headline.json").read_text())
    assert set(found) == {"mpv", "fe", "named_cases", "started_last_six_months"}
    assert found["mpv"]["agencies"] == 3 and found["mpv"]["deaths"] == 5
    assert (found["mpv"]["agencies_with_death"], found["mpv"]["partner_deaths"]) == (2, 3)
    assert found["mpv"]["share"] == pytest.approx(0.6)
    assert found["named_cases"]["Breonna Taylor"] is None
    assert found["started_last_six_months"] == 3


def test_a_changed_row_changes_page_and_log(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The agency's page follows the source, and the corrections log names file and row."""
    import fanlight.record.release.published as published

    data, site = data_folder(tmp_path / "data"), tmp_path / "site"
    assert run("release", "--data", data, "--out", tmp_path / "released").exit_code == 0
    reading, marks = published.read_published, published.read_marks
    monkeypatch.setattr(published, "read_published", lambda: reading(tmp_path / "released"))
    monkeypatch.setattr(published, "read_marks", lambda: marks(tmp_path / "released"))
    run("build", "--data", data, "--out", site)
    assert "The same files, the same figures." in (site / "corrections.html").read_text()
    before = (site / "agency" / "OR0010100.html").read_text()
    rows = [list(row) for row in MPV]
    rows[1][5], rows[1][6] = "North Fabledale Police Department", "OR0010200"
    write(data, "mpv_2020-08-19.csv.gz", rows)
    assert run("build", "--data", data, "--out", site).exit_code == 0
    after, log = (site / "agency" / "OR0010100.html").read_text(), (site / "corrections.html").read_text()
    assert before != after and "2 deaths" in before and "1 death " in after
    assert "mpv-2020-08-19 has SHA-256" in log and re.search(r"row 1\b", log)
    assert "Fabledale Police Department</a>, OR: loses mpv-2020-08-19 row 1" in log


def spoilt(rows: list[list[str]], row: int, column: int, value: str) -> bytes:
    copy = [list(cells) for cells in rows]
    copy[row][column] = value
    return text_of(copy).encode()


GOOD = text_of(MPV).encode()
BROKEN = {
    "wrong columns": (text_of([[f"{one}?" for one in MPV[0]], *MPV[1:]]).encode(), "row 0"),
    "wrong encoding": (GOOD.replace(b"Quillmere", b"Quillm\xe8re"), "row 3"),
    "two bytes a letter": (text_of(MPV).encode("utf-16"), "row 0"),
    "an id twice": (spoilt(MPV, 3, 10, "1"), "row 3"),
    "a date out of range": (spoilt(MPV, 3, 1, "2092-02-03"), "row 3"),
    "an empty file": (b"", ""),
    "no rows": (text_of(MPV[:1]).encode(), ""),
    "a cell of ten million": (spoilt(MPV, 4, 7, "x" * 10_000_000), "row 4"),
    "a row too short": (text_of([*MPV[:3], MPV[3][:-2], *MPV[4:]]).encode(), "row 3"),
}


@pytest.mark.parametrize("what", [*BROKEN, "a truncated gzip", "plain bytes under a gzip’s name"])
def test_a_broken_file_leaves_the_last_good_site(run: Run, tmp_path: Path, what: str) -> None:
    """The build stops with file, row and remedy; not one byte of the site changes, and nothing is left beside it."""
    data, site = data_folder(tmp_path / "data"), tmp_path / "site"
    run("build", "--data", data, "--out", site)
    before = tree(site)
    file, row = data / "mpv_2020-08-19.csv.gz", ""
    if what in BROKEN:
        spoilt_bytes, row = BROKEN[what]
        file.write_bytes(gzip.compress(spoilt_bytes, 1))
    else:
        file.write_bytes(file.read_bytes()[:-30] if "truncated" in what else GOOD)
    result = run("build", "--data", data, "--out", site)
    assert isinstance(result.exception, FanlightError)
    assert "mpv_2020-08-19.csv.gz" in result.exception.words() and result.exception.remedy
    assert row in result.exception.words()
    assert tree(site) == before
    assert {path.name for path in tmp_path.iterdir()} == {"data", "site"}


@pytest.mark.parametrize("mend", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")])
def test_marks_of_order_and_line_ends_change_nothing_but_the_hash(
    run: Run, tmp_path: Path, mend: Callable[[bytes], bytes]
) -> None:
    """A copy that a spreadsheet saved gives the same agencies' pages."""
    data, site = data_folder(tmp_path / "data"), tmp_path / "site"
    run("build", "--data", data, "--out", site)
    before = {name: page for name, page in tree(site).items() if name.startswith("agency/")}
    (data / "mpv_2020-08-19.csv.gz").write_bytes(gzip.compress(mend(GOOD)))
    assert run("build", "--data", data, "--out", site).exit_code == 0
    assert {name: page for name, page in tree(site).items() if name.startswith("agency/")} == before != {}


def test_pages_say_what_the_method_allows(run: Run, tmp_path: Path) -> None:
    """Not linked and none found in words; off duty, other agencies and cause beside the death; never a rank."""
    site = tmp_path / "site"
    run("build", "--data", data_folder(tmp_path / "data"), "--out", site)
    agency = (site / "agency" / "OR0010100.html").read_text()
    assert "that involved this agency" in agency and "B. Fictional" in agency and "Oregon State Police" in agency
    assert "spread evenly over those years" in agency
    sheriff = (site / "agency" / "OR0010000.html").read_text()
    assert "off duty, as the source has it" in sheriff
    assert "Nowhere" in (site / "state" / "OR.html").read_text()
    town = " ".join((site / "town" / "OR.html").read_text().split())
    assert "none found in Mapping Police Violence up to 4 July 2020" in town
    home = (site / "index.html").read_text()
    assert "by the calendar alone" in home and "1,403" in home
    for path in site.rglob("*.html"):
        words = re.sub(r"<[^>]+>", " ", path.read_text())
        assert not re.search(r"\b(killed by this|because of Ring|worst|ranked \d)\b", words), path.name


def test_something_else_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    """--out at a folder of somebody's files stops before any work."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    result = run("build", "--data", data_folder(tmp_path / "data"), "--out", tmp_path / "mine")
    assert isinstance(result.exception, FanlightError) and list((tmp_path / "mine").iterdir()) == [
        tmp_path / "mine" / "letter.txt"
    ]
