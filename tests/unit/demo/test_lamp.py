"""The demo's lamp over HTTP."""

from __future__ import annotations

import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.demo.lamp import Lamp

TOKEN = "made-up-token"
RIGHT = {"Authorization": f"Bearer {TOKEN}"}


def ask(said: bytes) -> tuple[int, dict, list[bool]]:
    """Status, answer and what was switched."""

    async def asked():
        switched: list[bool] = []
        lamp = Lamp(TOKEN, switched.append)
        await lamp.start(0)
        reader, writer = await asyncio.open_connection("127.0.0.1", lamp.port)
        writer.write(said)
        writer.write_eof()
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()
        await lamp.stop()
        return int(head.split()[1]), json.loads(body) if body else {}, switched

    return asyncio.run(asked())


def request(method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> bytes:
    headers = (RIGHT if headers is None else headers) | ({"Content-Length": str(len(body))} if body else {})
    lines = [f"{method} {path} HTTP/1.1", "Host: lamp", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


@pytest.mark.parametrize("on", [True, False])
def test_switching(on):
    """A POST with the token switches the lamp and says how it is now."""
    assert ask(request("POST", "/lamp", json.dumps({"on": on}))) == (200, {"on": on}, [on])


def test_telling():
    """A GET switches nothing."""
    assert ask(request("GET", "/lamp")) == (200, {"on": False}, [])


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (request("POST", "/lamp", '{"on": true}', headers={}), 401),
        (request("POST", "/lamp", '{"on": true}', headers={"Authorization": "Bearer other"}), 401),
        (request("POST", "/other", '{"on": true}'), 404),
        (request("DELETE", "/lamp"), 405),
        (request("POST", "/lamp"), 400),
        (request("POST", "/lamp", "on"), 400),
        (request("POST", "/lamp", '{"on": 1}'), 400),
        (request("POST", "/lamp", "x" * 300), 400),
        (b"OPTIONS rtsp://127.0.0.1 RTSP/1.0\r\n\r\n", 400),
        (b"x" * 9000, 400),
    ],
)
def test_refusals(said, status):
    """Each wrong request has its status and leaves the lamp alone."""
    assert ask(said)[::2] == (status, [])


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(untrusted):
    """Whatever comes is refused with a status."""
    assert ask(untrusted + b"\r\n\r\n")[0] in (400, 401, 404)
