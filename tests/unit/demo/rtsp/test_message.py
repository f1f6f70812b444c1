"""Requests out of bytes that nobody vouches for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.demo.rtsp.message import MOST_HEADER, BadMessage, Inbox, Request, answer, parse_request

SAID = b"DESCRIBE rtsp://127.0.0.1:1/a%20b?x=1 RTSP/1.0\r\nCSeq: 7\r\nContent-Length: 3\r\n\r\nabc"


def test_request_in_pieces():
    """Bytes may come one by one; body and interleaved packets are skipped."""
    inbox = Inbox()
    found = [request for byte in b"\r\n$\x01\x00\x02ab" + SAID + SAID for request in inbox.feed(bytes([byte]))]
    assert [(one.method, one.path, one.cseq) for one in found] == [("DESCRIBE", "a b", "7")] * 2


@given(st.lists(st.binary(max_size=80)))
def test_any_bytes(untrusted_pieces):
    """Whatever comes, it is requests, patience, or BadMessage."""
    inbox = Inbox()
    try:
        for piece in untrusted_pieces:
            assert all(isinstance(one, Request) for one in inbox.feed(piece))
    except BadMessage:
        pass


@given(st.text(), st.text())
def test_any_line(untrusted_url, untrusted_header):
    """A path and a sequence number can be asked of every request that parses."""
    try:
        request = parse_request(f"PLAY {untrusted_url} RTSP/1.0\r\nCSeq: {untrusted_header}".encode(errors="ignore"))
    except BadMessage:
        return
    assert isinstance(request.path, str)
    assert request.cseq.isdigit()


@pytest.mark.parametrize(
    "untrusted",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"PLAY rtsp://a RTSP/1.0\r\nno colon\r\n\r\n",
        b"PLAY rtsp://a RTSP/1.0\r\nContent-Length: -1\r\n\r\n",
        b"PLAY rtsp://a RTSP/1.0\r\nContent-Length: 99999999\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
        b"x" * (MOST_HEADER + 1),
    ],
)
def test_not_a_request(untrusted):
    """Another protocol, a wrong length, a header without end: refused, not waited for."""
    with pytest.raises(BadMessage):
        list(Inbox().feed(untrusted))


def test_answer():
    """Status, sequence number, headers, length of the body in bytes."""
    assert answer(200, "3", {"Session": "1"}, "ä") == (
        b"RTSP/1.0 200 OK\r\nCSeq: 3\r\nServer: Fanlight demo\r\nSession: 1\r\nContent-Length: 2\r\n\r\n\xc3\xa4"
    )
