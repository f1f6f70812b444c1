"""The witness's service: what the specification says over HTTP, and no caller who can hold it up or make it large."""

import socket
import threading
from contextlib import ExitStack
from hashlib import sha256

import pytest

from fanlight.ground.clock import SystemClock
from fanlight.trust.ledger import witness_http
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import COSIGNATURE, SigningKey
from fanlight.trust.ledger.proof import consistency_proof
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.ledger.witness import AddCheckpoint, Witness
from fanlight.trust.ledger.witness_client import WitnessSilent, ask_witness
from fanlight.trust.ledger.witness_http import WitnessServer
from tests.contract.ledger.served import requests, serving
from tests.made_log import LOG, ORIGIN, MadeLog

KEY = SigningKey("witness.example.invalid", COSIGNATURE, b"\x21" * 32)


@pytest.fixture
def log(tmp_path):
    return MadeLog(tmp_path / "log").grow(5)


@pytest.fixture
def served(tmp_path):
    with WitnessServer("127.0.0.1", 0, Witness(KEY, [LOG.verifier], tmp_path / "w"), SystemClock()) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def said(server, content):
    with socket.create_connection(("127.0.0.1", server.server_port), 5) as kept:
        kept.sendall(content)
        answer = b""
        while part := kept.recv(65536):
            answer += part
    return answer


def ask(server, log, key=KEY.verifier, old=0):
    nodes = TileNodes(FolderSource(log.folder), log.head().size)
    url = f"http://127.0.0.1:{server.server_port}"
    signed = bytes(log.head().signed(LOG))
    return ask_witness(url, key, signed, old, lambda before, after: consistency_proof(before, after, nodes))


def test_a_log_asks_and_is_caught_up(served, log):
    """The first time, with the right size, and with a wrong guess that a 409 sets right."""
    for count in (0, 3, 300):
        log.grow(count)
        assert ask(served, log).by(KEY.verifier)


def test_who_answers_with_another_key_is_silent(served, log):
    """A cosignature by another key than the pinned one is none."""
    with pytest.raises(WitnessSilent):
        ask(served, log, SigningKey("other.invalid", COSIGNATURE, b"\x22" * 32).verifier)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\xff\n",
        b"HTTP/1.1 409 C\r\nContent-Length: 4\r\n\r\n999\n",
        b"HTTP/1.1 409 C\r\nContent-Length: 2\r\n\r\n-1",
        b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + b"x" * 99999,
        b"nonsense\r\n\r\n",
        b"",
    ],
)
def test_answers_that_are_no_cosignature(log, answer):
    """Whatever a witness answers, the log hears either a cosignature or WitnessSilent."""

    def served(kept, heads):
        next(requests(kept, heads))
        kept.sendall(answer)

    with serving(served) as (url, _), pytest.raises(WitnessSilent):
        ask_witness(url, KEY.verifier, bytes(log.head().signed(LOG)), 0, lambda old, new: [])


def test_what_it_serves(served, log):
    """The newest checkpoint under the origin's hash; nothing else."""
    close = b"Connection: close\r\n\r\n"
    path = sha256(ORIGIN.encode()).hexdigest().encode()
    assert b" 404 " in said(served, b"GET /" + path + b"/checkpoint HTTP/1.1\r\n" + close)
    ask(served, log)
    answer = said(served, b"GET /" + path + b"/checkpoint HTTP/1.1\r\n" + close)
    assert b" 200 " in answer
    assert log.head().text.encode() in answer
    for other in (b"/", b"/lock/checkpoint", b"/../witness.key", b"/" + path, b"/checkpoint"):
        assert b" 404 " in said(served, b"GET " + other + b" HTTP/1.1\r\n" + close)


@pytest.mark.parametrize(
    "length", [b"", b"Content-Length: -1\r\n", b"Content-Length: 99999999\r\n", b"Content-Length: x\r\n"]
)
def test_requests_without_a_bounded_length_are_not_read(served, length):
    """413 and the connection ends, before a byte of the body."""
    answer = said(served, b"POST /add-checkpoint HTTP/1.1\r\n" + length + b"\r\nold 0\n")
    assert b" 413 " in answer


def test_more_callers_than_places_wait_for_nobody(served, log):
    """Silent callers take all places; further ones are closed at once, and after their time all places are free."""
    with ExitStack() as open_:
        for _ in range(witness_http.MOST):
            kept = open_.enter_context(socket.create_connection(("127.0.0.1", served.server_port), 5))
            kept.sendall(b"POST /add-checkpoint HTTP/1.1\r\n")
        while served.places._value:
            pass
        with pytest.raises(WitnessSilent):
            ask(served, log)
        for end in list(served._open):
            served._open[end] = 0.0  # their minute is over
        while served.places._value < witness_http.MOST:
            pass
        assert ask(served, log).by(KEY.verifier)


def test_a_cut_request_is_no_request(served, tmp_path, log):
    """A body that ends early leaves nothing behind."""
    content = bytes(AddCheckpoint(0, (), bytes(log.head().signed(LOG))))
    with socket.create_connection(("127.0.0.1", served.server_port), 5) as kept:
        kept.sendall(b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(content) + content[:-9])
        kept.shutdown(socket.SHUT_WR)
        assert kept.recv(100) == b""
    assert not any((tmp_path / "w").glob("[0-9a-f]" * 64))
