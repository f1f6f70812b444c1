"""The review page serves this computer's own browser and takes nothing from anybody else's page."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest

from fanlight.record.linkage.review.answers import Answers
from fanlight.record.linkage.review.queue import doubts
from fanlight.record.linkage.review.server import ReviewServer
from tests.unit.record.linkage.world import HEADER, mention, world


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    linker, _ = world(tmp_path)
    some = [linker.verdict(mention(text, city="Otterby")) for text in ("Fabeldale PD", "Fabledael PD")]
    some += [linker.verdict(mention("Otterby Township PD", city="Far"))]
    aliases = tmp_path / "reviewed.csv"
    aliases.write_text(HEADER)
    answers = Answers(aliases, "A. Reviewer", date(2026, 11, 24))
    served = ReviewServer(0, doubts({"mpv": some}), linker.index, answers)
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield served
    served.shutdown()
    thread.join()
    served.server_close()


def ask(
    server: ReviewServer, method: str, path: str, *, body: dict[str, str] | None = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, urlencode(body) if body is not None else None, sent)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, dict(answer.getheaders())


def own(server: ReviewServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def answer_to(page: str, agency: str) -> dict[str, str]:
    hidden = dict(re.findall(r'name="(token|doubt)" value="([^"]*)"', page))
    return {**hidden, "agency": agency, "reason": "seen"}


def test_an_answer_is_taken_and_taken_back(server: ReviewServer) -> None:
    """The page shows one doubt, its form writes one line, undo removes it, and the page goes on."""
    _, page, headers = ask(server, "GET", "/")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "<style" not in page
    assert "style=" not in page
    waiting = len(server.waiting)
    status, _, _ = ask(
        server, "POST", "/answer", body=answer_to(page, server.waiting[0].candidates[0]), Origin=own(server)
    )
    assert (status, len(server.waiting)) == (303, waiting - 1)
    assert server.answers.path.read_text().count("A. Reviewer") == 1
    token = {"token": server.token}
    assert ask(server, "POST", "/undo", body=token, Origin=own(server))[0] == 303
    assert (len(server.waiting), server.answers.path.read_text()) == (waiting, HEADER)


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({"Origin": "https://elsewhere.example"}, None),
        ({}, None),
        ({"Origin": "null"}, None),
        ({"Origin": "own"}, "guessed"),
        ({"Origin": "own", "Host": "rebound.example"}, None),
    ],
)
def test_other_pages_can_answer_nothing(server: ReviewServer, headers: dict[str, str], token: str | None) -> None:
    """Origin, host and token must all be this page's."""
    form = answer_to(ask(server, "GET", "/")[1], "none")
    form["token"] = token or form["token"]
    sent = {name: own(server) if value == "own" else value for name, value in headers.items()}
    assert ask(server, "POST", "/answer", body=form, **sent)[0] == 403
    assert server.answers.path.read_text() == HEADER


def test_a_host_that_was_rebound_reads_nothing(server: ReviewServer) -> None:
    """A name that points here from elsewhere does not get the token."""
    status, page, _ = ask(server, "GET", "/", Host="rebound.example")
    assert (status, page) == (403, "")


def test_names_of_sources_are_text(server: ReviewServer) -> None:
    """A name with markup is shown, not run."""
    server.waiting[0].name = '<b>Otterby"</b> PD'
    _, page, _ = ask(server, "GET", "/")
    assert "&lt;b&gt;Otterby&quot;&lt;/b&gt; PD" in page
    assert "<b>" not in page


def test_every_candidate_has_its_key(server: ReviewServer) -> None:
    """1 to 9 choose, N is none, U takes back; the script clicks the buttons that work without it."""
    _, page, _ = ask(server, "GET", "/")
    keys = re.findall(r'data-key="(\w)"', page)
    assert keys == [*map(str, range(1, len(server.waiting[0].candidates) + 1)), "n", "u"]
    assert ask(server, "GET", "/review.js")[0] == ask(server, "GET", "/review.css")[0] == 200
    assert ask(server, "GET", "/../server.py")[0] == 404
