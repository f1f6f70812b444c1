"""The seven questions of a founding: wrong answers in words, who may answer, what stands once somebody has signed."""

from __future__ import annotations

import base64
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fanlight.commons.agencies.actions.people import invite
from fanlight.commons.agencies.models.founding import FoundingDraft
from fanlight.commons.agencies.rules.founding import even_ground, read_ground, read_people, read_witnesses
from fanlight.commons.agencies.standing import is_founded, now, standing
from fanlight.demo.community.keys import Keys
from fanlight.ground.canonical import dumps
from fanlight.people.models import Person
from fanlight.project.commons_life import still_open
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.signing import sign
from fanlight.trust.policy.cells import cell_at
from tests.flow.commons.maple import Clock
from tests.flow.commons.passkey import Passkey

KEYS = Keys(b"f" * 32)
NAMES = ("Ann Berg", "Bo Chand", "Cy Diaz", "Di Evans", "Ed Fox")
WEB = "http://localhost:8090"
ANSWERS: dict[str, dict[str, object]] = {
    "name": {"community": "Alder Bend", "zone": "America/New_York"},
    "address": {"web": WEB, "origin": "alder.example.org/log"},
    "ground": {"latitude": "40", "longitude": "-75", "rings": "3", "homes": "40"},
    "stewards": {"people": "\r\n".join((*NAMES[:4], f"Ed Fox, {KEYS.signer('Ed Fox').key.public}")), "quorum": "3"},
    "witnesses": {
        "witnesses": "\n".join(f"witness https://{n}.example.org/ {KEYS.vkey(f'{n}.org', witness=True)}" for n in "ab"),
        "quorum": "2",
    },
    "policy": {
        "window_s": "1.5",
        "look_back_days": "30",
        "area_m2": "0.25",
        "floor_units": "200",
        "open_days": "7",
        "per_case": "2",
        "open_per_agency": "5",
        "per_30_days": "20",
        "retention_days": "90",
        "notice_s": "12",
        "reviewers": "2",
    },
    "record": {"public": ""},
}


@pytest.fixture
def founder(commons_settings: object, clock: Clock, db: None) -> Client:
    """Whoever opened the link of `fanlight commons begin`."""
    client = Client()
    values = {"username": "founder", "password": "three blue kettles"}
    assert client.post(f"/join/{invite(name='Founder', role='founder', now=now())}/", values)["Location"] == "/found/"
    return client


def answer(founder: Client, **changes: dict[str, object]) -> None:
    for slug, values in {**ANSWERS, **changes}.items():
        said = founder.post(f"/found/{slug}/", values)
        assert said.status_code == 302, (slug, said.content.decode())


def steward(founder: Client, name: str) -> tuple[Client, Passkey]:
    page = founder.post("/found/link/", {"name": name}).content.decode()
    client, passkey = Client(), Passkey(origin=WEB)
    link = re.search(r"/join/[\w-]+/", page)
    assert link
    values = {"username": name.split()[0].lower(), "password": "three blue kettles"}
    assert client.post(link[0], values)["Location"] == "/keys/"
    challenge = re.search(r'data-challenge="([\w-]+)"', client.get("/keys/").content.decode())
    assert challenge
    enrolled = passkey.enrolled(base64.urlsafe_b64decode(challenge[1] + "=="))
    assert client.post("/keys/", enrolled).status_code == 302
    return client, passkey


def signs(client: Client, passkey: Passkey) -> int:
    page = client.get("/found/paper/").content.decode()
    challenge = re.search(r'data-challenge="([0-9a-f]+)"', page)
    assert challenge
    return client.post("/found/paper/", passkey.signed(bytes.fromhex(challenge[1]))).status_code


def ready(founder: Client) -> list[tuple[Client, Passkey]]:
    answer(founder)
    people = [steward(founder, name) for name in NAMES[:4]]
    assert founder.post("/found/make/")["Location"] == "/found/paper/"
    return people


@pytest.mark.parametrize(
    ("slug", "values", "words"),
    [
        ("name", {"community": "", "zone": "Mars/Olympus"}, ("Enter a name.", "No such zone.")),
        ("name", {"community": "A\u202eB", "zone": "UTC"}, ("Write the name in one line.",)),
        (
            "address",
            {"web": "http://commons.example.org", "origin": "https://x"},
            ("Write https://", "without https://"),
        ),
        ("ground", {}, ("Paste rows, or give middle",)),
        ("ground", {"table": "40, -75, 30\nhere, there, 3"}, ("line 2: here, there, 3",)),
        ("ground", {"table": "40, -75, 30"}, ("this ground has fewer",)),
        ("ground", {"latitude": "91", "longitude": "0", "rings": "1", "homes": "9"}, ("There is a problem",)),
        ("stewards", {"people": "A\nB\nC\nD", "quorum": "3"}, ("these are 4",)),
        ("stewards", {"people": "A\nB\nC\nD\nA", "quorum": "2"}, ("same name", "At least three.")),
        ("stewards", {"people": "A\nB\nC\nD\nE, 12", "quorum": "3"}, ("Behind E stand no 64 digits",)),
        ("stewards", {"people": "A\nB\nC\nD\nE", "quorum": "6"}, ("There are 5 stewards.",)),
        ("witnesses", {"witnesses": "hello", "quorum": "2"}, ("no line of a witness: hello",)),
        ("policy", {**ANSWERS["policy"], "window_s": "13"}, ("At most 12 hours",)),
        ("record", {"public": "12"}, ("Paste all 64 digits",)),
    ],
)
def test_a_wrong_answer_is_said_at_its_question(
    founder: Client, slug: str, values: dict[str, object], words: tuple[str, ...]
) -> None:
    """In words that say what to do; nothing is kept of it."""
    said = founder.post(f"/found/{slug}/", values)
    page = said.content.decode()
    assert said.status_code == 400 and all(one in page for one in words), page
    assert FoundingDraft.objects.get().answers == {}


def test_three_of_five_found_it_and_are_its_stewards(founder: Client) -> None:
    """Two passkeys and a key from elsewhere; what the seven answers say stands in the log, word for word."""
    people = ready(founder)
    assert signs(*people[0]) == 302 and not is_founded()
    assert signs(*people[1]) == 302 and not is_founded()
    pending = FoundingDraft.objects.get().paper
    assert pending is not None
    paper = pending.paper
    assert isinstance(paper, Founding)
    line = dumps(sign(paper, paper.origin, KEYS.signer("Ed Fox", marked=False), "steward").value()).decode()
    assert founder.post("/found/paper/", {"pasted": line})["Location"] == "/desk/"
    held = standing().founding
    assert (held.community, held.origin, held.rp.origin) == ("Alder Bend", "alder.example.org/log", WEB)
    assert held.policy.limits.window_s == 5_400 and held.policy.limits.area_m2 == 647_497
    assert len(held.units) == 49 and held.units[cell_at(-75.0, 40.0)] == 40
    assert people[0][0].get("/desk/deeds/").status_code == 200
    assert founder.get("/desk/deeds/").status_code == 404
    assert founder.get("/found/")["Location"] == "/desk/"
    assert founder.get("/found/name/").status_code == 404
    assert any("hard moratorium" in words for words in still_open())


def test_a_signature_counts_once_and_of_a_steward_alone(founder: Client) -> None:
    """Another's passkey, the same twice, a key of nobody: refused in words; the log does not begin."""
    people = ready(founder)
    assert signs(*people[0]) == 302
    assert people[0][0].post("/found/paper/", people[0][1].signed(b"x" * 32)).status_code == 400
    assert people[1][0].post("/found/paper/", people[0][1].signed(b"x" * 32)).status_code == 400
    assert founder.post("/found/paper/", {"pasted": "nonsense"}).status_code == 400
    assert founder.post("/found/paper/", {}).status_code == 400
    pending = FoundingDraft.objects.get().paper
    assert pending is not None and pending.signatures.count() == 1 and not is_founded()


def test_what_was_signed_is_not_changed_under_it(founder: Client) -> None:
    """An answer waits until the paper is taken back; then signatures are gone with it."""
    people = ready(founder)
    assert signs(*people[0]) == 302
    refused = founder.post("/found/name/", ANSWERS["name"])
    assert refused.status_code == 400 and "Somebody has signed" in refused.content.decode()
    founder.post("/found/make/", {"back": "1"})
    assert founder.post("/found/name/", {"community": "Elder Bend", "zone": "UTC"}).status_code == 302
    assert "The founding paper is not made yet" in people[0][0].get("/found/paper/").content.decode()


def test_keys_hold_the_address_fast(founder: Client) -> None:
    answer(founder)
    steward(founder, NAMES[0])
    moved = founder.post("/found/address/", {"web": "https://elsewhere.example.org", "origin": "a.example.org/log"})
    assert moved.status_code == 400 and "a key works at the address alone" in moved.content.decode()
    assert founder.post("/found/address/", ANSWERS["address"]).status_code == 302


def test_the_questions_are_the_founders_alone(founder: Client) -> None:
    """A steward to be sees the paper and no question; anybody else nothing; links go to named stewards alone."""
    people = ready(founder)
    stranger = Client()
    stranger.force_login(Person.objects.create_user("eve"))
    for path in ("/found/", "/found/name/"):
        assert people[0][0].get(path).status_code == 404 and stranger.get(path).status_code == 404
    assert stranger.get("/found/paper/").status_code == 404 and stranger.get("/found/paper/bytes/").status_code == 404
    assert people[0][0].get("/found/paper/").status_code == 200
    assert founder.post("/found/link/", {"name": "Eve"})["Location"] == "/found/"
    assert founder.get("/found/nothing/").status_code == 404


def test_what_is_missing_is_listed(founder: Client) -> None:
    answer(founder)
    assert "4 things missing" in founder.get("/found/").content.decode().replace("\n", " ").replace("      ", " ")
    assert founder.post("/found/make/")["Location"] == "/found/"
    assert FoundingDraft.objects.get().paper is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Rows, names and lines of outsiders raise nothing."""
    read_ground(text)
    read_ground(text.replace(" ", ","))
    read_people(text)
    read_witnesses(text)
    read_witnesses(f"witness http://x {text}")


@given(st.floats(-85, 85), st.floats(-180, 180), st.integers(1, 8))
def test_an_even_ground_is_one_anywhere(latitude: float, longitude: float, rings: int) -> None:
    units = even_ground(latitude, longitude, rings, 7)
    assert set(units.values()) == {7} and len(units) <= (2 * rings + 1) ** 2
