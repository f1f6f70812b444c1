"""The headline page: our figures beside EFF's, before never without the calendar, sections of the statistics."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from fanlight.record.pages.headline import before_after, headline_values, table
from fanlight.record.pages.site import pages_of
from fanlight.record.pages.summary import Summary
from fanlight.record.pipeline import read_facts
from fanlight.record.release.summarise import summarise
from tests.unit.record.made_up import data_folder

NO_CORRECTIONS = {"decided": [], "aliases": 0, "files": [], "changed": [], "changed_more": 0, "marked": set()}


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    return summarise(read_facts(data_folder(tmp_path / "data")))


def index(summary: Summary) -> str:
    text = pages_of(summary, {}, corrections=NO_CORRECTIONS)["index.html"]().decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_ours_stands_beside_the_published_figure(summary: Summary) -> None:
    """EFF's own numbers are those of its release; ours come from the rows and lead to them."""
    lines = {line["name"]: line["cells"] for line in table(summary)}
    deaths = [cell["text"] for cell in lines["Deaths that involved a partner"]]
    assert deaths == ["3", "2165", "3", "3382"]
    assert lines["Deaths that involved a partner"][0]["href"] == "rows/mpv.html"
    assert [cell["text"] for cell in lines["Share of the deaths"]][1::2] == ["35.6 %", "35.1 %"]


def test_before_stands_beside_the_calendar(summary: Summary) -> None:
    """By hand: A. (2016) came before, B. (2 Aug 2019) after, C. in the month of a start known to the month alone."""
    mpv = before_after(summary)[0]
    assert (mpv["before"], mpv["after"], mpv["unknown"]) == (1, 1, 1)
    days = [(1673, 2), (1857, 1)]  # from 1 January 2015 to each partner's start, and how many deaths it has
    assert mpv["calendar"] == pytest.approx(sum(count * day for day, count in days) / 3 / 2008)
    page = index(summary)
    assert "came before that agency’s partnership began; 86 % would have by the calendar alone" in page


def test_a_source_that_is_not_there_keeps_its_column(summary: Summary) -> None:
    """“Not in this build”, not nought."""
    page = index(replace(summary, headline={"fe": summary.headline["fe"]}, headline_rows={}, headline_files={}))
    assert page.count("not in this build") >= 6 and "2165" in page


def test_statistics_bring_sections_of_their_own(summary: Summary) -> None:
    """Title, words, table and curve, from plain values."""
    section = {
        "title": "Under every definition",
        "words": "Between 30 and 40 per cent.",
        "head": ["Definition", "Share"],
        "rows": [["any agency", "35 %"]],
        "curve": {"height": 100, "base": 90, "label": "Curve", "points": [{"x": "5%", "y": 40, "low": 50, "high": 30}]},
        "note": "A note.",
    }
    summary = replace(summary, extra={"curve": section})
    assert headline_values(summary)["extra"] == [section]
    page = index(summary)
    assert "Under every definition Between 30 and 40 per cent. Definition Share any agency 35 % A note." in page
