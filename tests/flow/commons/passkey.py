"""An authenticator in software for tests: makes credentials and assertions as Web Authentication Level 3 has them."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Passkey:
    """One credential at one site."""

    rp_id: str = "localhost"
    origin: str = "http://localhost:8090"
    flags: int = PRESENT | VERIFIED
    private: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def _client(self, kind: str, challenge: bytes) -> bytes:
        client = {"type": kind, "challenge": b64(challenge), "origin": self.origin, "crossOrigin": False}
        return json.dumps(client).encode()

    def _auth(self, more: bytes = b"", flags: int = 0) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([self.flags | flags]) + bytes(4) + more

    def enrolled(self, challenge: bytes) -> dict[str, str]:
        """What the enrolment page's form sends."""
        key = ES256.from_cryptography_key(self.private.public_key())
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(dict(key))
        held = {"fmt": "none", "attStmt": {}, "authData": self._auth(credential, ATTESTED)}
        return {"attestation": b64(cbor.encode(held)), "client": b64(self._client("webauthn.create", challenge))}

    def signed(self, challenge: bytes) -> dict[str, str]:
        """What the signing page's form sends."""
        client, auth = self._client("webauthn.get", challenge), self._auth()
        signature = self.private.sign(auth + hashlib.sha256(client).digest(), ECDSA(SHA256()))
        return {"signature": b64(signature), "auth": b64(auth), "client": b64(client)}
