"""A passkey in software: makes assertions as a browser does (Web Authentication Level 3, §6.1 and §5.8.1)."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fanlight.trust.papers.keys import WEBAUTHN, Key
from fanlight.trust.papers.signatures import Signature

UP, UV, BE, BS = 1, 4, 8, 16


def passkey(name: str) -> EllipticCurvePrivateKey:
    return derive_private_key(int.from_bytes(hashlib.sha256(name.encode()).digest()) >> 8, SECP256R1())


@dataclass
class Authenticator:
    """What may be wrong is a member: flags, type, origin, crossOrigin, further members of the client data."""

    name: str = "passkey"
    rp_id: str = "localhost"
    origin: str = "http://localhost:8090"
    flags: int = UP | UV
    type: str = "webauthn.get"
    cross: object = False
    counter: int = 0
    more: dict[str, object] = field(default_factory=dict)
    extensions: bytes = b""

    @property
    def private(self) -> EllipticCurvePrivateKey:
        return passkey(self.name)

    @property
    def key(self) -> Key:
        raw = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return Key(WEBAUTHN, raw.hex(), credential=b64url(hashlib.sha256(raw).digest()))

    def client(self, challenge: bytes) -> str:
        data = {"type": self.type, "challenge": b64url(challenge), "origin": self.origin, **self.more}
        if self.cross is not None:
            data["crossOrigin"] = self.cross
        return json.dumps(data, separators=(",", ":"))

    def auth(self) -> bytes:
        head = hashlib.sha256(self.rp_id.encode()).digest() + bytes([self.flags]) + self.counter.to_bytes(4)
        return head + self.extensions

    def sign(self, digest: bytes, role: str = "requester") -> Signature:
        return self.assertion(self.client(digest), role)

    def assertion(self, client: str, role: str = "requester") -> Signature:
        auth = self.auth()
        signature = self.private.sign(auth + hashlib.sha256(client.encode()).digest(), ECDSA(SHA256()))
        return Signature(role, self.key.id, WEBAUTHN, signature.hex(), auth.hex(), client)


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
