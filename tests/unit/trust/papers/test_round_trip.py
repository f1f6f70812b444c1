"""Papers to canonical bytes and back, and nothing but our error for whatever else comes in."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.ground import canonical
from fanlight.trust.papers import acts, neighbourhood
from fanlight.trust.papers.entry import (
    ENTRY_LIMIT,
    Entry,
    NewerEntry,
    body_hash,
    entry_bytes,
    parse_body,
    parse_entry,
    parse_paper,
)
from fanlight.trust.papers.every import PAPERS
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.forwarded import Enclosed
from fanlight.trust.papers.kinds import TABLE
from fanlight.trust.papers.policy_paper import Limits
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.unsigned import Posted, Refused, Sent
from tests.unit.trust.papers.drawn import NOW, community, drawn, one_of_each

DRAWN = (
    Request,
    Report,
    Receipt,
    Limits,
    acts.AgencyAct,
    acts.KeyRevoked,
    acts.RequestAct,
    acts.StewardAct,
    acts.WitnessAct,
    acts.MoratoriumAct,
    acts.Erasure,
    Posted,
    Refused,
    Sent,
    Enclosed,
    neighbourhood.ForwardOpened,
    neighbourhood.ForwardEnded,
    neighbourhood.Partnership,
    neighbourhood.PartnershipEnded,
)
KINDS = sorted(one_of_each())
SMALL = [kind for kind in KINDS if kind not in ("log:founded", "agency:admitted", "agency:changed")]


@pytest.mark.parametrize("kind", DRAWN, ids=lambda kind: kind.__name__)
def test_every_paper_comes_back_from_its_bytes(kind: type) -> None:
    """read(write(paper)) is the paper, and write(read(bytes)) the bytes."""

    @given(drawn(kind))
    @settings(max_examples=40, deadline=None)
    def check(paper: object) -> None:
        written = paper.to_bytes()  # type: ignore[attr-defined]
        assert kind.parse(written) == paper  # type: ignore[attr-defined]
        assert kind.parse(written).to_bytes() == written  # type: ignore[attr-defined]

    check()


def test_there_is_a_paper_for_every_kind_with_a_body() -> None:
    """The table of kinds and the table of papers name the same kinds."""
    assert set(PAPERS) == {kind.name for kind in TABLE if kind.body is not None} == set(one_of_each())


@pytest.mark.parametrize("kind", KINDS)
def test_the_made_up_papers_come_back(kind: str) -> None:
    """Founding and agencies too, whose members depend on each other."""
    paper = one_of_each()[kind]
    assert parse_paper(kind, paper.to_bytes()) == paper


@pytest.mark.parametrize("kind", SMALL)
def test_a_member_more_or_less_is_refused_by_name(kind: str) -> None:
    """A reader demands exactly the members of its paper."""
    value = one_of_each()[kind].value()
    for name in value:
        less = {other: value[other] for other in value if other != name}
        with pytest.raises(PaperError) as caught:
            parse_paper(kind, canonical.dumps(less))
        assert caught.value.member == name
    with pytest.raises(PaperError) as caught:
        parse_paper(kind, canonical.dumps({**value, "extra": 1}))
    assert caught.value.member == "extra"


@pytest.mark.parametrize("kind", SMALL)
def test_a_member_of_another_type_is_refused(kind: str) -> None:
    """Null, numbers, floats' stand-ins, lists and objects do not pass where something else belongs."""
    value = one_of_each()[kind].value()
    for name in value:
        for other in (None, True, -1, "", "\x00", [], {}, [[]], "x" * 3_000, 2**53 - 1):
            if type(other) is type(value[name]) and other == value[name]:
                continue
            try:
                paper = parse_paper(kind, canonical.dumps({**value, name: other}))
            except PaperError as error:
                assert error.member.startswith(name)
            else:
                assert paper.value()[name] == other


def _sealed(kind: str) -> tuple[bytes, bytes]:
    it = community()
    sealed = it.by_stewards(one_of_each()[kind], at=NOW)
    assert sealed.body is not None
    return sealed.entry, sealed.body


@pytest.mark.parametrize("kind", SMALL)
def test_flips_and_truncations_raise_only_our_error(kind: str) -> None:
    """Whatever happens to the bytes of entry and body, the reader says PaperError or reads something."""
    entry, body = _sealed(kind)
    drawn_at = random.Random(kind)
    refused = 0
    for data, read in ((entry, parse_entry), (body, lambda data: parse_body(kind, data))):
        for _ in range(150):
            at, bit = drawn_at.randrange(1, len(data)), drawn_at.randrange(8)
            flipped = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            for bad in (flipped, data[:at], data[at:], data + data[:at]):
                try:
                    assert read(bad) != read(data), "another writing was read as the same"
                except PaperError:
                    refused += 1
    assert refused > 900, "nearly all of the 1,200 are no entry and no body"


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_random_bytes_raise_only_our_error(data: bytes) -> None:
    """Entry, body and papers alike."""
    with pytest.raises(PaperError):
        parse_entry(data)
    for kind in ("request:noticed", "log:founded", "record:published"):
        with pytest.raises(PaperError):
            parse_body(kind, data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["v", "kind", "id", "alg"]), inner),
    max_leaves=10,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_json_raises_only_our_error(value: object) -> None:
    """Well-formed JSON that is no paper."""
    for kind in KINDS:
        with pytest.raises(PaperError):
            parse_paper(kind, canonical.dumps(value))


def test_an_entry_is_at_most_eight_kibibytes() -> None:
    """What is longer is refused before it is parsed."""
    entry = parse_entry(_sealed("moratorium:set")[0])
    long = Entry(**{**entry.__dict__, "pub": {"note": "x" * ENTRY_LIMIT}})
    with pytest.raises(PaperError, match="longer"):
        entry_bytes(long)


@pytest.mark.parametrize(
    "kind", ["a", "a:", ":b", "A:b", "a:b:c", "a b:c", "a_b:c", "-a:b", "a:b-", "a:1", "", "a:b\n"]
)
def test_the_grammar_of_kinds(kind: str) -> None:
    """Small letters and single hyphens on both sides of one colon."""
    entry = parse_entry(_sealed("moratorium:set")[0])
    with pytest.raises(PaperError) as caught:
        entry_bytes(Entry(**{**entry.__dict__, "kind": kind}))
    assert caught.value.member == "kind"


def test_a_later_version_is_told_apart_from_a_bad_one() -> None:
    """So that a program that is too old says so."""
    value = canonical.loads(_sealed("moratorium:set")[0])
    assert isinstance(value, dict)
    with pytest.raises(NewerEntry) as caught:
        parse_entry(canonical.dumps({**value, "v": 2, "new": []}))
    assert caught.value.member == "moratorium:set"
    for v in (0, -1, True, "1", None):
        with pytest.raises(PaperError) as bad:
            parse_entry(canonical.dumps({**value, "v": v}))
        assert not isinstance(bad.value, NewerEntry)


def test_a_body_hides_what_it_says() -> None:
    """Two bodies of one paper have different hashes: 32 random bytes stand before it."""
    _, body = _sealed("moratorium:set")
    other = bytes(32) + body[32:]
    assert body_hash(body) != body_hash(other) == hashlib.sha256(other).hexdigest()
    assert parse_body("moratorium:set", other).paper == parse_body("moratorium:set", body).paper


def test_words_cannot_turn_the_line_round() -> None:
    """Marks that turn the direction of writing could show other words than were signed."""
    value = one_of_each()["request:noticed"].value()
    for sign in ("\u202e", "\u2066", "\u2028", "\u0085", "\x1b"):
        with pytest.raises(PaperError) as caught:
            parse_paper("request:noticed", canonical.dumps({**value, "facts": "a" * 90 + sign + "b"}))
        assert caught.value.member == "facts"
