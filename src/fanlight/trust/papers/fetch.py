"""What an agency signs when it fetches a sealed package: Ed25519 (RFC 8032) by the signer that its paper names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.forms import Shaped, Whole
from fanlight.trust.papers.signatures import digest
from fanlight.trust.papers.wire import Wired

KIND = "mailbox:fetched"
FRESH = 3_600  # s: the time is the head's newest witness time, which the commons renews every 15 minutes
LATEST = (1 << 53) - 1


class FetchRefused(FanlightError):
    """This is not signed by the agency's signer, or not now."""


@dataclass(frozen=True)
class Fetch(Wired):
    """Which disclosure's package (empty: the list of what waits), and when, in seconds of the witnesses."""

    entry: Annotated[str, Shaped("(?:[0-9a-f]{32})?", "an entry's id or nothing")]
    at: Annotated[int, Whole(0, LATEST)]


def sign_fetch(fetch: Fetch, origin: str, key: Ed25519PrivateKey) -> str:
    """The signature in hexadecimal, for the header `Fanlight-Signature`."""
    return key.sign(digest(KIND, origin, fetch.to_bytes())).hex()


def check_fetch(fetch: Fetch, origin: str, public: str, untrusted_signature: str, *, now: int) -> None:
    """Return where `public` (hex32, the agency's signer) signed this within the last hour; raises FetchRefused."""
    Fetch.read(fetch.value())
    if abs(now - fetch.at) > FRESH:
        raise FetchRefused
    try:
        signature = bytes.fromhex(untrusted_signature)
        if signature.hex() != untrusted_signature:
            raise FetchRefused
        signed = digest(KIND, origin, fetch.to_bytes())
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise FetchRefused from None
