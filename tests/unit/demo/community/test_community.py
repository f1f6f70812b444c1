"""The made-up community: plainly fictional, the same for the same seed, and its papers hold."""

from __future__ import annotations

import pyrage
import pytest

from fanlight.demo.community.founding import OFFICERS, ORIGIN, POLICE, SHERIFF, STEWARDS, founding, units
from fanlight.demo.community.keys import Keys, bech32, fresh_keys
from fanlight.demo.community.papers import Community, block, officers_of
from fanlight.trust.ledger.note import parse_vkey
from fanlight.trust.papers.entry import parse_paper
from fanlight.trust.policy.cells import area_m2, connected
from fanlight.trust.policy.limits import DEFAULTS
from fanlight.trust.policy.linter import advice

NOW = 1_790_000_000
KEYS = Keys(bytes(32))


def test_it_is_plainly_made_up() -> None:
    """A log under .invalid, agencies of a state that there is not, keys marked as a program's."""
    paper = founding(KEYS, checked=NOW)
    assert paper.origin == ORIGIN and ORIGIN.split("/")[0].endswith(".invalid")
    assert all(agency.ori and agency.ori.startswith("ZZ") for agency in paper.agencies)
    assert all(officer.key.software for agency in paper.agencies for officer in agency.officers)
    assert all(steward.key.software for steward in paper.stewards)


def test_the_founding_holds_what_a_community_needs() -> None:
    """Five stewards, three witnesses, two agencies with two officers or more; its reader takes it."""
    paper = founding(KEYS, checked=NOW)
    assert (len(paper.stewards), paper.quorum, len(paper.witnesses), paper.witness_quorum) == (5, 3, 3, 2)
    assert [agency.agency for agency in paper.agencies] == [POLICE, SHERIFF]
    assert parse_paper("log:founded", paper.to_bytes()) == paper
    assert {officers_of(agency)[1] for agency in (POLICE, SHERIFF)} <= {post.name for post in OFFICERS}
    assert len(set(STEWARDS)) == 5


def test_one_seed_makes_one_community() -> None:
    """Fixed in tests; fresh in a demo, so that no two demos share a key."""
    assert founding(KEYS, checked=NOW) == founding(Keys(bytes(32)), checked=NOW)
    one, other = fresh_keys(), fresh_keys()
    assert one.signer("a").key != other.signer("a").key
    sealed = [Community(KEYS, founding(KEYS, checked=NOW)).founded(at=NOW) for _ in range(2)]
    assert sealed[0] == sealed[1]
    assert repr(bytes(32)) not in repr(KEYS) and "AGE-SECRET" not in repr(KEYS.age("a"))


def test_age_keys_are_those_of_age() -> None:
    """The recipient belongs to the secret, and what is sealed to one the other opens."""
    made = KEYS.age("agency")
    identity = pyrage.x25519.Identity.from_str(made.secret)
    assert str(identity.to_public()) == made.recipient
    sealed = pyrage.encrypt(b"a package", [pyrage.x25519.Recipient.from_str(made.recipient)])
    assert pyrage.decrypt(sealed, [identity]) == b"a package"


def test_bech32_is_that_of_bip_173() -> None:
    """The program of its first example, without a version."""
    raw = bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6")
    assert bech32("bc", raw)[: -len("xxxxxx")] == "bc1w508d6qejxtdg4y5r3zarvary0c5xw7k"


@pytest.mark.parametrize("witness", [False, True])
def test_keys_of_log_and_witnesses_are_those_of_notes(witness: bool) -> None:
    """A log or witness that signs with `secret(name)` is the one that the founding names."""
    key = parse_vkey(KEYS.vkey("somebody.invalid", witness=witness))
    assert key.name == "somebody.invalid" and key.public.hex() == KEYS.signer("somebody.invalid").key.public


def test_its_requests_need_no_advice() -> None:
    """The example that people see first is a good one."""
    request = Community(KEYS, founding(KEYS, checked=NOW)).request(NOW)
    assert advice(request.facts, request.sought) == ()
    assert connected(request.area) and area_m2(request.area) <= DEFAULTS.area_m2
    for east in range(-6, 7):
        assert sum(units()[cell] for cell in block(east)) >= DEFAULTS.floor_units
