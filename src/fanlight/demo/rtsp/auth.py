"""Who may watch: RTSP's Digest (RFC 2617, MD5, qop optional) and Basic (RFC 7617) checks on the server's side."""

from __future__ import annotations

import binascii
import re
import secrets
from base64 import b64decode
from dataclasses import dataclass, field
from hashlib import md5
from hmac import compare_digest

from fanlight.demo.rtsp.message import Request

REALM = "Fanlight demo"
PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


@dataclass(slots=True)
class Gate:
    """One connection's check; the nonce lives as long as the connection."""

    user: str
    password: str = field(repr=False)
    basic_only: bool = False
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))

    def challenge(self) -> str:
        if self.basic_only:
            return f'Basic realm="{REALM}"'
        return f'Digest realm="{REALM}", nonce="{self.nonce}", algorithm=MD5, qop="auth"'

    def admits(self, request: Request) -> bool:
        scheme, _, untrusted_rest = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            return self._basic(untrusted_rest)
        return scheme.lower() == "digest" and not self.basic_only and self._digest(request, untrusted_rest)

    def _basic(self, untrusted_rest: str) -> bool:
        try:
            said = b64decode(untrusted_rest.strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return compare_digest(said, f"{self.user}:{self.password}".encode())

    def _digest(self, request: Request, untrusted_rest: str) -> bool:
        said = {name.lower(): quoted or bare for name, quoted, bare in PAIR.findall(untrusted_rest)}
        if said.get("nonce") != self.nonce or said.get("username") != self.user or said.get("realm") != REALM:
            return False
        ours = _hash(f"{self.user}:{REALM}:{self.password}")
        deed = _hash(f"{request.method}:{said.get('uri', '')}")
        middle = [self.nonce]
        if "qop" in said:
            middle += [said.get("nc", ""), said.get("cnonce", ""), said["qop"]]
        expected = _hash(":".join([ours, *middle, deed]))
        return compare_digest(said.get("response", "").lower().encode(), expected.encode())


def _hash(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
