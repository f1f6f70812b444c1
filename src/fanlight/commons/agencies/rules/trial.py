"""Whether the fold would take a paper if it stood in the log now: asked before anybody signs, and before it is written.

The rules are the fold's own (trust/policy/in_force); a copy of its state is tried. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import fields

from fanlight.trust.papers.acts import Erasure
from fanlight.trust.papers.entry import Body, Entry
from fanlight.trust.papers.headers import derived
from fanlight.trust.papers.kinds import KINDS, Signers
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.signatures import Signature, SignatureError
from fanlight.trust.policy.in_force.apply import apply
from fanlight.trust.policy.in_force.moment import Moment
from fanlight.trust.policy.in_force.signed import Checker
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.in_force.tighten import Unfounded

NOBODY = "0" * 64


def refused(paper: Paper, state: Standing, at: int, entries: Sequence[Entry | None] = ()) -> str:
    """Why the paper of a quorum would be void now, in the fold's words; empty where it would act."""
    if KINDS[paper.kind].signers is not Signers.STEWARDS:
        return ""
    if isinstance(paper, Erasure):
        return _of_erasure(paper, entries)
    tried = _copied(state)
    moment = Moment(_next(state), max(at, state.latest), max(at, state.latest))
    policy = state.policy_at(moment.judged).hash
    entry = Entry(paper.kind, paper.id, at, state.founding.origin, policy, NOBODY, NOBODY, derived(paper))
    try:
        apply(tried, entry, paper, moment)
    except Unfounded as error:
        return str(error)
    return ""


def unsigned_now(paper: Paper, signed: Sequence[Signature], state: Standing, at: int) -> str:
    """Why its signatures do not count any more, as where a steward who signed has gone; empty where all do."""
    body = Body(b"", paper, tuple(signed))
    try:
        Checker(state, paper.kind, body, max(at, state.latest), None).check()
    except SignatureError as error:
        return str(error)
    return ""


def _of_erasure(paper: Erasure, entries: Sequence[Entry | None]) -> str:
    held = [entry for entry in entries if entry is not None and entry.body == paper.body]
    if not held:
        return "It names the body of no entry."
    if not all(KINDS[entry.kind].erasable for entry in held if entry.kind in KINDS):
        return "By this body something was allowed; it stays as long as that."
    return ""


def _copied(state: Standing) -> Standing:
    """What it holds is frozen; its lists and tables are new."""
    tried = copy(state)
    for one in fields(state):
        held = getattr(state, one.name)
        if isinstance(held, list):
            setattr(tried, one.name, list(held))
        elif isinstance(held, dict):
            setattr(
                tried, one.name, {key: list(value) if isinstance(value, list) else value for key, value in held.items()}
            )
    return tried


def _next(state: Standing) -> int:
    """An index behind all that stands: of two policies the later one counts."""
    return 1 + max((term.index for term in state.policies), default=0) + (1 << 40)
