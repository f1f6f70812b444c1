"""The log under /log/: the files as they lie, with no look into the database; a dull 404 for all else."""

import pytest

from fanlight.commons.log.actions import Written, append
from tests.flow.commons.log.conftest import START

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def log(operated):
    append(folder=operated.log.folder, entries=[Written(b'{"n":%d}' % n) for n in range(300)], now=operated.clock.now())
    operated.round()
    return operated.log


@pytest.mark.parametrize(
    ("path", "content_type", "kept"),
    [
        ("checkpoint", "text/plain; charset=utf-8", "public, max-age=5"),
        ("vkey", "text/plain; charset=utf-8", "public, max-age=300"),
        ("tile/0/000", "application/octet-stream", FOR_EVER),
        ("tile/0/001.p/45", "application/octet-stream", FOR_EVER),
        ("tile/1/000.p/1", "application/octet-stream", FOR_EVER),
        ("tile/entries/000", "application/octet-stream", FOR_EVER),
    ],
)
def test_files_as_they_lie(log, client, path, content_type, kept):
    """Same bytes for everybody, without a cookie or a word about who asks."""
    answer = client.get(f"/log/{path}")
    assert answer.status_code == 200
    assert answer.content == (log.folder / path).read_bytes()
    assert answer["Content-Type"] == content_type
    assert answer["Cache-Control"] == kept
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


def test_bodies(log, client):
    """By their hash; gone once erased."""
    name = log.store.put_body(b"a body")
    answer = client.get(f"/log/body/{name}")
    assert answer.content == b"a body"
    assert answer["Cache-Control"] == "public, max-age=300"
    log.store.erase_body(name)
    assert client.get(f"/log/body/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "head",
        "lock",
        "anchors",
        "keys/log.key",
        "tile/0/002",
        "tile/0/001",
        "tile/0/001.p/46",
        "tile/0/000.p/7",
        "tile/0/000.p/256",
        "tile/0/00",
        "tile/2/000.p/1",
        "tile/entries/../../head",
        "tile/x/000",
        "body/" + "0" * 64,
        "body/head",
        "body/..",
        "",
    ],
)
def test_a_dull_404(log, client, path):
    """Nothing but the published files: no writer's file, no path out, no tile of another name."""
    answer = client.get(f"/log/{path}")
    assert answer.status_code == 404
    assert not answer.cookies


def test_what_is_not_published_is_not_served(log, client):
    """The writer may be ahead: a tile that no published head covers is not there yet."""
    append(folder=log.folder, entries=[Written(b"{}")] * 400, now=START)
    assert (log.folder / "tile/0/001").exists()
    assert client.get("/log/tile/0/001").status_code == 404
    assert client.get("/log/tile/entries/002.p/189").status_code == 404


def test_only_reading(log, client):
    """POST, PUT and DELETE are refused."""
    for method in (client.post, client.put, client.delete):
        assert method("/log/checkpoint").status_code == 405
