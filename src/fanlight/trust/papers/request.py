"""The request: what an agency asks its neighbours for (docs/reference/formats/papers.md, request).

Only form is checked here; what may be asked is decided by `trust.policy.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fanlight.trust.papers.forms import Flag, Items, OneOf, Shaped, Text, Whole
from fanlight.trust.papers.members import AgencyId, Cells, Hex32, Paper, Seconds, Words, Zone
from fanlight.trust.papers.wire import Wired

OFFENCE = Shaped(r"[0-9A-Z]{2,4}", "a code of the list of offences")


@dataclass(frozen=True)
class Attests(Wired):
    """What the request is not about; each must be false."""

    assembly: Annotated[bool, Flag()]
    immigration: Annotated[bool, Flag()]
    reproductive: Annotated[bool, Flag()]
    face_recognition: Annotated[bool, Flag()]


@dataclass(frozen=True)
class Request(Paper):
    """`since` and `until` are the window (`from` and `until` on the wire)."""

    KINDS: ClassVar[tuple[str, ...]] = ("request:noticed",)
    WIRE: ClassVar[dict[str, str]] = {"since": "from"}

    agency: AgencyId
    requester: Hex32
    supervisor: Hex32
    case: Annotated[str, Text(40)]
    offence: Annotated[str, OFFENCE]
    basis: Annotated[str, OneOf(("voluntary", "warrant", "court-order", "exigent"))]
    amends: Annotated[None, OneOf((None,))]
    facts: Words
    sought: Words
    area: Cells
    zone: Zone
    since: Seconds
    until: Seconds
    outdoor: Annotated[bool, Flag()]
    open_days: Annotated[int, Whole(1, 10_000)]
    retention_days: Annotated[int, Whole(1, 10_000)]
    recipients: Annotated[tuple[str, ...], Items(1, 10, one=Text(120))]
    attests: Attests
    policy: Hex32
    written: Seconds
