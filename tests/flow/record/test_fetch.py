"""Fetching against a server of our own: resumed, checked, and honest about what does not come."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fanlight.record.sources.fetch import NotFetched, OtherBytes, Pinned, fetch_file

BYTES = bytes(range(256)) * 1000


class Server(BaseHTTPRequestHandler):
    """Serves BYTES; `mode` says how it misbehaves."""

    mode = "good"
    asked: list[str] = []

    def do_GET(self) -> None:
        begun = int(self.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
        type(self).asked.append(self.headers.get("Range", ""))
        if self.mode == "gone":
            self.send_error(404)
            return
        ranged = begun and self.mode != "no ranges"
        body = BYTES[begun:] if ranged else BYTES
        body = bytes(len(body)) if self.mode == "other bytes" else body
        self.send_response(206 if ranged else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if self.mode == "cut" else body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def base() -> Iterator[str]:
    Server.mode, Server.asked = "good", []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


PINNED = Pinned("a/b.csv", "o/r/c/b.csv", hashlib.sha256(BYTES).hexdigest(), len(BYTES), "")


def test_a_file_comes_once(tmp_path: Path, base: str) -> None:
    """The second time nothing is asked for, because the hash is right."""
    done: list[int] = []
    assert fetch_file(PINNED, tmp_path, base, tell=done.append) is True
    assert (tmp_path / "a/b.csv").read_bytes() == BYTES
    assert done[-1] == len(BYTES)
    assert fetch_file(PINNED, tmp_path, base) is False
    assert len(Server.asked) == 1


@pytest.mark.parametrize("again", ["good", "no ranges"])
def test_a_cut_download_goes_on(tmp_path: Path, base: str, again: str) -> None:
    """What came is kept and the rest asked for; a server that knows no ranges sends the whole again."""
    Server.mode = "cut"
    with pytest.raises(NotFetched):
        fetch_file(PINNED, tmp_path, base)
    Server.mode = again
    assert fetch_file(PINNED, tmp_path, base) is True
    assert (tmp_path / "a/b.csv").read_bytes() == BYTES
    assert Server.asked[1].startswith("bytes=")


@pytest.mark.parametrize(("mode", "error"), [("other bytes", OtherBytes), ("gone", NotFetched)])
def test_what_is_not_pinned_is_not_kept(tmp_path: Path, base: str, mode: str, error: type[NotFetched]) -> None:
    """Other bytes and errors leave no file that a build would read."""
    Server.mode = mode
    with pytest.raises(error) as raised:
        fetch_file(PINNED, tmp_path, base)
    assert raised.value.remedy
    assert not (tmp_path / "a/b.csv").exists()


def test_no_server_is_said(tmp_path: Path) -> None:
    """An address where nobody answers is our own error."""
    with pytest.raises(NotFetched):
        fetch_file(PINNED, tmp_path, "http://127.0.0.1:9")
