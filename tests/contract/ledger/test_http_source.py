"""Reading a log over HTTP: one kept connection, nothing that tells who asks, no server that holds the reader up."""

import re
import socket
from contextlib import suppress

import pytest

from fanlight.ground.clock import SystemClock
from fanlight.trust.ledger import http_source
from fanlight.trust.ledger.faults import BadTree, TileMissing, TileWrong, Unreachable
from fanlight.trust.ledger.follower import State, step
from fanlight.trust.ledger.http_source import HttpSource
from fanlight.trust.ledger.source import NotThere, TooLong
from fanlight.trust.ledger.verify import verify_log
from tests.contract.ledger.served import files, requests, serving
from tests.made_log import NOW, TRUST, MadeLog


@pytest.fixture
def log(tmp_path):
    return MadeLog(tmp_path / "log").grow(3000)


@pytest.fixture
def source(request):
    made = []

    def make(url):
        made.append(HttpSource(url, SystemClock()))
        return made[-1]

    yield make
    for one in made:
        one.close()


def follow(source, state=None):
    got = []
    found = step(source, TRUST, state or State(), NOW, lambda at, more: got.extend(more))
    return got, found.state


def test_a_log_is_followed_over_one_connection(log, source):
    """Every entry over HTTP, several requests on their way at once, one connection."""
    connections = []

    def answer(kept, heads):
        connections.append(kept)
        files(log.folder)(kept, heads)

    with serving(answer) as (url, heads):
        got, _ = follow(source(url))
        assert got == log.entries
        assert len(connections) == 1
        assert len(heads) == len(set(heads))


def test_requests_tell_nothing(log, source):
    """Exactly three lines: what is asked, of whom, in which coding. No agent, cookie, condition, language."""
    with serving(files(log.folder)) as (url, heads):
        reader = source(url)
        _, state = follow(reader)
        log.grow(1)
        follow(reader, state)
        for head in heads:
            assert re.fullmatch(
                rb"GET /log/[a-z0-9./]+ HTTP/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\nAccept-Encoding: identity", head
            )


def test_several_requests_are_on_their_way(log, source):
    """The server gets the next requests before it answered the first ones."""
    ahead = []

    def answer(kept, heads):
        kept.settimeout(0.2)
        asked = requests(kept, heads)
        path = next(asked)
        content = (log.folder / path).read_bytes()
        kept.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content)
        before = len(heads)
        with suppress(TimeoutError):
            for _ in asked:
                pass
        ahead.append(len(heads) - before)

    with serving(answer) as (url, _):
        wanted = [(f"tile/entries/00{n}", 3_000_000) for n in range(10)]
        got = list(source(url).fetch_all(wanted))
    assert got == [(log.folder / path).read_bytes() for path, _ in wanted]
    assert max(ahead) == http_source.UNDER_WAY


def test_something_else_between_two_answers(log, source):
    """Whoever fetches a body while entries come in gets that body, and the entries go on."""
    name = log.store.put_body(b"a body")
    with serving(files(log.folder)) as (url, _):
        reader = source(url)
        got = []
        for content in reader.fetch_all([(f"tile/entries/00{n}", 3_000_000) for n in range(10)]):
            got.append(content)
            assert reader.fetch(f"body/{name}", 100) == b"a body"
        assert got == [(log.folder / f"tile/entries/00{n}").read_bytes() for n in range(10)]
        assert verify_log(reader, TRUST).checkpoint == log.head()


@pytest.mark.parametrize("answers", [1, 2, 5])
def test_a_server_that_ends_connections(log, source, answers):
    """Closed without a word after some answers: what is open is asked once more, nothing is lost or twice."""
    with serving(files(log.folder, per_connection=answers)) as (url, _):
        got, _ = follow(source(url))
        assert got == log.entries


def test_a_kept_connection_that_went_stale(log, source):
    """Between two steps the server may have closed it: the next step opens another."""
    with serving(files(log.folder)) as (url, _):
        reader = source(url)
        _, state = follow(reader)
        reader._idle[0]._socket.shutdown(socket.SHUT_RDWR)
        log.grow(5)
        got, _ = follow(reader, state)
        assert got == log.entries[-5:]


def test_missing_and_long_files_are_said_by_name(log, source):
    """404 is NotThere and TileMissing; more bytes than a tile may have are TooLong and TileWrong."""
    (log.folder / "tile/entries/003").unlink()
    with serving(files(log.folder)) as (url, _):
        with pytest.raises(NotThere):
            source(url).fetch("body/" + "0" * 64, 100)
        with pytest.raises(TileMissing, match="tile/entries/003"):
            follow(source(url))
        (log.folder / "tile/entries/003").write_bytes(bytes(3_000_000))
        with pytest.raises(TooLong):
            source(url).fetch("tile/entries/003", 1000)
        with pytest.raises(TileWrong, match="tile/entries/003"):
            verify_log(source(url), TRUST)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 301 There\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 3,
        b"\x00\xff" * 1000,
    ],
)
def test_answers_out_of_form_are_unreachable(source, said):
    """Errors, redirects, partial or coded content, cut and endless heads: Unreachable, no other error."""

    def answer(kept, heads):
        next(requests(kept, heads))
        kept.sendall(said)

    with serving(answer) as (url, heads), pytest.raises(Unreachable):
        try:
            source(url).fetch("checkpoint", 1000)
        finally:
            assert len(heads) <= 2


class HastyClock(SystemClock):
    """A second of the machine is a minute."""

    def monotonic(self) -> float:
        return super().monotonic() * 60


def test_a_server_that_trickles_is_given_up(monkeypatch):
    """A byte now and then does not hold the reader beyond its patience for the whole answer."""
    monkeypatch.setattr(http_source, "PATIENCE", 0.5)

    def answer(kept, heads):
        next(requests(kept, heads))
        kept.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        kept.settimeout(0.05)
        while True:
            kept.sendall(b"x")
            try:
                if not kept.recv(1):
                    return
            except TimeoutError:
                continue

    with serving(answer) as (url, _):
        reader = HttpSource(url, HastyClock())
        with pytest.raises(Unreachable, match="slowly"):
            reader.fetch("checkpoint", 200_000)


def test_nobody_there():
    """A port that nobody listens on, and addresses that are no log's."""
    with pytest.raises(BadTree):
        HttpSource("http://127.0.0.1:9/log", SystemClock()).fetch("checkpoint", 1000)
    for url in ("ftp://example.org/", "http://", "http://example.org/?a=b", "example.org"):
        with pytest.raises(Unreachable):
            HttpSource(url, SystemClock())
