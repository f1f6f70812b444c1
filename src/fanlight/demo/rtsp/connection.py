"""One client's RTSP connection: its requests answered in order (RFC 2326)."""

from __future__ import annotations

import asyncio
import re
import secrets

from fanlight.demo.rtsp.auth import Gate
from fanlight.demo.rtsp.cameras import Cameras, Mount
from fanlight.demo.rtsp.message import BadMessage, Inbox, Request, answer
from fanlight.demo.rtsp.sdp import describe
from fanlight.demo.rtsp.viewers import Datagrams, Interleaved, Target, Viewer

SESSION_SECONDS = 60
METHODS = ("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "SET_PARAMETER", "TEARDOWN")
TRACK = re.compile(r"^(?P<name>.+?)/trackID=(?P<index>\d{1,2})$")
CLIENT_PORT = re.compile(r"client_port=(\d{1,5})-(\d{1,5})")
CHANNELS = re.compile(r"interleaved=(\d{1,3})")


class Refusal(Exception):
    """The status that ends the handling of one request."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Connection(asyncio.Protocol):
    """A session lives in its connection: when one ends, so does the other."""

    def __init__(self, server: Cameras) -> None:
        self.server = server
        self.inbox = Inbox()
        self.gate = Gate(server.user, server.password, basic_only=server.faults.basic_only)
        self.session = ""
        self.is_over = False
        self.mount: Mount | None = None
        self.targets: dict[int, Target] = {}
        self.viewer: Viewer | None = None
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.server.connections.add(self)
        self._heard()

    def connection_lost(self, error: Exception | None) -> None:
        self.server.connections.discard(self)
        self._end_session()
        if self._timer is not None:
            self._timer.cancel()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._heard()
        if self.server.faults.babble:
            self._transport.write(self.server.faults.babble)
            self.close()
            return
        try:
            for request in self.inbox.feed(data):
                self._transport.write(self._answer(request))
                if self.is_over:
                    self.close()
        except BadMessage:
            self._transport.write(answer(400, "0"))
            self.close()

    def _heard(self) -> None:
        """A client that says nothing for long is gone; one that plays inside the connection is felt when it goes."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(SESSION_SECONDS * 1.5, self._timed_out)

    def _timed_out(self) -> None:
        if self.viewer is not None and all(isinstance(target, Interleaved) for target in self.targets.values()):
            self._heard()
        else:
            self.close()

    def _answer(self, request: Request) -> bytes:
        self.server.asked.append(request.method)
        try:
            headers, body = self._dispatch(request)
        except Refusal as refusal:
            extra = {"WWW-Authenticate": self.gate.challenge()} if refusal.status == 401 else {}
            extra |= {"Allow": ", ".join(METHODS)} if refusal.status == 405 else {}
            extra |= {"Unsupported": request.headers.get("require", "")} if refusal.status == 551 else {}
            return answer(refusal.status, request.cseq, extra)
        return answer(200, request.cseq, headers, body)

    def _dispatch(self, request: Request) -> tuple[dict[str, str], str]:
        if request.method == "OPTIONS":
            return {"Public": ", ".join(METHODS)}, ""
        if self.server.faults.refuse_password or (self.server.password and not self.gate.admits(request)):
            raise Refusal(401)
        if "require" in request.headers:
            raise Refusal(551)
        if request.method == "DESCRIBE":
            return self._describe(request)
        if request.method == "SETUP":
            return self._setup(request)
        if request.method in ("GET_PARAMETER", "SET_PARAMETER") and "session" not in request.headers:
            return {}, ""
        if request.method not in METHODS:
            raise Refusal(405 if request.method in ("PAUSE", "ANNOUNCE", "RECORD") else 501)
        self._check_session(request)
        if request.method == "PLAY":
            self._play()
        elif request.method == "TEARDOWN":
            self._end_session()
            self.is_over = True
            return {}, ""
        return {"Session": self._session_words()}, ""

    def _check_session(self, request: Request) -> None:
        said = request.headers.get("session", "").partition(";")[0].strip()
        if not self.session or said != self.session:
            raise Refusal(454)

    def _session_words(self) -> str:
        return f"{self.session};timeout={SESSION_SECONDS}"

    def _find(self, path: str) -> Mount:
        mount = self.server.mounts.get(path)
        if mount is None:
            raise Refusal(404)
        return mount

    def _describe(self, request: Request) -> tuple[dict[str, str], str]:
        mount = self._find(request.path)
        base = request.url.rstrip("/") + "/"
        return {"Content-Base": base, "Content-Type": "application/sdp"}, describe(request.path, mount.current_clip())

    def _setup(self, request: Request) -> tuple[dict[str, str], str]:
        match = TRACK.match(request.path)
        name, index = (match["name"], int(match["index"])) if match else (request.path, 0)
        mount = self._find(name)
        if index >= len(mount.current_clip().tracks):
            raise Refusal(404)
        if self.session and request.headers.get("session"):
            self._check_session(request)
        if self.viewer is not None:
            raise Refusal(455)
        if self.mount not in (None, mount):
            raise Refusal(459)
        wanted = request.headers.get("transport")
        if wanted is None:
            raise Refusal(400)
        target, words = self._transport_for(wanted, index)
        self.mount, self.targets[index] = mount, target
        self.session = self.session or secrets.token_hex(8)
        return {"Transport": words, "Session": self._session_words()}, ""

    def _transport_for(self, wanted: str, index: int) -> tuple[Target, str]:
        """The first of the client's proposals that this server can do (RFC 2326 §12.39)."""
        assert self._transport is not None
        faults = self.server.faults
        for proposal in wanted.split(","):
            kind = proposal.strip().partition(";")[0].upper()
            if kind == "RTP/AVP/TCP" and not faults.only_datagrams:
                match = CHANNELS.search(proposal)
                channel = int(match[1]) if match else index * 2
                if channel > 254:
                    raise Refusal(400)
                return Interleaved(self._transport, channel), f"RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}"
            ports = CLIENT_PORT.search(proposal)
            if (
                kind in ("RTP/AVP", "RTP/AVP/UDP")
                and ports
                and "multicast" not in proposal
                and not faults.only_interleaved
            ):
                pair = (int(ports[1]), int(ports[2]))
                if not all(0 < port < 65536 for port in pair):
                    raise Refusal(400)
                host = self._transport.get_extra_info("peername")[0]
                ours = self.server.datagram_ports
                words = f"RTP/AVP;unicast;client_port={pair[0]}-{pair[1]};server_port={ours[0]}-{ours[1]}"
                return Datagrams(self.server.datagrams, host, pair), words
        raise Refusal(461)

    def _play(self) -> None:
        if self.mount is None:
            raise Refusal(455)
        if self.viewer is None:
            self.viewer = Viewer(dict(self.targets), at_once=self.server.faults.in_the_middle)
            self.server.begin()
            self.mount.broadcast.add(self.viewer, self.close)

    def _end_session(self) -> None:
        if self.mount is not None and self.viewer is not None:
            self.mount.broadcast.remove(self.viewer)
        self.viewer, self.mount, self.session, self.targets = None, None, "", {}
