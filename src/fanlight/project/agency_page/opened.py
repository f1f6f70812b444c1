"""An opened package with what its page shows and signs; it lives in memory alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fanlight.ground.clock import Clock
from fanlight.trust.papers.package.contents import disclosure, request
from fanlight.trust.papers.package.entries import disclosure_entry
from fanlight.trust.papers.package.layout import PackageBroken
from fanlight.trust.papers.package.parts import Disclosure
from fanlight.trust.papers.package.received import received, signed_receipt
from fanlight.trust.papers.package.verify import Check, bad
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.request import Request


@dataclass(frozen=True)
class Opened:
    """`sealed` are the bytes that came; `signer` is None where the agency gave no key for receipts."""

    sealed: bytes
    files: Mapping[str, memoryview]
    checks: list[Check]
    signer: Ed25519PrivateKey | None
    clock: Clock

    @cached_property
    def broken(self) -> list[str]:
        """The parts that fail."""
        return bad(self.checks)

    @property
    def request(self) -> Request | None:
        """None where it cannot be read."""
        try:
            return request(self.files)
        except PackageBroken:
            return None

    @property
    def disclosure(self) -> Disclosure | None:
        try:
            return disclosure(self.files)
        except PackageBroken:
            return None

    @cached_property
    def receipt(self) -> Receipt | None:
        """What would be signed; None for a package that does not stand. One receipt a sitting, however often asked."""
        said = self.disclosure
        if said is None or self.broken:
            return None
        return received(said, self.sealed, int(self.clock.now().timestamp()))

    def signed(self) -> bytes | None:
        """The receipt, signed; None where there is nothing to sign or no key."""
        if self.receipt is None or self.signer is None:
            return None
        return signed_receipt(self.receipt, disclosure_entry(self.files).origin, self.signer)
