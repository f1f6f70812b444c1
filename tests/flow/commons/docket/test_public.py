"""The public pages: what they say, that they need no script and no cookie, and the report that anybody rebuilds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.test import Client

from fanlight.commons.agencies.log_copy import copy_of, entries_of
from fanlight.commons.docket.report import FIGURES, files
from fanlight.demo.community.founding import POLICE
from fanlight.demo.community.papers import block
from fanlight.project.cli.commons import report
from fanlight.trust.ledger.source import FolderSource, fetch_body
from fanlight.trust.ledger.store import Store
from fanlight.trust.papers.unsigned import Refused
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import NIA, Maple

PUBLIC = ("/", "/menu/", "/requests/", "/agencies/", f"/agencies/{POLICE}/", "/ledger/", "/ledger/0/", "/transparency/")


def a_year(maple: Maple) -> str:
    """Requests, a refusal, a moratorium, a report, an overdue one; the id of the reported one."""
    first = maple.community.request(maple.now_s, "first")
    maple.append(maple.community.noticed(first, at=maple.now_s))
    refused = Refused(POLICE, "2026-11", ("area", "assembly"))
    maple.append(maple.community.refused(refused, at=maple.now_s))
    maple.wait(days=8)
    maple.append(maple.community.reported(first, at=maple.now_s))
    second = maple.community.request(maple.now_s, "second", area=block(east=6), case="26-2")
    maple.append(maple.community.noticed(second, at=maple.now_s))
    maple.wait(days=8)
    maple.append(maple.community.moratorium("soft", at=maple.now_s))
    maple.wait(days=31)
    maple.append(maple.community.moratorium("soft", at=maple.now_s, lifted=True))
    return first.id


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_work_for_a_stranger_without_a_cookie(maple: Maple, client: Client, path: str) -> None:
    """200, no script, no cookie (the demo's button alone asks for a token), nothing from elsewhere."""
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<script" not in page and "style=" not in page and "//" not in page.split("<main")[0].replace("/>", "")
    assert page.count("<h1") == 1
    assert "sessionid" not in client.cookies and not any("session" in name for name in client.cookies)


def test_the_front_page_says_what_goes_on(maple: Maple, client: Client) -> None:
    """Its heading follows the log: nothing, announced, open, over."""
    assert "No agency has asked for footage here" in client.get("/").content.decode()
    maple.request()
    assert "No request is open; one is announced" in client.get("/").content.decode()
    maple.wait(hours=12)
    assert "One request for footage is open" in client.get("/").content.decode()
    maple.wait(days=22)
    assert "No agency asks for footage now. Last: 2 weeks ago" in client.get("/").content.decode()


def test_a_request_shows_its_rules_steps_and_map(maple: Maple, client: Client) -> None:
    """Each rule with its limit, the entry it stands in, cells drawn and in words; a stranger's request is a 404."""
    id = maple.request()
    page = client.get(f"/requests/{id}/").content.decode()
    assert "All 26 rules" in page and "At most 2 hours long" in page
    assert page.count('class="cell ') == 49 and page.count(" chosen") >= 9
    assert "Noticed: paper, both signatures and the review stand in the log" in page
    assert client.get(f"/requests/{'0' * 32}/").status_code == 404


def test_requests_are_filtered_by_state(maple: Maple, client: Client) -> None:
    a_year(maple)
    assert "None is in the state “Open now”." in client.get("/requests/?state=open").content.decode()
    due = client.get("/requests/?state=due").content.decode()
    assert "report overdue" in due and "reported</span>" not in due
    assert client.get("/requests/?state=<b>").status_code == 200


def test_the_ledger_finds_an_entry_and_says_when_it_does_not(maple: Maple, client: Client) -> None:
    """By kind, agency, id and number; rows of 50 with an Older link."""
    id = maple.request()
    assert "Ask for footage" in client.get(f"/ledger/?q={id[:12]}").content.decode()
    assert "No entry of" in client.get("/ledger/?q=nothing-like-it").content.decode()
    for _ in range(60):
        maple.dated()
    assert "Older" in client.get("/ledger/").content.decode()
    assert "Older" not in client.get("/ledger/?before=20").content.decode()
    for odd in ("?before=x", "?before=" + "9" * 400, "?kind=%00", "?q=" + "a" * 500):
        assert client.get(f"/ledger/{odd}").status_code == 200
    assert client.get("/ledger/99999/").status_code == 404


def test_void_entries_are_shown_and_counted(maple: Maple, client: Client) -> None:
    """What the operator appends without right never acts and stands there for everybody to see."""
    forged = maple.community.moratorium("hard", at=maple.now_s)
    maple.append(forged)
    index = maple.append(forged)
    page = client.get(f"/ledger/{index}/").content.decode()
    assert "Void: replay." in page
    assert "1 entry is void" in client.get("/ledger/").content.decode()


def test_the_report_is_rebuilt_byte_for_byte_from_a_copy(maple: Maple, client: Client, tmp_path: Path) -> None:
    """Page downloads, the function over a copied folder and the command give the same bytes."""
    a_year(maple)
    copied = tmp_path / "copy"
    shutil.copytree(maple.folder, copied)
    (copied / "head").unlink()
    size = Store(copied).published()[0].size  # type: ignore[index]
    source = FolderSource(copied)
    again = files(copy_of(entries_of(source, size), lambda name: fetch_body(source, name)))
    out = tmp_path / "out"
    assert report.callback
    report.callback(ledger=str(copied), out=out, vkey=None)
    for name, content in again.items():
        assert client.get(f"/transparency/{name}").content == content == (out / name).read_bytes()
    assert client.get("/transparency/other.json").status_code == 404


def test_the_report_counts_each_thing_by_its_entries(maple: Maple) -> None:
    """Figures are lists of entries; what follows from time is counted in its quarter; the newest one is so far."""
    a_year(maple)
    here = standing_report(maple)
    old, new = here["quarters"]
    assert (old["quarter"], old["so_far"], new["quarter"], new["so_far"]) == ("2026-Q4", False, "2027-Q1", True)
    counts = {figure: len(old["figures"][figure]) for figure in FIGURES if old["figures"][figure]}
    assert counts == {
        "requests-noticed": 2,
        "requests-opened": 2,
        "requests-refused": 1,
        "requests-expired": 2,
        "reports-made": 1,
        "moratoria-set": 1,
    }
    assert len(new["figures"]["reports-overdue"]) == 1 and len(new["figures"]["moratoria-lifted"]) == 1
    assert old["refused_by_rule"].keys() == {"area", "assembly"}
    assert old["agencies"][POLICE]["requests-noticed"] == old["figures"]["requests-noticed"]


def test_an_erased_body_changes_no_report(maple: Maple, tmp_path: Path) -> None:
    """Who still has the words and who has not rebuild the same bytes."""
    maple.request()
    record = next(iter(maple.in_force.requests.values())).record
    bodies = {path.name: path.read_bytes() for path in (maple.folder / "body").iterdir()}
    body = next(name for name, content in bodies.items() if record.paper.facts.encode() in content)
    maple.append(maple.community.erased(body, at=maple.now_s))
    size = Store(maple.folder).published()[0].size  # type: ignore[index]
    entries = entries_of(FolderSource(maple.folder), size)
    bodies = {path.name: path.read_bytes() for path in (maple.folder / "body").iterdir()}
    without = {name: content for name, content in bodies.items() if name != body}
    assert files(copy_of(entries, bodies.get)) == files(copy_of(entries, without.get))


def standing_report(maple: Maple) -> dict:  # type: ignore[type-arg]
    from fanlight.commons.agencies.standing import public_copy

    return json.loads(files(public_copy())["report.json"])  # type: ignore[no-any-return]


def test_overdue_stops_the_agency_until_it_reported(maple: Maple, as_: SignIn) -> None:
    """30 days after the end without a report: its requests are stopped, its draft breaks a rule, the page says owed."""
    paper = maple.community.request(maple.now_s)
    maple.append(maple.community.noticed(paper, at=maple.now_s))
    maple.wait(days=39)
    assert "owes a" in as_(NIA).get(f"/agencies/{POLICE}/").content.decode()
    assert maple.in_force.agencies[POLICE].overdue
    page = as_(NIA).get("/desk/").content.decode()
    assert "Report on" in page and "state owed" in page
    maple.append(maple.community.reported(paper, at=maple.now_s))
    assert not maple.in_force.agencies[POLICE].overdue


def test_before_the_founding_the_pages_say_so(commons_settings: Path, client: Client, db: None) -> None:
    """A commons without a community answers, and says how one is founded."""
    for path in ("/", "/requests/", "/ledger/", "/transparency/"):
        assert "No community is founded here yet" in client.get(path).content.decode()
    assert client.get("/menu/").status_code == 200
    assert client.get("/cast/").status_code == 404
