"""Secrets on disk, made once, for their owner alone; small values sealed by AES-256-GCM (NIST SP 800-38D)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fanlight.ground.errors import FanlightError

NONCE = 12  # bytes, SP 800-38D's recommended length


class SealBroken(FanlightError):
    """A sealed value does not open with the key of this home."""

    remedy = "Bring back the keys folder that belongs to this database, or enter the password again."


def kept_secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """The secret in this file, made at the first call; mode 0600 in a folder of mode 0700."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, make())
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(temporary, path)  # two processes at once: one wins, both read the winner's
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return path.read_bytes()


def secret_bytes(path: Path, length: int = 32) -> bytes:
    """Random bytes, as `kept_secret` keeps them."""
    return kept_secret(path, lambda: secrets.token_bytes(length))


def secret_text(path: Path) -> str:
    """The secret as hexadecimal text."""
    return secret_bytes(path).hex()


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Nonce and ciphertext; `context` is authenticated, so that a value cannot be moved to another row."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: bytes, untrusted_sealed: bytes, context: bytes) -> bytes:
    """The plain value, or SealBroken."""
    if len(untrusted_sealed) < NONCE + 16:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(untrusted_sealed[:NONCE], untrusted_sealed[NONCE:], context)
    except InvalidTag:
        raise SealBroken from None
