"""A push service of our own on the loopback: checks the signature, opens the message as the browser would, keeps it."""

from __future__ import annotations

import base64
import json
import os
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def unpadded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def padded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Arrived:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes
    plain: bytes
    claims: dict[str, Any]
    at: float  # time.monotonic of its first byte

    @property
    def message(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.plain)
        return found


@dataclass
class Browser:
    """What a browser keeps to itself of a subscription."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    def subscription(self) -> str:
        """The JSON that `PushSubscription.toJSON()` gives a page."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return json.dumps(
            {
                "endpoint": self.endpoint,
                "expirationTime": None,
                "keys": {"p256dh": unpadded(point), "auth": unpadded(self.auth)},
            }
        )


class PushService:
    """`browser()` subscribes, `arrived` lists what came; `answers` are given in turn. A context manager."""

    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.answers: list[tuple[int, dict[str, str]]] = []  # the next ones; 201 when empty
        self.connections = 0
        self._browsers: dict[str, Browser] = {}
        self._news = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"

    def browser(self) -> Browser:
        path = f"/push/{unpadded(os.urandom(12))}"
        made = self._browsers[path] = Browser(self.origin + path)
        return made

    def wait(self, count: int, seconds: float = 5.0) -> list[Arrived]:
        """At least so many arrivals, or those that came in time."""
        with self._news:
            self._news.wait_for(lambda: len(self.arrived) >= count, seconds)
        return self.arrived

    def __enter__(self) -> PushService:
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _take(self, path: str, headers: dict[str, str], body: bytes, at: float) -> tuple[int, dict[str, str]]:
        browser = self._browsers.get(path)
        if browser is None:
            return 404, {}
        claims = self._claims(headers.get("authorization", ""))
        plain = http_ece.decrypt(body, private_key=browser.key, auth_secret=browser.auth, version="aes128gcm")
        with self._news:
            self.arrived.append(Arrived(path, headers, body, plain, claims, at))
            self._news.notify_all()
            return self.answers.pop(0) if self.answers else (201, {})

    def _claims(self, authorization: str) -> dict[str, Any]:
        """RFC 8292 section 3: the token is checked with the key that comes with it."""
        scheme, _, rest = authorization.partition(" ")
        assert scheme.lower() == "vapid", authorization
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        head, claims, signature = parts["t"].split(".")
        raw = padded(signature)
        assert len(raw) == 64
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), padded(parts["k"]))
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        found: dict[str, Any] = json.loads(padded(claims))
        assert found["aud"] == self.origin
        return found

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                service.connections += 1

            def parse_request(self) -> bool:
                self.began = time.monotonic()
                return super().parse_request()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, extra = service._take(self.path, headers, body, self.began)
                self.send_response(status)
                for name, value in {"Content-Length": "0", **extra}.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
