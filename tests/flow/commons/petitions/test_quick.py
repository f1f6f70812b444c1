"""Signing and confirming before Django: the good case is answered, everything else is left to the pages."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client

from fanlight.commons.petitions import public, quick
from fanlight.commons.petitions.actions import signing, writing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.rules import pace
from fanlight.people.models import Person
from fanlight.project.middleware.csp import page_headers
from tests.flow.commons.petitions.conftest import NOW, Read

pytestmark = pytest.mark.django_db
LATER = NOW.replace(year=2100)


@pytest.fixture(autouse=True)
def _fresh_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "PACE", pace.Pace(b"k" * 32))


def form(petition: Petition, *, kind: str = quick.FORM, address: str = "203.0.113.7", **fields: str) -> quick.Form:
    body = urlencode({"name": "Ana", "mail": "ana@example.org", **fields}).encode()
    return quick.Form(f"/petitions/{petition.number}/sign/", kind, address, body)


def press(petition: Petition, token: str) -> quick.Form:
    return quick.Form(f"/petitions/{petition.number}/confirm/{token}", "", "203.0.113.7", b"")


def test_many_at_once_are_each_led_on(petition: Petition, read_mails: Read) -> None:
    """Forms and presses in one go; a mailbox twice is one signature, and hears the same."""
    sent = f"/petitions/{petition.number}/sent/"
    ana, ben = form(petition), form(petition, mail="ben@example.org")
    assert quick.answer([ana, ben, form(petition, mail="ANA@example.org")]) == [sent] * 3
    jobs = read_mails(LATER)
    cleo = form(petition, mail="cleo@example.org")
    answers = quick.answer([press(petition, jobs[0].token), cleo, press(petition, jobs[1].token)])
    numbers = dict(Signature.objects.exclude(confirmed_us=None).values_list("pk", "number"))
    receipts = {f"/petitions/{petition.number}/receipts/{number}/" for number in numbers.values()}
    assert len(receipts) == 2 and {answers[0], answers[2]} == receipts and answers[1] == sent
    assert quick.answer([press(petition, jobs[0].token)] * 2) == [answers[0]] * 2
    assert Mail.objects.count() == 1


def test_the_page_hears_of_everything_else(petition: Petition, author: Person) -> None:
    """Nothing is written for these, and none keeps the good one beside it from being taken."""
    closed = writing.write(author=author, demand="d" * 20, addressee="x", why="y" * 90, goal=10, agency="", now=NOW)
    left = [
        form(petition, mail="nobody"),
        form(petition, name=""),
        form(petition, name="A\nB"),
        form(petition, name="A" * 100_000),
        form(petition, website="http://spam.example"),
        form(petition, kind="multipart/form-data; boundary=x"),
        form(petition, kind=""),
        form(closed),
        quick.Form(f"/petitions/{'0' * 32}/sign/", quick.FORM, "", form(petition).body),
        quick.Form(f"/petitions/{petition.number}/sign/", quick.FORM, "", b"\xff%00=&&&" * 9),
        quick.Form(f"/petitions/{petition.number}/sign/", quick.FORM, "", b"a=b&" * 5000),
        press(petition, "A" * 22),
        press(closed, "A" * 22),
    ]
    good = form(petition, mail="good@example.org")
    assert quick.answer([*left, good]) == [None] * len(left) + [f"/petitions/{petition.number}/sent/"]
    assert Signature.objects.count() == Mail.objects.count() == 1


def test_a_flood_is_left_to_the_page_that_says_when(petition: Petition) -> None:
    """Forty from one network; another is taken."""
    forms = [form(petition, mail=f"a{one}@example.org") for one in range(45)]
    answers = quick.answer([*forms, form(petition, mail="b@example.org", address="198.51.100.1")])
    assert [answer is None for answer in answers] == [False] * 40 + [True] * 5 + [False]


def test_a_go_that_fails_leaves_nothing_of_it(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures and confirmations of one go stand or fall together; the pages take them one by one then."""

    def fails(jobs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(signing, "confirm_all", fails)
    with pytest.raises(OSError, match="disk full"):
        quick.answer([form(petition), press(petition, "A" * 22)])
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"/petitions/{'a' * 32}/sign/", True),
        (f"/petitions/{'a' * 32}/confirm/{'A' * 22}", True),
        (f"/petitions/{'a' * 32}/confirm/{'A' * 23}", False),
        (f"/petitions/{'A' * 32}/sign/", False),
        (f"/petitions/{'a' * 32}/sign", False),
        (f"/petitions/{'a' * 32}/stop/{'A' * 22}", False),
        ("/petitions/new/", False),
        (f"/petitions/{'a' * 32}/sign/\n", False),
    ],
)
def test_only_these_two_addresses_are_quick(path: str, expected: bool) -> None:
    """All others go to Django as ever."""
    assert quick.is_quick(path) == expected


def test_its_headers_are_those_of_the_page(client: Client, petition: Petition) -> None:
    """A redirect by Django's own way carries the same."""
    answer = client.post(f"/petitions/{petition.number}/sign/", {"name": "A", "mail": "a@example.org"})
    assert answer.status_code == 302
    for name, value in page_headers().items():
        assert answer[name] == value, name
    assert set(answer.headers) <= {*page_headers(), "Location", "Content-Type", "Content-Length", "Vary"}


@pytest.mark.parametrize("number", ["%00", "a" * 31 + "%00", "%F0%9F%92%A9", "x" * 5000])
def test_an_address_that_no_database_would_look_for_is_a_404(client: Client, number: str) -> None:
    """PostgreSQL refuses a NUL in a text."""
    for rest in ("", "sign/", f"receipts/{number}/", "confirm/x", "stop/x", "updates/"):
        method = client.post if rest == "sign/" else client.get
        answer = method(f"/petitions/{number}/{rest}", {"name": "A", "mail": "a@example.org"})
        assert answer.status_code in (404, 302), (rest, answer.status_code)
        assert answer.status_code == 404 or rest == "updates/"


def test_a_petition_about_an_agency_of_nonsense_is_about_none(client: Client, author: Person) -> None:
    """The address bar is anybody's."""
    client.force_login(author)
    fields = {"demand": "End the partnership", "addressee": "Council", "why": "Because. " * 20, "goal": "10"}
    assert client.post("/petitions/new/?agency=%00%0A<b>", fields).status_code == 302
    assert Petition.objects.get().agency == ""
