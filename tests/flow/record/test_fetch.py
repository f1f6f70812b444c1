"""Fetching against a server of our own: resumed, checked, and honest about what does not come."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import urllib3
from click.testing import CliRunner

import fanlight.record.sources.fetch as fetching
from fanlight.project.cli.record.fetch import fetch
from fanlight.record.sources.fetch import NotFetched, OtherBytes, Pinned, fetch_file

BYTES = bytes(range(256)) * 1000


class Server(BaseHTTPRequestHandler):
    """Serves BYTES; `mode` says how it misbehaves."""

    mode = "good"
    asked: list[str] = []
    woken = threading.Event()

    def do_GET(self) -> None:
        begun = int(self.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
        type(self).asked.append(self.headers.get("Range", ""))
        if self.mode == "gone":
            self.send_error(404)
            return
        if self.mode == "elsewhere":
            self.send_response(302)
            self.send_header("Location", f"http://{self.headers['Host']}/good")
            self.send_header("Content-Length", "0")
            self.end_headers()
            type(self).mode = "good"
            return
        ranged = begun and self.mode != "no ranges"
        body = BYTES[begun:] if ranged else BYTES
        body = bytes(len(body)) if self.mode == "other bytes" else body
        self.send_response(206 if ranged else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.mode == "stalled":
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            type(self).woken.wait(30)
            return
        self.wfile.write(body[: len(body) // 2] if self.mode == "cut" else body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def base() -> Iterator[str]:
    Server.mode, Server.asked, Server.woken = "good", [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Server.woken.set()
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


def test_a_redirect_is_not_followed(tmp_path: Path, base: str) -> None:
    """A pin names its address; what lies elsewhere is not asked for, and nothing stays."""
    Server.mode = "elsewhere"
    with pytest.raises(NotFetched, match="302"):
        fetch_file(PINNED, tmp_path, base)
    assert len(Server.asked) == 1 and not (tmp_path / "a/b.csv").exists()


def test_a_server_that_falls_silent_is_left_and_taken_up_again(
    tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the patience for one piece: our error; what came is kept, and the next try asks for the rest alone."""
    monkeypatch.setattr(fetching, "PATIENCE", urllib3.Timeout(connect=5, read=0.2))
    Server.mode = "stalled"
    with pytest.raises(NotFetched, match=r"Timeout|bytes came"):
        fetch_file(PINNED, tmp_path, base)
    Server.woken.set()
    Server.mode = "good"
    assert fetch_file(PINNED, tmp_path, base) is True
    assert (tmp_path / "a/b.csv").read_bytes() == BYTES
    assert int(Server.asked[1].removeprefix("bytes=").rstrip("-")) > 0


def test_more_bytes_than_pinned_are_not_read_on(tmp_path: Path, base: str) -> None:
    """A server that sends more is stopped soon after the pinned size, and the file thrown away."""
    small = replace(PINNED, size=100_000, sha256=hashlib.sha256(BYTES[:100_000]).hexdigest())
    done: list[int] = []
    with pytest.raises(OtherBytes):
        fetch_file(small, tmp_path, base, tell=done.append)
    assert max(done) <= 100_000 and list((tmp_path / "a").iterdir()) == []


@pytest.mark.parametrize("mode", ["gone", "other bytes", "cut", "elsewhere"])
def test_the_command_names_every_failure_and_goes_on(tmp_path: Path, base: str, mode: str) -> None:
    """Each file's failure in a line, what cannot be had at all, and an error at the end; no file a build would read."""
    Server.mode = mode
    result = CliRunner().invoke(fetch, ["--data", str(tmp_path), "--base", base])
    known = fetching.publishers()
    failed = [one for one in known.files if not (tmp_path / one.name).exists()]
    assert isinstance(result.exception, NotFetched) and f"{len(failed)} of {len(known.files)}" in str(result.exception)
    for pinned in failed:
        assert pinned.name in result.output or pinned.path in result.output
    assert all(one.differs in result.output for one in known.missing)
    if mode != "elsewhere":
        assert len(failed) == len(known.files)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.endswith(".part")]
