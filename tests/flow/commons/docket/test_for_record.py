"""The whole way: a partnership in a commons' log, its public address, a build, the record's pages and downloads."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.rules.states import OPEN
from fanlight.demo.community.founding import POLICE, SHERIFF, agency
from fanlight.people.models import Person
from fanlight.project.cli.commons import for_record
from fanlight.project.cli.record.build import build
from fanlight.trust.policy.limits import DAY
from tests.flow.commons.maple import ADA, Maple
from tests.unit.record.made_up import data_folder

FABLEDALE = "OR0010100"  # of the made-up register


def in_register(maple: Maple) -> None:
    """Maple Hollow's police are one of the made-up register's agencies; its sheriff is of none."""
    paper = agency(maple.keys, POLICE, checked=maple.now_s - DAY, kind="agency:changed")
    maple.append(maple.community.by_stewards(replace(paper, record=FABLEDALE), at=maple.now_s))
    maple.wait(days=15)  # a change of an agency's paper loosens, so homes have 14 days to see it
    maple.dated()
    assert maple.in_force.agencies[POLICE].paper.record == FABLEDALE


def signed(maple: Maple, by: str = POLICE, days: int = 300) -> str:
    paper = maple.community.partnership(by, maple.now_s, maple.now_s + days * DAY)
    maple.append(maple.community.partnership_signed(paper, at=maple.now_s))
    return paper.id


def petition(number: str, about: str) -> None:
    Petition.objects.create(
        number=number, demand="End the partnership", addressee="The council", agency=about, why="x" * 90, goal=100,
        state=OPEN, author=Person.objects.get(username=ADA), written_us=1, changed_us=1, signed=41,
    )  # fmt: skip


def built(said: Path, folder: Path) -> Path:
    arguments = ["--data", str(data_folder(folder / "data")), "--out", str(folder / "site"), "--commons", str(said)]
    done = CliRunner().invoke(build, arguments)
    assert done.exit_code == 0, done.output
    return folder / "site"


def words(page: Path) -> str:
    return " ".join(page.read_text().split())


def test_from_the_log_to_the_records_pages(maple: Maple, client: Client, tmp_path: Path) -> None:
    """Map, list, months, downloads and the agency's page; ended by one act, the next build says so."""
    in_register(maple)
    id = signed(maple)
    signed(maple, SHERIFF, days=30)
    petition("ab" * 8, POLICE)
    maple.wait(hours=2)
    maple.dated()
    (tmp_path / "maple.json").write_bytes(client.get("/record.json").content)
    site = built(tmp_path / "maple.json", tmp_path)

    registry = words(site / "registry.html")
    assert "The community Maple Hollow: 2 partnerships in force" in registry
    assert "Fabledale Police Department</a>, OR" in registry and "(not in this record’s register)" in registry
    assert registry.count('class="dot signed"') == 1 and "partnerships, 1 without a point" in registry
    assert (
        '<th scope="row">December 2026</th> <td class="r">2</td> <td class="r">0</td> <td class="r">2</td>' in registry
    )
    assert "5 partnerships on Ring’s list" in registry or "4 partnerships on Ring’s list" in registry

    page = words(site / f"agency/{FABLEDALE}.html")
    for part in (
        "With the community Maple Hollow: in force.", f"http://localhost:8090/partnerships/{id}/",
        f'href="http://localhost:8090/petitions/new/?agency={POLICE}"', "Ask for its end", "Write to your council",
        "In the commons Maple Hollow", "41 of 100 signatures, open", "It has not asked for anything there.",
    ):  # fmt: skip
        assert part in page, part
    assert "mailto:?subject=The%20partnership%20of%20Fabledale" in page

    table = list(csv.DictReader(io.StringIO((site / "downloads/community-partnerships.csv").read_text())))
    assert {(one["agency_id"], one["term"]) for one in table} == {(FABLEDALE, "in force"), ("", "in force")}
    objects = json.loads((site / "downloads/community-partnerships.json").read_bytes())
    assert {one["latitude"] for one in objects} == {44.0, None}
    points = json.loads((site / "downloads/community-partnerships.geojson").read_bytes())["features"]
    assert [one["geometry"]["coordinates"] for one in points] == [[-121.0, 44.0]]
    listed = (site / "downloads/partnerships.csv").read_text()
    assert "Maple" not in listed

    maple.append(maple.community.partnership_ended(id, at=maple.now_s))
    maple.wait(hours=1)
    maple.dated()
    (tmp_path / "maple.json").write_bytes(client.get("/record.json").content)
    page = words(built(tmp_path / "maple.json", tmp_path) / f"agency/{FABLEDALE}.html")
    assert "With the community Maple Hollow: ended." in page and "Ask for its end" not in page


def test_anybody_makes_it_again_from_a_copy_of_the_log(maple: Maple, client: Client, tmp_path: Path) -> None:
    """The command over a copied folder gives the bytes of the public address; petitions alone stand in no log."""
    in_register(maple)
    signed(maple)
    shutil.copytree(maple.folder, tmp_path / "copy")
    (tmp_path / "copy" / "head").unlink()
    assert for_record.callback
    for_record.callback(ledger=str(tmp_path / "copy"), out=tmp_path / "said.json", vkey=None)
    answer = client.get("/record.json")
    assert answer["Content-Type"] == "application/json"
    assert (tmp_path / "said.json").read_bytes() == answer.content
    petition("cd" * 8, FABLEDALE)
    with_petition = json.loads(client.get("/record.json").content)
    (police,) = [one for one in with_petition["agencies"] if one["record"] == FABLEDALE]
    assert [one["signatures"] for one in police.pop("petitions")] == [41]
    (bare,) = [one for one in json.loads(answer.content)["agencies"] if one["record"] == FABLEDALE]
    assert bare.pop("petitions") == [] and bare == police


def test_drafts_and_what_waits_for_review_are_not_said(maple: Maple, client: Client) -> None:
    """Only what is public of petitions."""
    petition("ef" * 8, POLICE)
    Petition.objects.update(state="review")
    assert "End the partnership" not in client.get("/record.json").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("commons_settings")
def test_before_a_founding_nothing_is_said(client: Client) -> None:
    """The page says how a community is founded; the record passes over it."""
    assert client.get("/record.json")["Content-Type"].startswith("text/html")
