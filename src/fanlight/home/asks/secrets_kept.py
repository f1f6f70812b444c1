"""What of asks is secret: each disclosure's key and salts, sealed for this home; the home's own archive identity."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from fanlight.ground import canonical
from fanlight.ground.keys import kept_secret, seal, secret_bytes, unseal
from fanlight.trust.papers.package.parts import Commitments
from fanlight.trust.papers.package.seal import new_identity, recipient_of


@dataclass(frozen=True)
class Secret:
    """Made at consent, for one disclosure; nothing of it is in its entry or package but what each names."""

    key: bytes  # Ed25519, RFC 8032: signs the upload
    original: bytes  # 32 bytes from which the salts of the originals are made; it never leaves the house
    root: str
    commitments: Commitments
    from_us: int
    until_us: int

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.key)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sealed(self, identity: str) -> bytes:
        """For the column of its row."""
        text = canonical.dumps(
            {
                "key": self.key.hex(),
                "original": self.original.hex(),
                "root": self.root,
                "commitments": self.commitments.to_bytes().decode(),
                "from_us": self.from_us,
                "until_us": self.until_us,
            }
        )
        return seal(_key(), text, _context(identity))


def opened(column: bytes | memoryview[int], identity: str) -> Secret:
    """Raises SealBroken."""
    held = canonical.loads(unseal(_key(), bytes(column), _context(identity)))
    assert isinstance(held, dict)
    text = {name: str(value) for name, value in held.items()}
    return Secret(
        bytes.fromhex(text["key"]),
        bytes.fromhex(text["original"]),
        text["root"],
        Commitments.parse(text["commitments"].encode()),
        int(text["from_us"]),
        int(text["until_us"]),
    )


def archive_identity() -> str:
    """The age identity that opens this home's own copies; made at the first call, printed on the recovery sheet."""
    return kept_secret(_keys() / "archive.identity", lambda: new_identity()[0].encode()).decode()


def archive_recipient() -> str:
    return recipient_of(archive_identity())


def _keys() -> Path:
    return Path(settings.DATA) / "keys"


def _key() -> bytes:
    return secret_bytes(_keys() / "asks.key")


def _context(identity: str) -> bytes:
    return f"fanlight disclosure {identity}".encode()
