"""The members that several papers share, by name (docs/reference/formats/papers.md, first paragraph)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar

from fanlight.ground.canonical import Value
from fanlight.trust.ledger.faults import LedgerError
from fanlight.trust.ledger.note import COSIGNATURE, ED25519, parse_vkey
from fanlight.trust.papers.forms import Hex, Items, OneOf, PaperError, Shaped, Text, Whole
from fanlight.trust.papers.keys import Key, KeyForm
from fanlight.trust.papers.wire import Wired

TILE_BITS = 17  # zoom of the web map whose tiles are cells
LARGEST_CELL = (1 << 2 * TILE_BITS) - 1
AREA_CELLS = 4_096  # more than half a square mile has at 85° north, where a cell is smallest
LONGEST_VKEY = 400  # characters
JURISDICTION_CELLS = 60_000  # keeps an agency's paper below a body's limit


@dataclass(frozen=True)
class VkeyForm:
    """A verifier key of a signed note (C2SP signed-note), of one kind of signature."""

    signs: int

    def read(self, untrusted: object, where: str) -> str:
        try:
            key = parse_vkey(untrusted) if isinstance(untrusted, str) and len(untrusted) <= LONGEST_VKEY else None
        except LedgerError:
            key = None
        if key is None or key.kind != self.signs:
            raise PaperError(where, "must be a verifier key of a signed note, of the right kind.")
        return key.vkey

    def write(self, held: str) -> Value:
        return held


Hex16 = Annotated[str, Hex(16)]
Hex32 = Annotated[str, Hex(32)]
Seconds = Annotated[int, Whole(0)]
Name = Annotated[str, Text(120)]
Words = Annotated[str, Text(lines=True)]
Reason = Annotated[str, Text(least=10, lines=True)]
AgencyId = Annotated[str, Shaped(r"[a-z0-9-]{3,40}", "3 to 40 small letters, digits or -")]
Zone = Annotated[str, Shaped(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+){0,3}", "the name of an IANA time zone")]
Origin = Annotated[str, Shaped(r"[a-z0-9.-]{1,200}(?:/[A-Za-z0-9._/-]{0,100})?", "a log origin as host/path")]
Url = Annotated[str, Shaped(r"https?://[!-~]{1,300}", "an http or https address")]
LogVkey = Annotated[str, VkeyForm(ED25519)]
WitnessVkey = Annotated[str, VkeyForm(COSIGNATURE)]
AgeRecipient = Annotated[str, Shaped(r"age1[02-9ac-hj-np-z]{58,4000}", "an age recipient")]
KeyMember = Annotated[Key, KeyForm()]
Cells = Annotated[tuple[int, ...], Items(1, AREA_CELLS, rising=True, one=Whole(0, LARGEST_CELL))]
Jurisdiction = Annotated[tuple[int, ...], Items(1, JURISDICTION_CELLS, rising=True, one=Whole(0, LARGEST_CELL))]


@dataclass(frozen=True)
class Paper(Wired):
    """What every paper has: version, the kind of its entry, a random id."""

    KINDS: ClassVar[tuple[str, ...]] = ()
    FIXED: ClassVar[dict[str, Value]] = {"v": 1}

    kind: Annotated[str, Text(80)]
    id: Hex16

    @cached_property
    def _bytes(self) -> bytes:
        return super().to_bytes()

    def to_bytes(self) -> bytes:
        """The canonical bytes, written once: whoever holds a paper changes nothing in it."""
        return self._bytes

    def check(self, where: str) -> None:
        OneOf(self.KINDS).read(self.kind, f"{where}.kind" if where else "kind")


@dataclass(frozen=True)
class Witness(Wired):
    """Somebody who cosigns checkpoints; vkey in the form of the signed note."""

    name: Name
    vkey: WitnessVkey
    url: Url


@dataclass(frozen=True)
class NamedKey(Wired):
    """A person and her key."""

    name: Name
    key: KeyMember
