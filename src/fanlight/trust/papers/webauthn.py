"""Assertions of passkeys checked offline: Web Authentication Level 3, §7.2, as far as bytes alone can show it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from fanlight.ground.errors import FanlightError

USER_PRESENT, USER_VERIFIED = 0x01, 0x04  # §6.1, bits 0 and 2
BACKUP_ELIGIBLE, BACKED_UP = 0x08, 0x10  # bits 3 and 4
FIXED_PART = 37  # bytes: hash of the rpId, flags, counter


class AssertionRefused(FanlightError):
    """This passkey did not sign this here."""


def verify(
    *,
    public: bytes,
    signature: bytes,
    untrusted_auth: bytes,
    untrusted_client: str,
    challenge: bytes,
    rp_id: str,
    origin: str,
) -> None:
    """Raises AssertionRefused, and nothing else, unless all of §7.2 holds that bytes alone can show.

    `public` is the uncompressed point of P-256, `signature` is DER. The counter (step 22) is ignored: papers are not
    checked in the order they were signed.
    """
    try:
        client_bytes = untrusted_client.encode()
    except UnicodeEncodeError:
        raise AssertionRefused("The client data is not UTF-8.") from None
    _demand_client(untrusted_client, challenge, origin)
    _demand_authenticator(untrusted_auth, rp_id)
    signed = untrusted_auth + hashlib.sha256(client_bytes).digest()  # steps 19 to 21
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public).verify(signature, signed, ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        raise AssertionRefused("The signature does not verify.") from None


def _demand_client(untrusted_client: str, challenge: bytes, origin: str) -> None:
    """Steps 9 to 14; parsed as JSON, since browsers may add members (§5.8.1)."""
    try:
        client = json.loads(untrusted_client, object_pairs_hook=_once, parse_constant=_refuse, parse_int=str)
    except (ValueError, RecursionError):
        raise AssertionRefused("The client data is not JSON.") from None
    if not isinstance(client, dict):
        raise AssertionRefused("The client data is not an object.")
    if client.get("type") != "webauthn.get":
        raise AssertionRefused("The client data is not of an assertion.")
    if client.get("challenge") != base64.urlsafe_b64encode(challenge).decode().rstrip("="):
        raise AssertionRefused("Something else was signed.")
    if client.get("origin") != origin:
        raise AssertionRefused("It was signed on another page.")
    if client.get("crossOrigin", False) is not False or "topOrigin" in client:
        raise AssertionRefused("It was signed inside another page.")


def _demand_authenticator(untrusted_auth: bytes, rp_id: str) -> None:
    """Steps 15 to 18."""
    if len(untrusted_auth) < FIXED_PART:
        raise AssertionRefused("The authenticator data is too short.")
    if untrusted_auth[:32] != hashlib.sha256(rp_id.encode()).digest():
        raise AssertionRefused("The passkey is of another site.")
    flags = untrusted_auth[32]
    if not flags & USER_PRESENT or not flags & USER_VERIFIED:
        raise AssertionRefused("The authenticator did not verify its user.")
    if flags & BACKED_UP and not flags & BACKUP_ELIGIBLE:
        raise AssertionRefused("The flags of the backup contradict each other.")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)
