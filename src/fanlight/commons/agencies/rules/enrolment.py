"""A new signing key out of what the browser hands over: Web Authentication Level 3, §7.1, attestation none. Pure."""

from __future__ import annotations

import base64
import hashlib
import json

from fido2.cose import ES256
from fido2.webauthn import AttestationObject

from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.keys import WEBAUTHN, Key
from fanlight.trust.papers.signatures import RelyingParty

LARGEST = 16_384  # characters of either part


class EnrolmentRefused(FanlightError):
    """This key could not be enrolled."""

    remedy = "Try again; use a key that asks for finger, face or PIN."


def new_key(*, untrusted_attestation: str, untrusted_client: str, challenge: bytes, party: RelyingParty) -> Key:
    """Both parts in base64url. Raises EnrolmentRefused, and nothing else."""
    if len(untrusted_attestation) > LARGEST or len(untrusted_client) > LARGEST:
        raise EnrolmentRefused("The browser's answer is too long.")
    try:
        client = json.loads(decoded(untrusted_client))
        held = AttestationObject(decoded(untrusted_attestation)).auth_data
        _demand_client(client, challenge, party)
        if held.rp_id_hash != _sha256(party.id) or not held.is_user_present() or not held.is_user_verified():
            raise EnrolmentRefused("The key did not verify you, or belongs to another site.")
        if held.credential_data is None:
            raise EnrolmentRefused("The answer holds no key.")
        public = held.credential_data.public_key
        if public.get(3) != ES256.ALGORITHM:
            raise EnrolmentRefused("Only keys on the curve P-256 (ES256) can sign here.")
        point = b"\x04" + bytes(public[-2]) + bytes(public[-3])
        credential = base64.urlsafe_b64encode(held.credential_data.credential_id).decode().rstrip("=")
        return Key.read({"alg": WEBAUTHN, "public": point.hex(), "credential": credential})
    except EnrolmentRefused:
        raise
    except Exception as error:  # the library raises what CBOR, structs and slices happen to raise
        raise EnrolmentRefused from error


def _demand_client(untrusted_client: object, challenge: bytes, party: RelyingParty) -> None:
    if not isinstance(untrusted_client, dict) or untrusted_client.get("type") != "webauthn.create":
        raise EnrolmentRefused("The answer is not of a new key.")
    if decoded(str(untrusted_client.get("challenge"))) != challenge:
        raise EnrolmentRefused("The answer belongs to another page. Load this page again.")
    if untrusted_client.get("origin") != party.origin or untrusted_client.get("crossOrigin", False) is not False:
        raise EnrolmentRefused(f"Keys are enrolled at {party.origin} alone.")


def decoded(untrusted_text: str) -> bytes:
    """base64url without padding."""
    return base64.b64decode(untrusted_text + "=" * (-len(untrusted_text) % 4), altchars=b"-_", validate=True)


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
