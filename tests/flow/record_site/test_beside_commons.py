"""The record beside a commons: asked once a minute on the loopback; while that is away, what it said last stands."""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest

from fanlight.project.cli.record.serve import said_by
from fanlight.project.record_site import EVERY, CommonsBeside, shipped_site
from fanlight.record.release.commons import WrongConduct
from tests.flow.record_site.conftest import Run
from tests.unit.record.release.test_commons import GIVEN

LOUISVILLE = "KY0568000"
PAGE, REGISTRY = f"agency/{LOUISVILLE}.html", "registry.html"


class Commons(ThreadingHTTPServer):
    """Answers /record.json with what the test says, and counts."""

    says: bytes = b""
    asked = 0


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Commons) and self.path == "/record.json"
        self.server.asked += 1
        self.send_response(200 if self.server.says else 503)
        self.end_headers()
        self.wfile.write(self.server.says)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def commons() -> Iterator[Commons]:
    server = Commons(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def saying(term: str = "in force") -> bytes:
    said = copy.deepcopy(GIVEN)
    said["agencies"] = [{**said["agencies"][0], "record": LOUISVILLE}]
    said["agencies"][0]["partnerships"][0]["term"] = term
    return json.dumps(said).encode()


def words(site_page: bytes | None) -> str:
    assert site_page is not None
    return " ".join(site_page.decode().split())


def test_a_minute_later_the_page_says_what_the_commons_says(commons: Commons) -> None:
    """Not founded, founded, ended, gone wrong, gone: each after its minute, and the record stands all the while."""
    clock = [0.0]
    read = shipped_site(commons=CommonsBeside(commons.server_address[1], lambda: clock[0]))
    assert "With the community" not in words(read(PAGE))
    commons.says = saying()
    assert "With the community" not in words(read(PAGE)) and commons.asked == 1
    clock[0] += EVERY
    assert "With the community Wander County: in force." in words(read(PAGE))
    assert "The community Wander County: 1 partnership in force" in words(read(REGISTRY))
    assert read("downloads/community-partnerships.csv") and commons.asked == 2
    for wrong in (b"<!doctype html>", b"", b"[" * 100_000):
        commons.says = wrong
        clock[0] += EVERY
        assert "With the community Wander County: in force." in words(read(PAGE))
    commons.says = saying("over")
    clock[0] += EVERY
    assert "With the community Wander County: over." in words(read(PAGE))
    assert "The community Wander County: 0 partnerships in force" in words(read(REGISTRY))


def test_without_a_commons_there_is_none(commons: Commons) -> None:
    """Nobody listens there: at once, and the record is whole."""
    port = commons.server_address[1]
    commons.server_close()
    read = shipped_site(commons=CommonsBeside(port))
    assert "With the community" not in words(read(PAGE))
    assert read("downloads/community-partnerships.csv") is None


def test_files_of_commons_stand_beside_the_summary_release(tmp_path: Path, run: Run) -> None:
    """`record serve --commons`: a wrong file stops it before it serves; a built site has its own."""
    (tmp_path / "said.json").write_bytes(saying())
    read = shipped_site(commons=said_by(tmp_path / "said.json"))
    assert "With the community Wander County: in force." in words(read(PAGE))
    (tmp_path / "said.json").write_bytes(saying()[:-9])
    with pytest.raises(WrongConduct, match=r"said\.json"):
        said_by(tmp_path / "said.json")
    both = run("serve", tmp_path, "--commons", tmp_path / "said.json")
    assert both.exit_code == click.UsageError.exit_code and "record build --commons" in both.output
