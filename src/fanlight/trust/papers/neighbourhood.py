"""Papers between a community and an agency: forwarding opened and ended, a partnership signed and ended.

docs/reference/formats/papers.md. What an agency gets of a post is no paper: it is sealed, and its entry has no body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fanlight.trust.papers.forms import Items, Text
from fanlight.trust.papers.members import AgencyId, Hex16, Name, Paper, Reason, Seconds, Words


@dataclass(frozen=True)
class ForwardOpened(Paper):
    """Until this second, posts may be forwarded to the agency, each by its author's choice."""

    KINDS: ClassVar[tuple[str, ...]] = ("forward:opened",)

    agency: AgencyId
    until: Seconds
    reason: Reason


@dataclass(frozen=True)
class ForwardEnded(Paper):
    """Nothing more is forwarded to the agency; one steward is enough."""

    KINDS: ClassVar[tuple[str, ...]] = ("forward:ended",)

    agency: AgencyId
    reason: Reason


@dataclass(frozen=True)
class Partnership(Paper):
    """What agency and community agreed on, from `since` to `until`; nobody needs to end it."""

    KINDS: ClassVar[tuple[str, ...]] = ("partnership:signed",)

    agency: AgencyId
    terms: Words
    since: Seconds
    until: Seconds
    data: Annotated[tuple[str, ...], Items(0, 20, one=Text(200))]
    contact: Name


@dataclass(frozen=True)
class PartnershipEnded(Paper):
    """A partnership ends before its time; one steward or one officer is enough."""

    KINDS: ClassVar[tuple[str, ...]] = ("partnership:ended",)

    partnership: Hex16
    reason: Reason
