"""The pages of petitions: what each visitor gets, and what wrong input is answered."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fanlight.commons.petitions.actions import counting, writing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Signature
from fanlight.commons.petitions.rules import pace
from fanlight.people.models import Person
from tests.flow.commons.petitions.conftest import NOW, WHY, Read

pytestmark = pytest.mark.django_db

PUBLIC = ("", "sent/", "paper/", "embed/", "delivery/", "log/vkey")


def text(answer) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("page", PUBLIC)
def test_anybody_reads_an_open_petition_and_gets_no_cookie(client: Client, petition: Petition, page: str) -> None:
    """No sign-in, no script, no cookie."""
    answer = client.get(f"/petitions/{petition.number}/{page}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert b"<script" not in answer.content


@pytest.mark.parametrize("who", ["stranger", "neighbour", "author", "steward"])
@pytest.mark.parametrize("state", ["draft", "open"])
def test_a_draft_is_its_authors(client: Client, author: Person, petition: Petition, who: str, state: str) -> None:
    """Absent and forbidden look the same; whoever is no steward by the log is none here."""
    if state == "draft":
        petition = writing.write(
            author=author, demand="A demand of ten", addressee="x", why=WHY, goal=10, agency="", now=NOW
        )
    if who != "stranger":
        client.force_login(author if who == "author" else Person.objects.get_or_create(username=who)[0])
    expected = 200 if state == "open" or who == "author" else 404
    assert client.get(f"/petitions/{petition.number}/").status_code == expected
    assert client.get("/petitions/" + "0" * 32 + "/").status_code == 404


def test_the_whole_way_by_pages(client: Client, petition: Petition, read_mails: Read) -> None:
    """Form, mail, button, receipt; the second press says the same; the receipt is a file."""
    page = f"/petitions/{petition.number}/"
    answer = client.post(page + "sign/", {"name": "Ana Lovelace", "mail": "ana@example.org", "shown": "on"})
    assert answer.status_code == 302 and answer["Location"] == page + "sent/"
    (job,) = read_mails(NOW.replace(year=2100))
    link = page + f"confirm/{job.token}"
    assert "Count my signature" in text(client.get(link))
    assert Signature.objects.get().confirmed_us is None, "opening alone counts nothing"
    receipt = client.post(link)["Location"]
    assert "is confirmed" in text(client.get(receipt))
    assert client.get(receipt + "file").status_code == 404
    counting.count_all()
    assert "Your signature is number 1" in text(client.get(receipt))
    assert client.post(link)["Location"] == receipt
    assert client.get(receipt + "file").content.startswith(b"c2sp.org/tlog-proof@v1\n")
    assert "Ana Lovelace" in text(client.get(page))
    checkpoint = client.get(page + "log/checkpoint")
    assert b"\n1\n" in b"".join(checkpoint.streaming_content)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "", "mail": "ana@example.org"}, "required"),
        ({"name": "Ana", "mail": "ana@example.org\nBcc: x@example.org"}, "one line"),
        ({"name": "Ana\r\nX", "mail": "ana@example.org"}, "one line"),
        ({"name": "A" * 100_000, "mail": "ana@example.org"}, "at most 120"),
        ({"name": "Ana", "mail": "nobody"}, "no mail address"),
        ({"name": "Ana", "mail": "a" * 300 + "@example.org"}, "at most 254"),
        ({}, "required"),
    ],
)
def test_wrong_input_gets_words_and_loses_nothing(
    client: Client, petition: Petition, form: dict[str, str], words: str
) -> None:
    """What was typed stays; nothing is written."""
    answer = client.post(f"/petitions/{petition.number}/sign/", form)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Signature.objects.exists()


def test_a_trap_is_answered_like_everybody(client: Client, petition: Petition) -> None:
    """A program that fills the hidden field learns nothing, and no mail goes out."""
    form = {"name": "Ana", "mail": "ana@example.org", "website": "http://spam.example"}
    assert client.post(f"/petitions/{petition.number}/sign/", form).status_code == 302
    assert not Signature.objects.exists()


def test_a_flood_is_slowed_with_words(client: Client, petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty from one network, then Retry-After; another network is served."""
    from fanlight.commons.petitions import public

    monkeypatch.setattr(public, "PACE", pace.Pace(b"k" * 32))
    page = f"/petitions/{petition.number}/sign/"
    codes = [client.post(page, {"name": "A", "mail": f"a{n}@example.org"}).status_code for n in range(45)]
    assert codes.count(302) == 40 and codes[-1] == 429
    slowed = client.post(page, {"name": "A", "mail": "b@example.org"})
    assert slowed["Retry-After"].isdigit() and "Try again in" in text(slowed)
    other = client.post(page, {"name": "A", "mail": "c@example.org"}, REMOTE_ADDR="198.51.100.1")
    assert other.status_code == 302


@pytest.mark.parametrize(
    "file", ["../../keys/petitions/tree.seed", "lock", "head", "tile/0/x", "%2e%2e/x", "tile/0/000"]
)
def test_the_tree_serves_tiles_and_nothing_else(client: Client, petition: Petition, file: str) -> None:
    """Paths are parsed, not joined."""
    assert client.get(f"/petitions/{petition.number}/log/{file}").status_code == 404


def test_embedding_is_allowed_for_the_card_alone(client: Client, petition: Petition) -> None:
    """Only the card may be framed, and it loads no script."""
    card = client.get(f"/petitions/{petition.number}/embed/")
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    page = client.get(f"/petitions/{petition.number}/")
    assert page["X-Frame-Options"] == "DENY"


def test_the_postbox_exists_in_a_demo_only(client: Client, petition: Petition) -> None:
    """A commons that was not founded under .invalid has none."""
    assert client.get("/mails/").status_code == 404
