"""What a home signs when it uploads a sealed package: Ed25519 (RFC 8032) by the key in the disclosure's entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.forms import Whole
from fanlight.trust.papers.members import Hex16, Hex32
from fanlight.trust.papers.signatures import digest
from fanlight.trust.papers.wire import Wired

KIND = "mailbox:uploaded"
SEALED_LIMIT = 512 << 20  # bytes that the mailbox takes


class UploadRefused(FanlightError):
    """The upload is not signed by the key of its disclosure's entry."""


@dataclass(frozen=True)
class Upload(Wired):
    """Which disclosure, and the sealed bytes by hash and number."""

    entry: Hex16
    sha256: Hex32
    size: Annotated[int, Whole(1, SEALED_LIMIT)]


def sign_upload(upload: Upload, origin: str, key: Ed25519PrivateKey) -> str:
    """The signature in hexadecimal, for the header `Fanlight-Signature`; raises PaperError for a size not taken."""
    Upload.read(upload.value())
    return key.sign(digest(KIND, origin, upload.to_bytes())).hex()


def check_upload(upload: Upload, origin: str, public: str, untrusted_signature: str) -> None:
    """Return where `public` (`pub.key` of the entry, hex32) signed this upload to this log; raises UploadRefused.

    That the hash and the size are those of the bytes that arrived is the caller's to count.
    """
    Upload.read(upload.value())
    try:
        signature = bytes.fromhex(untrusted_signature)
        if signature.hex() != untrusted_signature:
            raise UploadRefused("The signature is no lower-case hexadecimal.")
        signed = digest(KIND, origin, upload.to_bytes())
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise UploadRefused from None
