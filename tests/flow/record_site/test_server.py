"""The small server: a built site or the summary release, nothing beside it."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fanlight.project.record_site import SHELL, shipped_site
from fanlight.record.release.server import (
    NoRelease,
    NoSite,
    RecordPortTaken,
    Site,
    _Handler,
    folder_site,
    make_server,
    released_site,
)
from fanlight.record.release.write import write_site


@contextmanager
def running(site: Site) -> Iterator[int]:
    server = make_server(site, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def get(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def test_the_summary_release_is_served_whole() -> None:
    """A fresh clone shows the real record: headline, Breonna Taylor's agency, the pointer to her row."""
    with running(shipped_site()) as port:
        status, headers, body = get(port, "/")
        assert status == 200 and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "Summary release" in body.decode() and "Breonna Taylor" in body.decode()
        headline = json.loads(get(port, "/headline.json")[2])
        assert headline["named_cases"]["Breonna Taylor"] == "Louisville Metro Police Department"
        agency = get(port, "/agency/KY0568000.html")[2].decode()
        assert "Breonna Taylor" in agency and "mpv-" in agency
        assert get(port, "/nothing.html")[0] == 404


def test_nothing_outside_a_site_is_served(tmp_path: Path) -> None:
    """No way up, no hidden file, no null byte."""
    (tmp_path / "secret.txt").write_text("secret")
    write_site({"index.html": lambda: b"<p>here"}, tmp_path / "site")
    (tmp_path / "site" / "out").symlink_to(tmp_path / "secret.txt")
    with running(folder_site(tmp_path / "site")) as port:
        assert get(port, "/")[2] == b"<p>here"
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/.fanlight-record", "/out", "/a%00b"):
            assert get(port, path)[0] == 404, path


def test_wrong_places_are_refused_in_words(tmp_path: Path) -> None:
    """A folder that is no site, a release that is not there, a port that is taken."""
    with pytest.raises(NoSite):
        folder_site(tmp_path)
    with pytest.raises(NoRelease):
        released_site(SHELL, tmp_path)("index.html")
    with running(lambda _: b"") as port, pytest.raises(RecordPortTaken, match=str(port)):
        make_server(lambda _: b"", port)


def test_the_release_is_served_without_the_extra() -> None:
    """A home has none of the packages that a build needs: pages, statistics and downloads of the release need none."""
    code = (
        "import sys\n"
        "for one in ('rapidfuzz', 'scipy', 'statsmodels', 'numpy', 'pandas', 'polars', 'duckdb', 'openpyxl'):\n"
        "    sys.modules[one] = None\n"
        "from fanlight.project.record_site import shipped_site\n"
        "site = shipped_site()\n"
        "for one in ('index.html', 'statistics.html', 'methods.html', 'registry.html', 'agency/AZ0071700.html',\n"
        "            'downloads/combinations-multiverse.csv', 'downloads/definitions.json', 'published.json'):\n"
        "    assert site(one), one\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_who_hangs_up_is_written_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    """A visitor whose connection breaks leaves no address and no traceback; a fault of ours leaves one line."""
    server = make_server(lambda _: b"", 0)
    for error, said in ((ConnectionResetError(104, "reset"), ""), (KeyError("agency"), "KeyError")):
        try:
            raise error
        except (OSError, KeyError):
            server.handle_error(None, ("203.0.113.9", 4711))
        written = capfd.readouterr().err
        assert said in written and "203.0.113.9" not in written and "Traceback" not in written
        assert bool(said) == bool(written)
    server.server_close()


def test_who_says_nothing_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that stay open without a word would take every thread and file that there is."""
    assert 0 < (_Handler.timeout or 0) <= 60
    monkeypatch.setattr(_Handler, "timeout", 0.05)
    with running(lambda _: b"") as port, socket.create_connection(("127.0.0.1", port), timeout=10) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-")
        assert silent.recv(100) == b""
