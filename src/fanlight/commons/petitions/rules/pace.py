"""How fast signatures may come from one network: a bucket that fills again; nobody is shut out for good."""

from __future__ import annotations

import hmac
import ipaddress
import threading
from dataclasses import dataclass
from hashlib import sha256

BURST = 40  # signatures at once: a stall at a market behind one address
PER_MINUTE = 10.0
NETWORK_BITS = {4: 24, 6: 48}
KNOWN = 20_000  # networks remembered at once; beyond, the fullest buckets are forgotten first


@dataclass(slots=True)
class Bucket:
    left: float
    at: float  # monotonic seconds


class Pace:
    """Buckets by network, in memory alone and under a key that dies with the process: no address is kept."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._buckets: dict[bytes, Bucket] = {}
        self._turn = threading.Lock()  # pages are answered in several threads

    def wait(self, untrusted_address: str, now: float) -> float:
        """0 where one more may come; else seconds until then. `now` in monotonic seconds."""
        network = self._network(untrusted_address)
        with self._turn:
            return self._wait(network, now)

    def _wait(self, network: bytes, now: float) -> float:
        bucket = self._buckets.setdefault(network, Bucket(float(BURST), now))
        bucket.left = min(float(BURST), bucket.left + max(0.0, now - bucket.at) * PER_MINUTE / 60)
        bucket.at = now
        if len(self._buckets) > KNOWN:
            self._forget(now)
        if bucket.left >= 1:
            bucket.left -= 1
            return 0.0
        return (1 - bucket.left) * 60 / PER_MINUTE

    def _network(self, untrusted_address: str) -> bytes:
        try:
            address = ipaddress.ip_address(untrusted_address)
            if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
                address = address.ipv4_mapped
            network = str(ipaddress.ip_network((address, NETWORK_BITS[address.version]), strict=False))
        except ValueError:
            network = "unknown"
        return hmac.digest(self._key, network.encode(), sha256)[:16]

    def _forget(self, now: float) -> None:
        fullest = sorted(self._buckets, key=lambda name: -self._buckets[name].left)
        for name in fullest[: KNOWN // 10]:
            del self._buckets[name]
