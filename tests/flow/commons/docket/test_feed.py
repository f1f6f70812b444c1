"""The feed of requests: a valid Atom document (RFC 4287), from the published log, the same for everybody."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as Xml

from django.test import Client

from fanlight.commons.docket.feed import MOST
from fanlight.demo.community.papers import block
from tests.flow.commons.docket.test_public import a_year
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, Maple

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# RFC 4287 §4.1.1 and §4.1.2: what must stand once, and what may stand at all
OF_FEED = {"once": {"id", "title", "updated"}, "may": {"author", "link"}}
OF_ENTRY = {"once": {"id", "title", "updated"}, "may": {"author", "link", "summary", "published"}}


def names(element: Xml.Element) -> list[str]:
    assert all(child.tag.startswith(ATOM) for child in element)
    return [child.tag.removeprefix(ATOM) for child in element]


def valid(content: bytes) -> list[Xml.Element]:
    """The entries of a document that keeps the rules of RFC 4287 which bind this feed."""
    root = Xml.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element, rules in ((root, OF_FEED), *((one, OF_ENTRY) for one in entries)):
        found = [name for name in names(element) if name != "entry"]
        assert all(found.count(name) == 1 for name in rules["once"]), found
        assert set(found) <= rules["once"] | rules["may"]
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
        for name in ("updated", "published"):
            at = element.findtext(f"{ATOM}{name}")
            assert at is None or TIME.fullmatch(at)
        links = [(one.get("rel"), one.get("href") or "") for one in element.findall(f"{ATOM}link")]
        assert [rel for rel, _ in links].count("alternate") == 1
        assert all(href.startswith("http") for _, href in links)
        assert (element.findtext(f"{ATOM}id") or "").startswith("http")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(ids)
    assert [one.get("rel") for one in root.findall(f"{ATOM}link")].count("self") == 1
    updated = [one.findtext(f"{ATOM}updated") for one in entries]
    assert updated == sorted(updated, reverse=True)  # type: ignore[type-var]
    return entries


def titles(client: Client) -> list[str]:
    return [one.findtext(f"{ATOM}title") or "" for one in valid(client.get("/requests/feed.atom").content)]


def test_it_is_valid_and_follows_the_log(maple: Maple, client: Client) -> None:
    """Empty, announced, open, over: its titles say the state, and each step moves `updated`."""
    assert titles(client) == []
    maple.request()
    assert [one.rpartition(", ")[2] for one in titles(client)] == ["announced"]
    before = client.get("/requests/feed.atom")
    maple.wait(hours=12)
    after = client.get("/requests/feed.atom")
    assert [one.rpartition(", ")[2] for one in titles(client)] == ["open"]
    assert before["ETag"] != after["ETag"]
    a_year(maple)
    assert {one.rpartition(", ")[2] for one in titles(client)} == {"reported", "report overdue"}


def test_it_sets_no_cookie_and_is_the_same_for_everybody(maple: Maple, client: Client, as_: SignIn) -> None:
    """As a file: its type, kept for five minutes, not a byte of who asks."""
    maple.request()
    stranger = client.get("/requests/feed.atom")
    assert stranger["Content-Type"].startswith("application/atom+xml")
    assert "max-age=300" in stranger["Cache-Control"]
    assert not stranger.cookies
    assert as_(ADA).get("/requests/feed.atom").content == stranger.content


def test_pages_name_it_in_their_head(maple: Maple, client: Client) -> None:
    for path in ("/", "/requests/"):
        head = client.get(path).content.decode().split("</head>")[0]
        assert 'type="application/atom+xml"' in head and 'href="/requests/feed.atom"' in head


def test_odd_characters_of_a_name_break_no_document(maple: Maple, client: Client) -> None:
    """Angle brackets are words; what XML cannot hold is marked."""
    maple.request("odd", recipients=("A <b>& \uffff",), case="<26>&\ufffe")
    assert len(titles(client)) == 1
    many = [maple.community.request(maple.now_s, f"r{at}", area=block(east=at % 3)) for at in range(3)]
    maple.append(*(maple.community.noticed(one, at=maple.now_s) for one in many))
    assert 1 <= len(titles(client)) <= MOST


def test_before_the_founding_there_is_none(commons_settings: Path, client: Client, db: None) -> None:
    assert client.get("/requests/feed.atom").status_code == 404
