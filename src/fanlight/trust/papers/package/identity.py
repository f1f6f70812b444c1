"""An agency's private keys as files: an age identity (as age-keygen writes it) and an Ed25519 signer (PKCS #8, PEM)."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from fanlight.trust.papers.keys import Key
from fanlight.trust.papers.package.seal import WrongIdentity, new_identity, recipient_of
from fanlight.trust.papers.signatures import SoftwareSigner

IDENTITY_LIMIT = 64 * 1024  # bytes of a key file


class WrongSigner(WrongIdentity):
    """This is no Ed25519 key as PKCS #8 in PEM without a password."""

    remedy = "Use the agency-signer.pem that fanlight agency key made."


@dataclass(frozen=True)
class NewKeys:
    """What `fanlight agency key` writes and prints."""

    identity_file: bytes
    signer_pem: bytes
    recipient: str
    signer: Key


def new_keys() -> NewKeys:
    """A fresh identity and a fresh signer."""
    identity, recipient = new_identity()
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return NewKeys(f"# public key: {recipient}\n{identity}\n".encode(), pem, recipient, SoftwareSigner(private).key)


def read_identity(untrusted_bytes: bytes) -> str:
    """The one identity of a file; lines that begin with # are for people. Raises WrongIdentity."""
    try:
        lines = untrusted_bytes[:IDENTITY_LIMIT].decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise WrongIdentity from None
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if len(keys) != 1:
        raise WrongIdentity("The file must hold one age identity and nothing else.")
    recipient_of(keys[0])
    return keys[0]


def read_signer(untrusted_pem: bytes) -> Ed25519PrivateKey:
    """Raises WrongSigner."""
    try:
        private = load_pem_private_key(untrusted_pem[:IDENTITY_LIMIT], None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise WrongSigner from None
    if not isinstance(private, Ed25519PrivateKey):
        raise WrongSigner
    return private
