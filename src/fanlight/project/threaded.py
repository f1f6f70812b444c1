"""Django under ASGI without its hops: plain views and middleware run whole in a fixed pool of threads.

Django's own handler gives every request a thread of its own and crosses to it once per middleware; a connection to the
database then lives as long as the request. Here the threads stay, and with them their connections. Bodies are read and
answers sent by the event loop, so that a slow reader holds no thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
THREADS = 16  # and as many connections: well below PostgreSQL's usual hundred


class ThreadedHandler(ASGIHandler):
    """ASGI 3 for `http`. What views stream is streamed by the event loop, as Django does it."""

    def __init__(self, threads: int = THREADS) -> None:
        BaseHandler.__init__(self)  # not ASGIHandler's, which loads the middleware for the event loop
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"This serves http, not {scope['type']}.")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        loop = asyncio.get_running_loop()
        try:
            response, is_whole = await loop.run_in_executor(self._threads, self._answer, scope, body)
            if is_whole:
                await self.send_response(response, send)
                return
            try:
                await self._stream(response, receive, send)
            finally:
                await loop.run_in_executor(self._threads, response.close)
        finally:
            body.close()

    def _answer(self, scope: Scope, body: IO[bytes]) -> tuple[HttpResponseBase, bool]:
        """In a thread, with its connection. True: the answer is whole, and closed, which ends the request."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = self.get_response(request) if request is not None else refusal
        response._handler_class = self.__class__
        if response.streaming and response.is_async:
            return response, False
        if response.streaming:  # a file: read here, as Django would read it whole in the thread that all share
            response.streaming_content = _whole(b"".join(response))
        response.close()
        return response, True

    async def _stream(self, response: HttpResponseBase, receive: Receive, send: Send) -> None:
        """Until all is sent or the reader is gone: behind the body nothing but its going can arrive."""
        sending = asyncio.ensure_future(self.send_response(response, send))
        going = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({sending, going}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            going.cancel()
            if not sending.done():
                sending.cancel()
        await asyncio.gather(sending, going, return_exceptions=True)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
