"""Signatures under papers: what is signed, Ed25519 (RFC 8032), and the one way to check each kind of key."""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Annotated, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fanlight.ground.canonical import Value
from fanlight.trust.papers import webauthn
from fanlight.trust.papers.forms import Hex, HexUpTo, OneOf, PaperError, Text
from fanlight.trust.papers.keys import ALGS, ED25519, WEBAUTHN, Alg, Key
from fanlight.trust.papers.members import Hex32
from fanlight.trust.papers.wire import Wired, dotted

ROLES = ("requester", "supervisor", "reviewer", "steward", "agency", "record")
REVIEWED = "request:reviewed"  # what a reviewer signs, so that a review is no request

Verified = MutableMapping[bytes, bool]
"""Signatures checked before, by the hash of everything they depend on; a memo, so sharing it changes nothing."""


@dataclass(frozen=True)
class RelyingParty(Wired):
    """Where passkeys of this community are used: rpId and web origin (Web Authentication Level 3, §4)."""

    id: Annotated[str, Text(253)]
    origin: Annotated[str, Text(300)]


@dataclass(frozen=True)
class Signature:
    """One signature with its role; `auth` and `client` only where an authenticator made it."""

    role: str
    key: str  # key id
    alg: Alg
    sig: str
    auth: str | None = None
    client: str | None = None

    @classmethod
    def read(cls, untrusted: object, where: str = "sig") -> Self:
        alg = untrusted.get("alg") if isinstance(untrusted, dict) else None
        OneOf(ALGS).read(alg, dotted(where, "alg"))
        form: Wired = (_ByAuthenticator if alg == WEBAUTHN else _Plain).read(untrusted, where)
        return cls(**{**form.__dict__, "alg": alg})

    def value(self) -> dict[str, Value]:
        written: dict[str, Value] = {"role": self.role, "key": self.key, "alg": self.alg, "sig": self.sig}
        if self.alg == WEBAUTHN:
            written |= {"auth": self.auth, "client": self.client}
        return written


@dataclass(frozen=True)
class _Plain(Wired):
    role: Annotated[str, OneOf(ROLES)]
    key: Hex32
    alg: Annotated[str, OneOf((ED25519,))]
    sig: Annotated[str, Hex(64)]


@dataclass(frozen=True)
class _ByAuthenticator(Wired):
    role: Annotated[str, OneOf(ROLES)]
    key: Hex32
    alg: Annotated[str, OneOf((WEBAUTHN,))]
    sig: Annotated[str, HexUpTo(80)]  # a DER signature of P-256 has at most 72 bytes
    auth: Annotated[str, HexUpTo(1024)]
    client: Annotated[str, Text(4096, lines=True)]


class SignatureError(PaperError):
    """A signature does not verify."""


class Signer(Protocol):
    """Whoever can sign 32 bytes: a software key here, an authenticator elsewhere."""

    @property
    def key(self) -> Key: ...
    def sign(self, digest: bytes, role: str) -> Signature: ...


@dataclass(frozen=True)
class SoftwareSigner:
    """An Ed25519 key that a program holds."""

    private: Ed25519PrivateKey
    marked: bool = False  # `software` in its certificate: a program holds what a person's passkey should

    @property
    def key(self) -> Key:
        public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return Key(ED25519, public.hex(), software=self.marked)

    def sign(self, digest: bytes, role: str) -> Signature:
        return Signature(role, self.key.id, ED25519, self.private.sign(digest).hex())


def digest(kind: str, origin: str, paper: bytes) -> bytes:
    """The 32 bytes that are signed: SHA-256(`fanlight/<kind>/v1` ‖ 0 ‖ log origin ‖ 0 ‖ canonical paper)."""
    return hashlib.sha256(b"\0".join((f"fanlight/{kind}/v1".encode(), origin.encode(), paper))).digest()


def signed_digest(kind: str, role: str, origin: str, paper: bytes) -> bytes:
    """What somebody in this role signs under an entry of this kind."""
    return digest(REVIEWED if role == "reviewer" else kind, origin, paper)


def verify(
    signature: Signature, key: Key, signed: bytes, party: RelyingParty, verified: Verified | None = None
) -> None:
    """Raises SignatureError unless `key` signed these 32 bytes; for passkeys at this relying party."""
    if signature.key != key.id or signature.alg != key.alg:
        raise SignatureError("sig", "is of another key.")
    memo = _memo(signature, key, signed, party)
    known = verified.get(memo) if verified is not None else None
    if known is None:
        known = _holds(signature, key, signed, party)
        if verified is not None:
            verified[memo] = known
    if not known:
        raise SignatureError("sig", "does not verify.")


def _holds(signature: Signature, key: Key, signed: bytes, party: RelyingParty) -> bool:
    try:
        if key.alg == ED25519:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public)).verify(bytes.fromhex(signature.sig), signed)
        else:
            webauthn.verify(
                public=bytes.fromhex(key.public),
                signature=bytes.fromhex(signature.sig),
                untrusted_auth=bytes.fromhex(signature.auth or ""),
                untrusted_client=signature.client or "",
                challenge=signed,
                rp_id=party.id,
                origin=party.origin,
            )
    except (InvalidSignature, ValueError, webauthn.AssertionRefused):
        return False
    return True


def _memo(signature: Signature, key: Key, signed: bytes, party: RelyingParty) -> bytes:
    everything = repr((signature, key, signed, party))  # of frozen dataclasses: no two of them read the same
    return hashlib.sha256(everything.encode("utf-8", "backslashreplace")).digest()
