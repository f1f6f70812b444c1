"""Signing the paper of five lines: key from a PEM file, signature beside the paper's hash."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from fanlight.ground.errors import FanlightError
from fanlight.record.release.canonical import canonical
from fanlight.record.release.paper import KIND, sign


class NotAPaper(FanlightError):
    """The file is not the paper of five lines in its canonical form."""

    remedy = "Give the file published.json of a built site as it is."


class WrongKey(FanlightError):
    """The key file holds no Ed25519 private key."""

    remedy = "Make one: openssl genpkey -algorithm ed25519 -out key.pem"


def read_key(path: Path) -> Ed25519PrivateKey:
    """A private key from PEM, without a password."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise WrongKey from error
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongKey
    return key


def read_paper(path: Path) -> bytes:
    """The paper's bytes, if they are its one form."""
    data = path.read_bytes()
    try:
        value = json.loads(data)
        good = isinstance(value, dict) and value.get("kind") == KIND and canonical(value) == data
    except (ValueError, RecursionError):
        good = False
    if not good:
        raise NotAPaper(f"{path.name} is not the paper of five lines in its canonical form.")
    return data


def sign_file(paper: Path, key: Path, origin: str) -> bytes:
    """The signature as canonical JSON: hash of the paper, public key and signature in base64."""
    data, private = read_paper(paper), read_key(key)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return canonical(
        {
            "alg": "ed25519",
            "kind": KIND,
            "origin": origin,
            "paper": hashlib.sha256(data).hexdigest(),
            "public": base64.b64encode(public).decode(),
            "signature": base64.b64encode(sign(data, origin, private)).decode(),
        }
    )
