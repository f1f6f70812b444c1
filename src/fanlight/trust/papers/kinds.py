"""The kinds of entries as data: the table of docs/reference/formats/entries.md, which a test compares with this one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fanlight.trust.papers.forms import Shaped

KIND_NAME = Shaped(r"[a-z]+(?:-[a-z]+)*:[a-z]+(?:-[a-z]+)*", "a kind as subject:action")
RECORD_LIMIT = 32 << 20  # bytes of the body of record:published
STOPS = ("moratorium:", "policy:")  # an unknown kind under these stops: a tightening that this program cannot read


class Signers(Enum):
    """Who signs a kind."""

    NOBODY = "–"
    WITNESSES = "– (its checkpoint's cosignatures)"
    STEWARDS = "stewards' quorum"
    OFFICERS_AND_REVIEWERS = "requester, supervisor, reviewers"
    ONE_OFFICER = "one officer of the agency"
    TWO_OFFICERS = "two officers of the agency"
    OFFICERS_AND_STEWARDS = "two officers of the agency, stewards' quorum"
    ONE_STEWARD = "one steward"
    STEWARD_OR_OFFICER = "one steward or one officer of the agency"
    AGENCY = "the agency's signer"
    RECORD = "`record` key of the founding"


class Acts(Enum):
    """When a kind acts."""

    NEVER = "–"
    AT_ONCE = "at once"
    FOUNDING = "at once; index 0 only"
    FOR_GOOD = "at once, for good"
    AFTER_14_DAYS = "after 14 days"
    UNLESS_LAPSED = "at once if not lapsed, else after 14 days"
    UNLESS_LOOSER = "at once if no limit grows, else after 14 days"
    NOTICE = "notice, then open"
    TERM = "from `since` until `until`"


@dataclass(frozen=True)
class Kind:
    """One row: body names the paper, or is None; erasable where nothing loosens by the body."""

    name: str
    body: str | None
    signers: Signers
    acts: Acts
    erasable: bool = False


_S, _A = Signers, Acts
TABLE = (
    Kind("log:founded", "founding", _S.STEWARDS, _A.FOUNDING),
    Kind("log:witnessed", None, _S.WITNESSES, _A.AT_ONCE),
    Kind("agency:admitted", "agency", _S.STEWARDS, _A.AFTER_14_DAYS),
    Kind("agency:changed", "agency", _S.STEWARDS, _A.AFTER_14_DAYS),
    Kind("agency:verified", "agency-act", _S.STEWARDS, _A.UNLESS_LAPSED),
    Kind("agency:suspended", "agency-act", _S.STEWARDS, _A.AT_ONCE, erasable=True),
    Kind("agency:reinstated", "agency-act", _S.STEWARDS, _A.AFTER_14_DAYS),
    Kind("agency:revoked", "agency-act", _S.STEWARDS, _A.FOR_GOOD, erasable=True),
    Kind("agency:key-revoked", "agency-act, with `key`", _S.STEWARDS, _A.FOR_GOOD, erasable=True),
    Kind("steward:added", "steward", _S.STEWARDS, _A.AFTER_14_DAYS),
    Kind("steward:removed", "steward", _S.STEWARDS, _A.AT_ONCE, erasable=True),
    Kind("witness:added", "witness", _S.STEWARDS, _A.AFTER_14_DAYS),
    Kind("policy:changed", "policy", _S.STEWARDS, _A.UNLESS_LOOSER),
    Kind("moratorium:set", "moratorium", _S.STEWARDS, _A.AT_ONCE, erasable=True),
    Kind("moratorium:lifted", "moratorium", _S.STEWARDS, _A.AFTER_14_DAYS),
    Kind("request:noticed", "request", _S.OFFICERS_AND_REVIEWERS, _A.NOTICE, erasable=True),
    Kind("request:refused", None, _S.NOBODY, _A.NEVER),
    Kind("request:resolved", "request-act", _S.ONE_OFFICER, _A.AT_ONCE, erasable=True),
    Kind("request:withdrawn", "request-act", _S.ONE_OFFICER, _A.AT_ONCE, erasable=True),
    Kind("request:suspended", "request-act", _S.STEWARDS, _A.AT_ONCE, erasable=True),
    Kind("request:reported", "report", _S.TWO_OFFICERS, _A.AT_ONCE, erasable=True),
    Kind("disclosure:posted", None, _S.NOBODY, _A.NEVER),
    Kind("disclosure:received", "receipt", _S.AGENCY, _A.AT_ONCE, erasable=True),
    Kind("disclosure:deleted", "receipt", _S.AGENCY, _A.AT_ONCE, erasable=True),
    Kind("record:published", "record", _S.RECORD, _A.AT_ONCE, erasable=True),
    Kind("body:erased", "erasure", _S.STEWARDS, _A.AT_ONCE),
    Kind("forward:opened", "forward-opened", _S.STEWARDS, _A.AFTER_14_DAYS),
    Kind("forward:ended", "forward-ended", _S.ONE_STEWARD, _A.AT_ONCE, erasable=True),
    Kind("forward:sent", None, _S.NOBODY, _A.NEVER),
    Kind("partnership:signed", "partnership", _S.OFFICERS_AND_STEWARDS, _A.TERM),
    Kind("partnership:ended", "partnership-ended", _S.STEWARD_OR_OFFICER, _A.AT_ONCE, erasable=True),
)
KINDS = {kind.name: kind for kind in TABLE}

RESERVED = (
    "request:objected",
    "request:amended",
    "request:exigent",
    "agency:appealed",
    "ballot:opened",
    "ballot:counted",
    "passes:issued",
    "day:committed",
    "home:joined",
    "petition:*",
)


def stops(kind: str) -> bool:
    """Whether a kind that this program does not know stops it."""
    return kind not in KINDS and kind.startswith(STOPS)
