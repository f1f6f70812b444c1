"""The keys of the made-up community: each person's from one seed and her name, random in a demo, fixed in tests."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fanlight.trust.ledger.note import COSIGNATURE, ED25519, VerifierKey
from fanlight.trust.papers.signatures import SoftwareSigner

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # BIP 173


@dataclass(frozen=True)
class AgeIdentity:
    """An X25519 identity of age (C2SP age): the secret as `AGE-SECRET-KEY-1…`, the recipient as `age1…`."""

    secret: str = field(repr=False)
    recipient: str


@dataclass(frozen=True)
class Keys:
    """All keys of one community."""

    seed: bytes = field(repr=False)

    def secret(self, name: str) -> bytes:
        """32 bytes for this name."""
        return hashlib.sha256(self.seed + b"\0" + name.encode()).digest()

    def signer(self, name: str, *, marked: bool = True) -> SoftwareSigner:
        """Her Ed25519 key; `marked` says in her certificate that a program holds it."""
        return SoftwareSigner(Ed25519PrivateKey.from_private_bytes(self.secret(name)), marked)

    def vkey(self, name: str, *, witness: bool = False) -> str:
        """A verifier key of this name, for a log or a witness that uses `secret(name)` to sign."""
        public = Ed25519PrivateKey.from_private_bytes(self.secret(name)).public_key()
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return VerifierKey(name, COSIGNATURE if witness else ED25519, raw).vkey

    def age(self, name: str) -> AgeIdentity:
        secret = self.secret(f"age {name}")
        public = X25519PrivateKey.from_private_bytes(secret).public_key()
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return AgeIdentity(bech32("age-secret-key-", secret).upper(), bech32("age", raw))


def fresh_keys() -> Keys:
    return Keys(secrets.token_bytes(32))


def bech32(prefix: str, data: bytes) -> str:
    """BIP 173, as age writes its keys."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    spread = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    check = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - at) & 31 for at in range(6)]
    return prefix + "1" + "".join(_LETTERS[value] for value in values)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> at & 1 else 0
    return check
