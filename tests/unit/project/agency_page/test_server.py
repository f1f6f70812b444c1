"""The page of an opened package answers its owner's browser alone, and only about this package."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from fanlight.project.agency_page.page import moment, package_page
from fanlight.project.agency_page.server import AT_ONCE, PackageServer
from tests.unit.project.agency_page.serving import asked, opened, serving
from tests.unit.trust.papers.package.making import Made, made


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("page") / "log")


@pytest.fixture(scope="module")
def server(package: Made) -> Iterator[PackageServer]:
    with serving(opened(package)) as running:
        yield running


def test_it_listens_on_this_computer_alone(server: PackageServer) -> None:
    """127.0.0.1, a free port, a token of 256 bits in the address."""
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/{server.token}/"
    assert len(server.token) >= 43


def test_the_page_shows_request_terms_checks_and_receipt(server: PackageServer) -> None:
    """Words of the request, each check by its part, the hash that a receipt would name."""
    answer, body = asked(server, "GET", f"/{server.token}/")
    text = body.decode()
    assert answer.status == 200
    for words in ("MB-2026-0311", "garden shed", "Det. A. Moreno", "90 days", "burglary", "data/clip.mp4", "SHA-256"):
        assert words in text, words
    assert "<script" not in text
    assert "All checks that were made are good." in text


def test_every_answer_has_the_strict_policy(server: PackageServer) -> None:
    """No script, nothing from elsewhere, no framing, nothing kept."""
    for path in ("", "agency.css", "clip.mp4", "nothing"):
        answer, _ = asked(server, "GET", f"/{server.token}/{path}")
        policy = answer.getheader("Content-Security-Policy") or ""
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert answer.getheader("Cache-Control") == "no-store"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"


@pytest.mark.parametrize(
    "path", ["/", "/clip.mp4", "/x/", "//", "/{token}", "/{token}/../", "/{token}/data/request.json", "*"]
)
def test_without_the_token_there_is_nothing(server: PackageServer, path: str) -> None:
    """Another token, none, or a name that the page has not: the same dull answer."""
    answer, body = asked(server, "GET", path.format(token=server.token))
    assert (answer.status, body) == (404, b"")


def test_another_name_is_refused(server: PackageServer) -> None:
    """A site whose name was pointed at 127.0.0.1 (DNS rebinding) sees nothing."""
    answer, _ = asked(server, "GET", f"/{server.token}/", {"Host": "evil.invalid"})
    assert answer.status == 404


def test_a_film_can_be_wound(server: PackageServer, package: Made) -> None:
    """Ranges by RFC 9110, the whole where a range is out of form."""
    film = bytes(package.files["data/clip.mp4"])
    path = f"/{server.token}/clip.mp4"
    for asked_range, part in (
        ("bytes=0-", film),
        ("bytes=10-19", film[10:20]),
        ("bytes=10-99999999", film[10:]),
        ("bytes=-5", film[-5:]),
        ("bytes=-99999999", film),
    ):
        answer, body = asked(server, "GET", path, {"Range": asked_range})
        assert (answer.status, body) == (206, part)
    for whole in ("bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=a-b", "bytes=" + "9" * 40 + "-"):
        answer, body = asked(server, "GET", path, {"Range": whole})
        assert (answer.status, body) == (200, film)
    for beyond in (f"bytes={len(film)}-", "bytes=9-3", "bytes=-0"):
        answer, body = asked(server, "GET", path, {"Range": beyond})
        assert (answer.status, answer.getheader("Content-Range")) == (416, f"bytes */{len(film)}")
    answer, body = asked(server, "HEAD", path)
    assert (answer.status, body, answer.getheader("Content-Length")) == (200, b"", str(len(film)))


def form(server: PackageServer, **changed: str) -> dict[str, str]:
    origin = f"http://127.0.0.1:{server.server_port}"
    return {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded", **changed}


def test_the_receipt_is_signed_for_this_pages_form_alone(server: PackageServer, package: Made) -> None:
    """Its token and its origin, or nothing is signed; asked twice it is the same receipt."""
    path, body = f"/{server.token}/receipt.json", f"token={server.form_token}".encode()
    answer, signed = asked(server, "POST", path, form(server), body)
    assert answer.status == 200
    assert "attachment" in (answer.getheader("Content-Disposition") or "")
    assert json.loads(signed)["paper"]["disclosure"] == package.payload.disclosure.id
    assert asked(server, "POST", path, form(server), body)[1] == signed
    for headers, content, target in (
        (form(server, Origin="https://evil.invalid"), body, path),
        (form(server, Origin="null"), body, path),
        ({}, body, path),
        (form(server), b"token=guess", path),
        (form(server), b"", path),
        (form(server), body + b"&x=" + b"y" * 2_000, path),
        (form(server, **{"Content-Length": "x"}), body, path),
        (form(server), body, f"/{server.token}/"),
        (form(server), body, "/receipt.json"),
    ):
        answer, signed = asked(server, "POST", target, headers, content)
        assert (answer.status, signed) == (403, b"")


def test_without_a_key_nothing_is_signed(package: Made) -> None:
    """The page says how to begin again."""
    with serving(opened(package, signing=False)) as server:
        assert b"--signer" in asked(server, "GET", f"/{server.token}/")[1]
        body = f"token={server.form_token}".encode()
        assert asked(server, "POST", f"/{server.token}/receipt.json", form(server), body)[0].status == 409


def test_what_does_not_stand_is_shown_so_and_not_receipted(tmp_path: Path) -> None:
    """The film can be looked at, under a warning; nothing is acknowledged."""
    package = made(tmp_path)
    package.files["data/clip.mp4"] = bytes(package.files["data/clip.mp4"])[:-1] + b"\0"
    with serving(opened(package)) as server:
        page = asked(server, "GET", f"/{server.token}/")[1].decode()
        assert "does not stand: data/clip.mp4" in page
        assert "<form" not in page
        body = f"token={server.form_token}".encode()
        assert asked(server, "POST", f"/{server.token}/receipt.json", form(server), body)[0].status == 409


def test_words_from_outside_are_text(tmp_path: Path) -> None:
    """What an officer wrote cannot become a tag."""
    from tests.unit.trust.papers.package.community import Community

    community = Community(tmp_path)
    facts = "<img src=x onerror=alert(1)> & 'quotes' in a text that is long enough to be the facts of a real request."
    package = made(tmp_path, community.noticed(community.request(facts=facts, case='"><b>')), community)
    page = package_page(opened(package), "token").decode()
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;img src=x" in page


def test_many_connections_and_garbage_do_not_stop_it(server: PackageServer) -> None:
    """Open connections beyond the limit are closed; what is no HTTP is answered or dropped; the page still comes."""
    held = [socket.create_connection(("127.0.0.1", server.server_port)) for _ in range(AT_ONCE + 8)]
    try:
        held[-1].settimeout(5)
        assert held[-1].recv(1) == b""
    finally:
        for one in held:
            one.close()
    for garbage in (b"\0\1\2\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"BREW / HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=5) as one:
            one.sendall(garbage)
            one.recv(100)
    deadline = 50
    while deadline:  # the held ones end in their own threads
        try:
            assert asked(server, "GET", f"/{server.token}/")[0].status == 200
            break
        except (ConnectionError, OSError):
            deadline -= 1
    assert deadline


def test_times_are_told_in_the_zone_of_the_request() -> None:
    """A zone that this computer does not know, and a second that no calendar has, are still told."""
    assert moment(1_795_000_000, "America/New_York") == "2026-11-18 06:06:40 America/New_York"
    assert moment(1_795_000_000, "Nowhere/Else") == "2026-11-18 11:06:40 UTC"
    assert moment(2**53 - 1, "UTC") == f"second {2**53 - 1}"
