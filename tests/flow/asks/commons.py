"""A commons in one hand for tests of the home: Maple Hollow's log in a folder, served on the loopback by a server that
writes down every byte which arrives, and takes entries and packages as the real one does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from fanlight.demo.community.founding import ORIGIN, WITNESSES, founding
from fanlight.demo.community.keys import Keys
from fanlight.demo.community.papers import Community
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import cosign
from fanlight.trust.ledger.note import COSIGNATURE, ED25519, Note, SigningKey
from fanlight.trust.ledger.store import Store
from fanlight.trust.papers.entry import Entry, entry_bytes, parse_entry
from fanlight.trust.papers.signing import Sealed, new_id


@dataclass(frozen=True)
class Message:
    """One request as it arrived: its head in bytes, and how much came behind it."""

    head: bytes
    body: bytes


@dataclass
class Commons:
    """Log, witnesses and mailbox. Times are seconds of the test's clock."""

    folder: Path
    keys: Keys = field(default_factory=lambda: Keys(b"s" * 32))
    messages: list[Message] = field(default_factory=list)
    mailbox: dict[str, bytes] = field(default_factory=dict)
    refuse: int = 0  # a status that is answered to what homes send, instead of taking it
    url: str = ""
    clock: int = 0

    def __post_init__(self) -> None:
        self.store = Store(self.folder)
        self.log = SigningKey(ORIGIN, ED25519, self.keys.secret(ORIGIN))
        self.witnesses = [SigningKey(name, COSIGNATURE, self.keys.secret(name)) for name in WITNESSES]

    def found(self, now: int) -> None:
        """Entry 0, in force, published and anchored."""
        self.clock = now
        paper = founding(self.keys, checked=now - 86_400)
        self.community = Community(self.keys, paper)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "vkey").write_text(self.log.verifier.vkey + "\n")
        self.append(self.community.founded(at=now))

    def append(self, *sealed: Sealed, body: bool = True) -> int:
        """Into the log, published and anchored; the index of the first."""
        with self.store.locked():
            for one in sealed:
                if one.body is not None and body:
                    self.store.put_body(one.body)
            first = self.store.append([one.entry for one in sealed]).start
        self.publish()
        self.anchor()
        return first

    def anchor(self) -> None:
        """A `log:witnessed` with the published head."""
        published = self.store.published()
        assert published is not None
        entry = Entry(
            "log:witnessed",
            new_id(),
            self.clock,
            ORIGIN,
            self.community.founding.policy_hash,
            self.community.founding.log_key,
            None,
            {"checkpoint": published[1].decode()},
        )
        with self.store.locked():
            self.store.append([entry_bytes(entry)])
        self.publish()

    def publish(self, *, witnesses: int = 3, at: int | None = None) -> None:
        """Cosigned now by so many witnesses."""
        with self.store.locked():
            edge = self.store.head()
            note = Checkpoint(ORIGIN, edge.size, edge.root()).signed(self.log)
            seconds = self.clock if at is None else at
            lines = tuple(cosign(note.text, one, seconds) for one in self.witnesses[:witnesses])
            self.store.publish(bytes(Note(note.text, note.signatures + lines)))

    def take(self, entry: bytes) -> tuple[int, str]:
        """An entry that a home posts; the same one twice is answered as the first time."""
        known = [index for index, one in enumerate(self.entries()) if one == entry]
        if known:
            return 202, f'{{"index":{known[0]}}}'
        parse_entry(entry)
        return 202, f'{{"index":{self.append(Sealed(entry, None))}}}'

    def entries(self) -> list[bytes]:
        from fanlight.trust.ledger.follower import bundle_entries
        from fanlight.trust.ledger.source import FolderSource, fetch_tiles
        from fanlight.trust.ledger.tiles import WIDTH, Tile

        size = self.store.head().size
        tiles = [Tile(None, at, min(WIDTH, size - at * WIDTH)) for at in range(-(-size // WIDTH))]
        return [
            one
            for tile, content in fetch_tiles(FolderSource(self.folder), tiles)
            for one in bundle_entries(tile, content)
        ]

    @contextmanager
    def served(self) -> Iterator[Commons]:
        """On the loopback, until the block ends."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _handler(commons: Commons) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _arrived(self) -> bytes:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            head = self.raw_requestline + bytes(self.headers)
            commons.messages.append(
                Message(head.replace(commons.url.removeprefix("http://").encode(), b"commons"), body)
            )
            return body

        def do_GET(self) -> None:
            self._arrived()
            path = commons.folder / self.path.removeprefix("/log/")
            if self.path.startswith("/log/") and path.is_file() and path.is_relative_to(commons.folder):
                self._answer(200, path.read_bytes())
            else:
                self._answer(404, b"")

        def do_POST(self) -> None:
            body = self._arrived()
            status, words = (commons.refuse, "not now") if commons.refuse else commons.take(body)
            self._answer(status, words.encode())

        def do_PUT(self) -> None:
            body = self._arrived()
            name = self.path.removeprefix("/mailbox/")
            if commons.refuse:
                self._answer(commons.refuse, b"not now")
                return
            known = commons.mailbox.get(name)
            commons.mailbox.setdefault(name, body)
            self._answer(201 if known is None else 200 if known == body else 409, b"")

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Quiet."""

    return Handler
