"""Papers drawn at random from their own forms, and one of every kind from the made-up community."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import strategies as st

from fanlight.demo.community.founding import ORIGIN, POLICE, agency, founding, ident, policy
from fanlight.demo.community.keys import Keys
from fanlight.demo.community.papers import Community
from fanlight.trust.papers import acts, forms, neighbourhood
from fanlight.trust.papers.keys import Key, KeyForm
from fanlight.trust.papers.members import Paper, VkeyForm
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.wire import Wired, forms_of

NOW = 1_790_000_000
KEYS = Keys(b"a seed of 32 bytes for the tests".ljust(32, b"."))
LINES = ["One.", "Two.", "Three.", "Four.", "Five."]
PUBLISHED = {
    "v": 1,
    "kind": "record:published",
    "files": [{"name": "mpv", "sha256": "0" * 64, "rows": 3}],
    "covers": {"mpv": {"first": "2013-01-01", "last": "2025-12-31"}},
    "agencies": {"ZZ0000100": {"name": "Maple Hollow Police Department", "state": "ZZ", "lines": LINES}},
}


@functools.cache
def community() -> Community:
    return Community(KEYS, founding(KEYS, checked=NOW))


@functools.cache
def one_of_each() -> dict[str, Paper]:
    """A good paper of every signed kind."""
    it = community()
    request = it.request(NOW)
    key = KEYS.signer("somebody").key
    reason = "Decided by the stewards."
    papers: dict[str, Paper] = {
        "log:founded": it.founding,
        "policy:changed": policy(KEYS),
        "request:noticed": request,
        "request:reported": Report("request:reported", ident("r", KEYS), request.id, "charged", "5-9", False, "Words."),
        "agency:key-revoked": acts.KeyRevoked("agency:key-revoked", ident("k", KEYS), POLICE, key.id, reason),
        "witness:added": acts.WitnessAct(
            "witness:added", ident("w", KEYS), "paper", KEYS.vkey("paper", witness=True), "https://w.invalid/", reason
        ),
        "record:published": PublishedRecord("record:published", ident("p", KEYS), PUBLISHED),
        "forward:opened": neighbourhood.ForwardOpened("forward:opened", ident("fo", KEYS), POLICE, NOW, reason),
        "forward:ended": neighbourhood.ForwardEnded("forward:ended", ident("fe", KEYS), POLICE, reason),
        "partnership:signed": neighbourhood.Partnership(
            "partnership:signed", ident("ps", KEYS), POLICE, "Terms.", NOW, NOW + 86_400, ("posts",), "The clerk"
        ),
        "partnership:ended": neighbourhood.PartnershipEnded(
            "partnership:ended", ident("pe", KEYS), ident("ps", KEYS), reason
        ),
        "body:erased": acts.Erasure("body:erased", ident("e", KEYS), "0" * 64, reason),
    }
    for kind in ("agency:admitted", "agency:changed"):
        papers[kind] = agency(KEYS, POLICE, checked=NOW, kind=kind)
    for kind in acts.AgencyAct.KINDS:
        papers[kind] = acts.AgencyAct(kind, ident(kind, KEYS), POLICE, reason)
    for kind in acts.RequestAct.KINDS:
        papers[kind] = acts.RequestAct(kind, ident(kind, KEYS), request.id, reason)
    for kind in acts.StewardAct.KINDS:
        papers[kind] = acts.StewardAct(kind, ident(kind, KEYS), "Somebody", key, reason)
    for kind in acts.MoratoriumAct.KINDS:
        papers[kind] = acts.MoratoriumAct(kind, ident(kind, KEYS), "soft", reason)
    for kind in Receipt.KINDS:
        papers[kind] = Receipt(kind, ident(kind, KEYS), "0" * 32, "1" * 64, NOW)
    return papers


def held(form: Any) -> st.SearchStrategy[Any]:
    """Everything that a form lets in."""
    match form:
        case forms.Hex():
            return st.binary(min_size=form.size, max_size=form.size).map(bytes.hex)
        case forms.Whole():
            return st.integers(form.low, form.high)
        case forms.Text():
            letters = st.characters(exclude_categories=("C", "Z"))
            return st.text(letters, min_size=form.least, max_size=min(form.most, form.least + 40))
        case forms.Shaped():
            return st.from_regex(f"(?a:{form.grammar})", fullmatch=True)
        case forms.OneOf():
            return st.sampled_from(form.values)
        case forms.Flag():
            return st.booleans()
        case forms.OrNull():
            return st.none() | held(form.one)
        case forms.Items():
            many = st.lists(held(form.one), min_size=form.least, max_size=min(form.most, form.least + 3), unique=True)
            return many.map(lambda one: tuple(sorted(one)) if form.rising else tuple(one))
        case KeyForm():
            return st.builds(
                lambda raw, soft: Key("ed25519", raw.hex(), software=soft),
                st.binary(min_size=32, max_size=32),
                st.booleans(),
            )
        case VkeyForm():
            return st.sampled_from([KEYS.vkey(name, witness=form.signs == 4) for name in ("one", "two")])
        case _:
            return drawn(form.kind)


def drawn(kind: type[Wired]) -> st.SearchStrategy[Any]:
    """Any paper of this class that its reader lets in."""
    members = {name: held(form) for name, _, form in forms_of(kind)}
    if issubclass(kind, Paper):
        members["kind"] = st.sampled_from(kind.KINDS)
    return st.builds(kind, **members)


__all__ = ["KEYS", "NOW", "ORIGIN", "PUBLISHED", "community", "drawn", "one_of_each"]
