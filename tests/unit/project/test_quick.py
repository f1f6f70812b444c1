"""Messages that come together are answered by one go; what a go does not answer takes the usual way, whole."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from fanlight.project.quick import MOST, Posted, Quick, Redirect


async def usual(scope: Any, receive: Any, send: Any) -> None:
    """Says what it got."""
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["method"].encode() + b" " + message["body"]})


async def ask(quick: Quick, path: str, body: bytes, *, method: str = "POST", cut: int = 3) -> tuple[int, Any, bytes]:
    """Status, headers and body; the message comes in pieces."""
    scope = {"type": "http", "method": method, "path": path, "headers": [(b"X-A", b"1"), (b"x-a", b"2")],
             "client": ("203.0.113.7", 1)}  # fmt: skip
    parts = [body[at : at + cut] for at in range(0, len(body), cut)] or [b""]
    given = [{"type": "http.request", "body": part, "more_body": part is not parts[-1]} for part in parts]
    got: list[Any] = []

    async def receive() -> Any:
        return given.pop(0) if given else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        got.append(message)

    await quick(scope, receive, send)
    return (got[0]["status"], dict(got[0]["headers"]), got[1]["body"]) if got else (0, {}, b"")


def led_on(posted: Sequence[Posted]) -> list[Redirect | None]:
    return [None if one.body.startswith(b"none") else Redirect(f"/{one.body.decode()}", {"X-B": "c"}) for one in posted]


def test_what_the_go_answers_is_a_redirect_with_headers() -> None:
    """And the go sees path, peer, headers and the whole body."""
    seen: list[Posted] = []

    def go(posted: Sequence[Posted]) -> list[Redirect | None]:
        seen.extend(posted)
        return led_on(posted)

    answer = asyncio.run(ask(Quick(usual, lambda path: path == "/q", go), "/q", b"where-to"))
    assert answer == (302, {b"location": b"/where-to", b"content-length": b"0", b"x-b": b"c"}, b"")
    assert seen == [Posted("/q", {"x-a": "1,2"}, "203.0.113.7", b"where-to")]


def test_everything_else_takes_the_usual_way_with_its_body() -> None:
    """What no go may answer, what it does not answer, and what it fails at."""

    def fails(posted: Sequence[Posted]) -> list[Redirect | None]:
        raise OSError("away")

    quick = Quick(usual, lambda path: path == "/q", led_on)
    assert asyncio.run(ask(quick, "/other", b"abc", cut=9))[2] == b"POST abc"
    assert asyncio.run(ask(quick, "/q", b"abc", method="GET", cut=9))[2] == b"GET abc"
    assert asyncio.run(ask(quick, "/q", b"none of it"))[2] == b"POST none of it"
    assert asyncio.run(ask(Quick(usual, lambda _: True, fails), "/q", b"abc"))[2] == b"POST abc"


def test_those_who_wait_share_the_next_go_and_each_gets_its_own() -> None:
    """While the first go is held, a hundred come: goes of at most sixty-four, one thread, each answered once."""
    goes: list[int] = []
    threads: set[int] = set()
    held = threading.Event()

    def go(posted: Sequence[Posted]) -> list[Redirect | None]:
        goes.append(len(posted))
        threads.add(threading.get_ident())
        if len(goes) == 1:
            assert held.wait(20)
        return led_on(posted)

    async def together() -> list[tuple[int, Any, bytes]]:
        quick = Quick(usual, lambda _: True, go)
        asks = [asyncio.ensure_future(ask(quick, "/q", f"{one}".encode())) for one in range(101)]
        while not goes or len(quick._waiting) + goes[0] < 101:
            await asyncio.sleep(0)
        held.set()
        return list(await asyncio.gather(*asks))

    answers = asyncio.run(together())
    assert [headers[b"location"] for _, headers, _ in answers] == [f"/{one}".encode() for one in range(101)]
    assert sum(goes) == 101 and max(goes) <= MOST and len(goes) <= 4 and len(threads) == 1


def test_nobody_is_answered_before_the_go_is_over() -> None:
    """An answer means that it is durable."""
    held, begun = threading.Event(), threading.Event()

    def go(posted: Sequence[Posted]) -> list[Redirect | None]:
        begun.set()
        assert held.wait(20)
        return led_on(posted)

    async def watched() -> bool:
        asking = asyncio.ensure_future(ask(Quick(usual, lambda _: True, go), "/q", b"x"))
        await asyncio.to_thread(begun.wait, 20)
        was_done = asking.done()
        held.set()
        assert (await asking)[0] == 302
        return was_done

    assert not asyncio.run(watched())


@pytest.mark.parametrize("leaves", ["before all was said", "while it waits"])
def test_who_leaves_holds_up_nobody(leaves: str) -> None:
    """The next one is answered."""

    async def two() -> tuple[int, Any, bytes]:
        quick = Quick(usual, lambda _: True, led_on)
        if leaves == "while it waits":
            leaving = asyncio.ensure_future(ask(quick, "/q", b"left"))
            while not quick._waiting:
                await asyncio.sleep(0)
            leaving.cancel()
        else:

            async def gone() -> Any:
                return {"type": "http.disconnect"}

            await quick({"type": "http", "method": "POST", "path": "/q", "headers": []}, gone, None)  # type: ignore[arg-type]
        return await ask(quick, "/q", b"stays")

    assert asyncio.run(two())[1][b"location"] == b"/stays"
