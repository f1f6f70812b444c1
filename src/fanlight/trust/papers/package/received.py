"""The agency's receipt for a package: a paper `disclosure:received` under its signer, as the commons takes it."""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fanlight.ground.canonical import dumps
from fanlight.trust.papers.package.layout import Buffer
from fanlight.trust.papers.package.parts import Disclosure
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.signatures import SoftwareSigner
from fanlight.trust.papers.signing import new_id, sign

DAY = 86_400  # s


def received(disclosure: Disclosure, sealed: Buffer, now: int) -> Receipt:
    """What the agency acknowledges: which disclosure, which sealed bytes, kept until when (`now` in seconds)."""
    package = hashlib.sha256(sealed).hexdigest()
    return Receipt("disclosure:received", new_id(), disclosure.id, package, now + disclosure.retention_days * DAY)


def signed_receipt(receipt: Receipt, origin: str, signer: Ed25519PrivateKey) -> bytes:
    """Canonical `{"paper","sigs"}`, the body of `POST /receipts`."""
    signature = sign(receipt, origin, SoftwareSigner(signer), "agency")
    return dumps({"paper": receipt.value(), "sigs": [signature.value()]})
