"""A signature as a page hands it over: a passkey's assertion, or what a tool printed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fanlight.commons.agencies.rules.enrolment import decoded
from fanlight.ground.canonical import CanonicalError, loads
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.keys import WEBAUTHN, Key
from fanlight.trust.papers.signatures import Signature

LONGEST = 8_192  # characters of one part


class NoSignature(FanlightError):
    """This is no signature."""

    remedy = "Sign on this page, or paste the whole line that the tool printed."


def read_signature(untrusted: Mapping[str, Any], key: Key, role: str) -> Signature:
    """From `signature`, `auth` and `client` (base64url) of a passkey, or `pasted`; raises NoSignature."""
    parts = [str(untrusted.get(name, "")) for name in ("signature", "auth", "client", "pasted")]
    if any(len(part) > LONGEST for part in parts):
        raise NoSignature
    sig, auth, client, pasted = parts
    try:
        if key.alg == WEBAUTHN:
            value: object = {
                "role": role,
                "key": key.id,
                "alg": WEBAUTHN,
                "sig": decoded(sig).hex(),
                "auth": decoded(auth).hex(),
                "client": decoded(client).decode(),
            }
        else:
            value = loads(pasted.strip().encode())
        return Signature.read(value)
    except (PaperError, CanonicalError, ValueError):
        raise NoSignature from None
