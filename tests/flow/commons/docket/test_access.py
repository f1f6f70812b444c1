"""Who may open what: cast × address × method, made from the resolver; every address stands in the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.software import software_signer
from fanlight.commons.agencies.standing import now
from fanlight.commons.docket.models.drafts import Draft
from fanlight.people.models import Person
from fanlight.project.cast.persons import role_of
from tests.flow.commons.docket.test_filing import answered
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, NIA, OREN, RAVI, Clock, Maple

PUBLIC = {
    "healthz": "whether the commons answers",
    "front": "what goes on here",
    "menu": "where to",
    "requests": "who asks for what",
    "requests_feed": "the same as a feed",
    "request": "one request in public",
    "agencies": "who takes part",
    "agency": "how one behaves",
    "ledger": "the log for people",
    "entry": "one entry, byte for byte",
    "entry_proof": "its proof, to keep",
    "check_log": "what somebody holds of the log, checked; nothing is kept",
    "transparency": "figures from the log",
    "report_file": "the same as files",
    "for_record": "what the commons says of agencies to the record",
    "log-checkpoint": "the log's newest head",
    "log-tile": "the log's tiles",
    "log-body": "bodies by their hash",
    "log-vkey": "the log's key",
    "log-root": "the log's own address",
    "log-absent": "a plain 404 below it",
    "post_disclosure": "a home hands an entry in; signed by itself",
    "parcel": "a home puts, an agency gets; signed by the disclosure's or the agency's key",
    "parcels": "what waits; signed by the agency's key",
    "receipts": "an agency's receipt; signed by its key",
    "join": "an account for whoever holds a one-time link; one dull page otherwise",
    "cast": "the demo's persons; 404 for a real community",
    "pass_time": "the demo's clock; 404 for a real community",
    "service_worker": "the script that shows notifications; the same for everybody",
    "start": "closed here: one dull page",
    "account_login": "signing in",
    "mfa_authenticate": "the second step of signing in",
    "mfa_login_webauthn": "signing in with a passkey",
    "account_logout": "signing out",
    "account_inactive": "words for a closed account",
}
STEWARD = {
    "deeds",
    "deed",
    "applications",
    "new_application",
    "application",
    "note_rung",
    "invite_officer",
    "make_paper",
    "review",
    "closing",
    "change_policy",
    "add_steward",
    "invite_steward",
    "add_witness",
    "change_agency",
    "invite_new_officer",
}
OFFICER = {"begin_request", "draft", "check_answers", "give_up", "question", "end_request", "report_request"}
OF_PAPER = {"paper", "paper_bytes"}  # stewards, and officers of the agency that it is about
SIGNED_IN = {"desk", "keys"}
FOUNDING = {  # of the founder and the stewards to be; a 404 once the log has begun, and for all others before
    "founding",
    "founding_link",
    "make_founding",
    "founding_paper",
    "founding_bytes",
    "founding_question",
}
VALUES = {
    "slug": "moratorium",
    "agency": "maple-hollow-police",
    "token": "made-up",
    "name": "report.json",
    "rest": "0/000",
    "index": 0,
}


def routes() -> Iterator[tuple[str, list[str], str]]:
    """Name, converters and app of every address that is not the people's own or another room's."""

    def walk(patterns: list[URLPattern | URLResolver], before: tuple[str, ...]) -> Iterator[tuple[str, list[str], str]]:
        for pattern in patterns:
            names = (*before, *pattern.pattern.converters)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, names)
            else:
                module = getattr(pattern.callback, "__module__", "")
                yield str(pattern.name), list(names), module

    yield from walk(get_resolver("fanlight.project.urls.commons").url_patterns, ())


# rooms with a table of their own, and pages about one's account
ELSEWHERE = ("fanlight.commons.petitions", "fanlight.commons.board", "allauth")
ROUTES = [route for route in routes() if not route[2].startswith(ELSEWHERE) or route[0] in PUBLIC]
CLOSED = sorted(name for name, _, _ in ROUTES if name not in PUBLIC and name != "account")


def test_every_address_is_in_the_table_and_the_reverse() -> None:
    """A new address must be judged here; one that went away must leave."""
    assert {name for name, _, _ in ROUTES} == {
        *PUBLIC,
        *STEWARD,
        *OFFICER,
        *OF_PAPER,
        *SIGNED_IN,
        *FOUNDING,
        "account",
    }


class Addresses:
    """Real objects behind each address: an officer's draft, a paper that waits, a request that stands."""

    def __init__(self, maple: Maple, as_: SignIn) -> None:
        draft = answered(as_(NIA), maple)
        as_(ADA).post("/desk/deeds/moratorium/", {"form": "hard", "reason": "To have a paper that waits."})
        self.values = {**VALUES, "pk": draft.pk, "paper_id": PendingPaper.objects.get().paper_id, "id": maple.request()}

    def of(self, name: str) -> str:
        names = next(names for found, names, _ in ROUTES if found == name)
        values = {one: self.values[one] for one in names}
        if name == "question":
            values["slug"] = "facts"
        if name == "agency":
            values["id"] = "maple-hollow-police"
        return reverse(name, kwargs=values, urlconf="fanlight.project.urls.commons")


@pytest.fixture
def addresses(maple: Maple, as_: SignIn, client: Client) -> Addresses:
    made = Addresses(maple, as_)
    client.logout()
    return made


def test_signed_out_a_page_leads_to_sign_in(addresses: Addresses, client: Client) -> None:
    """All that is not public, by every method: to the sign-in page, and a script's request gets 401."""
    for name in CLOSED:
        for method in ("get", "post", "head", "put", "delete"):
            answer = getattr(client, method)(addresses.of(name), headers={"sec-fetch-dest": "document"})
            assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next="), (name, method)
            assert getattr(client, method)(addresses.of(name), headers={"sec-fetch-dest": "empty"}).status_code == 401


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("neighbour", SIGNED_IN),
        (ADA, SIGNED_IN | STEWARD | OF_PAPER),
        (NIA, SIGNED_IN | OFFICER),
        (RAVI, SIGNED_IN | OFFICER),
        (OREN, SIGNED_IN | OFFICER),
    ],
)
def test_each_of_the_cast_opens_their_own_and_no_other(
    addresses: Addresses, as_: SignIn, who: str, allowed: set[str]
) -> None:
    """What is not theirs is a 404 by GET and by POST; a page that takes only POST is a 405 to those who may."""
    client = as_(who)
    for name in sorted(set(CLOSED) - allowed):
        answers = {client.get(addresses.of(name)).status_code, client.post(addresses.of(name)).status_code}
        assert 404 in answers and answers <= {404, 405}, (name, answers)
    for name in sorted(allowed & (SIGNED_IN | {"deeds", "deed", "paper", "applications"})):
        assert client.get(addresses.of(name)).status_code == 200, name


def test_a_draft_of_another_officer_or_agency_is_a_404(addresses: Addresses, as_: SignIn) -> None:
    """A colleague sees that it is there and no answer; the other agency sees nothing."""
    pk = Draft.objects.get().pk
    assert as_(RAVI).get(f"/ask/{pk}/").status_code == 200
    assert "Larch" not in as_(RAVI).get(f"/ask/{pk}/").content.decode()
    assert as_(OREN).get(f"/ask/{pk}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_change_nothing(addresses: Addresses, as_: SignIn, method: str) -> None:
    client = as_(ADA)
    for name in ("desk", "deeds", "requests", "ledger", "front", "paper", "deed"):
        assert getattr(client, method)(addresses.of(name)).status_code == 405


def test_forms_want_their_token(addresses: Addresses, maple: Maple) -> None:
    """A form of another site does nothing, whoever is signed in; the programs' addresses ask for signatures instead."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(username=ADA))
    for name in ("paper", "deed", "begin_request", "keys", "cast", "pass_time"):
        assert client.post(addresses.of(name)).status_code == 403, name
    assert client.post("/log/disclosures", b"{}", content_type="application/json").status_code == 400


def test_the_cast_signs_in_and_time_passes_in_a_demo(maple: Maple, client: Client) -> None:
    """Each person by one POST; twelve hours by another; an unknown one is a 404."""
    for who in (NIA, ADA, "neighbour"):
        assert client.post("/cast/", {"who": who})["Location"] == "/desk/"
        assert who in client.get("/desk/").content.decode()
    assert client.post("/cast/", {"who": ""})["Location"] == "/"
    assert client.get("/desk/").status_code == 302
    assert client.post("/cast/", {"who": "root"}).status_code == 404
    before = maple.clock.at
    client.post("/cast/pass/")
    assert (now() - before).total_seconds() == 43_200


def test_another_origin_has_no_cast_no_clock_and_no_software_keys(
    commons_settings: Path, clock: Clock, db: None, client: Client
) -> None:
    """A log outside .invalid: 404 for the page and its POSTs, the moved clock is not heeded, no key is read."""
    real = Maple(commons_settings, clock, origin="commons.example.org/log")
    real.found()
    real.people()
    for path in ("/cast/", "/cast/pass/"):
        assert client.post(path, {"who": ADA}).status_code == 404
    assert client.get("/cast/").status_code == 404
    assert role_of(ADA) is None and "Made-up" not in client.get("/").content.decode()
    settings.MOVED_CLOCK_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.MOVED_CLOCK_FILE.write_text("43200")
    assert now() == clock.at
    key = real.keys.signer("Ada Winter").key.id
    assert software_signer(key) is None
    client.force_login(Person.objects.get(username=ADA))
    client.post("/desk/deeds/moratorium/", {"form": "hard", "reason": "To have a paper that waits."})
    pending = PendingPaper.objects.get()
    assert client.post(f"/desk/papers/{pending.paper_id}/").status_code == 400
    assert not pending.signatures.exists()
