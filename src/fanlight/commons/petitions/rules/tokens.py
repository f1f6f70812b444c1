"""Tokens in links: sixteen random bytes as base64url without padding (RFC 4648 section 5)."""

from __future__ import annotations

import base64
import binascii

LENGTH = 16


def token_text(token: bytes) -> str:
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def parse_token(untrusted_text: str) -> bytes | None:
    """None for whatever is no token."""
    if len(untrusted_text) != len(token_text(bytes(LENGTH))):
        return None
    try:
        token = base64.urlsafe_b64decode(untrusted_text + "==")
    except (binascii.Error, ValueError):
        return None
    return token if len(token) == LENGTH else None
