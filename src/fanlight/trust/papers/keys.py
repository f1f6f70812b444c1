"""Public keys as papers carry them: Ed25519 (RFC 8032) and WebAuthn credentials on P-256 (RFC 8812, ES256)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, Self

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

from fanlight.ground.canonical import Value
from fanlight.trust.papers.forms import Hex, OneOf, PaperError, Shaped
from fanlight.trust.papers.wire import dotted, members

Alg = Literal["ed25519", "webauthn-es256"]
ED25519: Alg = "ed25519"
WEBAUTHN: Alg = "webauthn-es256"
ALGS: tuple[Alg, ...] = (ED25519, WEBAUTHN)

_SIZE = {ED25519: 32, WEBAUTHN: 65}  # bytes of `public`; SEC 1 §2.3.3: 04 ‖ x ‖ y
_CREDENTIAL = Shaped(r"[A-Za-z0-9_-]{2,1364}", "a credential id in base64url without padding")  # at most 1,023 bytes


@dataclass(frozen=True)
class Key:
    """One public key; `software` marks a key that a program holds, as those of the demo's officers."""

    alg: Alg
    public: str
    credential: str | None = None
    software: bool = False

    @property
    def id(self) -> str:
        """Key id: SHA-256 of the bytes of `public`."""
        return key_id(bytes.fromhex(self.public))

    @classmethod
    def read(cls, untrusted: object, where: str = "key") -> Self:
        if not isinstance(untrusted, dict):
            raise PaperError(where, "must be an object.")
        alg = OneOf(ALGS).read(untrusted.get("alg"), dotted(where, "alg"))
        names = {"alg", "public"}
        if alg == WEBAUTHN:
            names |= {"credential"}
        if "software" in untrusted:
            names |= {"software"}
        held = members(untrusted, frozenset(names), where)
        public = Hex(_SIZE[alg]).read(held["public"], dotted(where, "public"))
        if alg == WEBAUTHN:
            _demand_point(public, dotted(where, "public"))
        return cls(
            alg,
            public,
            _CREDENTIAL.read(held["credential"], dotted(where, "credential")) if alg == WEBAUTHN else None,
            bool("software" in held and OneOf((True,)).read(held["software"], dotted(where, "software"))),
        )

    def value(self) -> dict[str, Value]:
        written: dict[str, Value] = {"alg": self.alg, "public": self.public}
        if self.credential is not None:
            written["credential"] = self.credential
        if self.software:
            written["software"] = True
        return written


class KeyForm:
    """A key as a member of a paper."""

    def read(self, untrusted: object, where: str) -> Key:
        return Key.read(untrusted, where)

    def write(self, held: Key) -> Value:
        return held.value()


def key_id(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()


def _demand_point(public: str, where: str) -> None:
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), bytes.fromhex(public))
    except ValueError:
        raise PaperError(where, "is no uncompressed point of P-256.") from None
