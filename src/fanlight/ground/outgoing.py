"""HTTP requests to addresses that somebody typed in: each connection is checked against where it may go.

The name is resolved once and the socket opened to the address that was checked, so that a name which resolves
differently a moment later (DNS rebinding) leads nowhere. Redirects are not followed.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import connection as sockets

from fanlight.ground.errors import FanlightError

Reach = Literal["public", "house"]
"""`public`: https to public addresses, and this computer itself. `house`: this computer and private networks by http or
https, public addresses by https only."""

ANSWER_LIMIT = 4096  # bytes of an answer that are read: only the status and a few words matter


class AddressRefused(FanlightError):
    """This address may not be called from here."""


class NoAnswer(FanlightError):
    """The other side did not answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status and the headers that a sender heeds."""

    status: int
    retry_after: str


def checked(untrusted_url: str, reach: Reach) -> SplitResult:
    """The address in parts, or AddressRefused in words. Host names are only checked when a connection is opened."""
    try:
        parts = urlsplit(untrusted_url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise AddressRefused("This is no web address.", remedy="It begins with https://") from None
    if parts.scheme not in ("http", "https") or not host or len(untrusted_url) > 2000:
        raise AddressRefused("This is no web address.", remedy="It begins with https://")
    if parts.username or parts.password:
        raise AddressRefused("The address carries a password.", remedy="Put it into the field for the token.")
    literal = _literal(host)
    if literal is not None:
        _permit(literal, parts.scheme, reach, named=host)
    elif parts.scheme == "http" and reach == "public" and host != "localhost":
        raise AddressRefused("Only https addresses are called outside the house.", remedy="It begins with https://")
    return parts


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _permit(address: ipaddress.IPv4Address | ipaddress.IPv6Address, scheme: str, reach: Reach, *, named: str) -> None:
    """Return, or raise AddressRefused. This computer is only reached by saying so, not by a name that leads here."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback and (reach == "house" or named == "localhost" or _literal(named) is not None):
        return
    if address.is_multicast or address.is_unspecified or address.is_reserved or address.is_link_local:
        raise AddressRefused("This address belongs to no device that could answer.")
    if address.is_global:
        if scheme != "https":
            raise AddressRefused("Only https addresses are called outside the house.", remedy="It begins with https://")
    elif reach == "public":
        raise AddressRefused("This address lies inside the house; a push service lies outside.")


class _CheckedConnection(HTTPConnection):
    """Opens its socket only to an address that its reach permits."""

    reach: Reach = "public"
    scheme_name = "http"

    def _new_conn(self) -> socket.socket:
        try:
            found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise urllib3.exceptions.NameResolutionError(self.host, self, error) from error  # type: ignore[arg-type]
        addresses = list(dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found))
        for address in addresses:
            _permit(ipaddress.ip_address(address), self.scheme_name, self.reach, named=self._dns_host)
        return self._first_open(addresses)

    def _first_open(self, addresses: list[str]) -> socket.socket:
        """The first of these that takes a connection: `localhost` has two."""
        for at, address in enumerate(addresses, start=1):
            try:
                return sockets.create_connection((address, self.port), self.timeout, socket_options=self.socket_options)
            except TimeoutError as error:
                raise urllib3.exceptions.ConnectTimeoutError(self, "no answer in time") from error
            except OSError as error:
                if at == len(addresses):
                    raise urllib3.exceptions.NewConnectionError(self, f"no connection: {error.strerror}") from error
        raise urllib3.exceptions.NewConnectionError(self, "no address")


class _CheckedTlsConnection(_CheckedConnection, HTTPSConnection):
    scheme_name = "https"


class _HouseConnection(_CheckedConnection):
    reach: Reach = "house"


class _HouseTlsConnection(_CheckedTlsConnection):
    reach: Reach = "house"


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _CheckedConnection


class _PublicTlsPool(HTTPSConnectionPool):
    ConnectionCls = _CheckedTlsConnection


class _HousePool(HTTPConnectionPool):
    ConnectionCls = _HouseConnection


class _HouseTlsPool(HTTPSConnectionPool):
    ConnectionCls = _HouseTlsConnection


class Outgoing:
    """Connections that are kept open, for one reach. Safe to use from several threads."""

    def __init__(self, reach: Reach, *, seconds: float = 10.0) -> None:
        self._reach: Reach = reach
        self._pools = urllib3.PoolManager(
            num_pools=16, maxsize=4, timeout=urllib3.Timeout(total=seconds), retries=False, block=False
        )
        house = reach == "house"
        self._pools.pool_classes_by_scheme = {
            "http": _HousePool if house else _PublicPool,
            "https": _HouseTlsPool if house else _PublicTlsPool,
        }

    def send(self, method: str, url: str, *, headers: dict[str, str], body: bytes) -> Answer:
        """One request; raises AddressRefused or NoAnswer. No error names more of the address than its host."""
        parts = checked(url, self._reach)
        options: dict[str, Any] = {"redirect": False, "preload_content": False}
        try:
            answer = self._pools.request(method, url, headers=headers, body=body or None, **options)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise NoAnswer(f"{parts.hostname} did not answer: {_reason(error)}.") from None
        self._settle(answer)
        return Answer(answer.status, answer.headers.get("Retry-After", ""))

    def _settle(self, answer: urllib3.BaseHTTPResponse) -> None:
        """Keep the connection where the answer is short and here; one that drips would hold a thread for hours."""
        try:
            read = len(answer.read1(ANSWER_LIMIT)) if answer.headers.get("Content-Length") != "0" else 0
        except (urllib3.exceptions.HTTPError, OSError):
            read = -1  # the status is known, and that is what counts
        if str(read) == answer.headers.get("Content-Length", "0" if answer.status == 204 else ""):
            answer.release_conn()
        else:
            answer.close()

    def close(self) -> None:
        """Close all kept connections."""
        self._pools.clear()


def _reason(error: BaseException) -> str:
    for kind, words in (
        (urllib3.exceptions.NameResolutionError, "its name is not known"),
        (urllib3.exceptions.SSLError, "its certificate is not trusted"),
        (urllib3.exceptions.TimeoutError, "no answer in time"),
        (urllib3.exceptions.NewConnectionError, "no connection"),
    ):
        if isinstance(error, kind):
            return words
    return "the connection broke"
