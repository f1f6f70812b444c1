"""The server's side of Digest and Basic."""

from __future__ import annotations

from base64 import b64encode
from hashlib import md5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.demo.rtsp.auth import REALM, Gate
from fanlight.demo.rtsp.message import Request


def h(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def digest(gate: Gate, password: str, *, qop: str = "", nonce: str = "") -> str:
    nonce = nonce or gate.nonce
    middle = f"{nonce}:00000001:c:{qop}" if qop else nonce
    response = h(f"{h(f'demo:{REALM}:{password}')}:{middle}:{h('PLAY:rtsp://a/cam')}")
    extra = f', qop={qop}, nc=00000001, cnonce="c"' if qop else ""
    return f'Digest username="demo", realm="{REALM}", nonce="{nonce}", uri="rtsp://a/cam", response="{response}"{extra}'


def ask(gate: Gate, authorization: str) -> bool:
    return gate.admits(Request("PLAY", "rtsp://a/cam", {"authorization": authorization}))


@pytest.mark.parametrize("qop", ["", "auth"])
def test_digest(qop):
    """RFC 2617 with and without qop: the right password is let in, another is not."""
    gate = Gate("demo", "secret")
    assert ask(gate, digest(gate, "secret", qop=qop))
    assert not ask(gate, digest(gate, "secreT", qop=qop))


def test_digest_of_another_connection():
    """A nonce counts only where it was given out: a recorded answer is worth nothing."""
    gate = Gate("demo", "secret")
    assert not ask(gate, digest(gate, "secret", nonce="0" * 32))


def test_basic():
    """User and password, nothing less."""
    gate = Gate("demo", "secret")
    assert ask(gate, "Basic " + b64encode(b"demo:secret").decode())
    assert not ask(gate, "Basic " + b64encode(b"demo:").decode())


def test_basic_only():
    """A gate that offers Basic alone takes no digest."""
    gate = Gate("demo", "secret", basic_only=True)
    assert gate.challenge().startswith("Basic ")
    assert not ask(gate, digest(gate, "secret"))


@given(st.text())
def test_anything_else_is_refused(untrusted):
    """No other text lets anybody in, and none breaks the gate."""
    gate = Gate("demo", "secret")
    assert not ask(gate, untrusted)
    assert not ask(gate, "Digest " + untrusted)
    assert not ask(gate, "Basic " + untrusted)
