"""Whose address a request comes from, where a reverse proxy stands before us.

A proxy appends the address of who spoke to it: to `X-Forwarded-For`, or to `Forwarded` (RFC 7239). Whoever speaks to
the proxy can write what they like to the left of that, and into the header that the proxy leaves alone. So one header
is read, the one that the setting names, from its right end, as long as what stands there is a proxy of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

MOST_HOPS = 16  # read of a chain, from the right
LONGEST = 4096  # characters of a header that are looked at, from the right

_PAIR = re.compile(r'\s*([\w!#$%&\'*+.^`|~-]+)=([\w!#$%&\'*+.^`|~:\[\]-]*|"(?:[^"\\]|\\.)*")\s*(;|,|$)')


class ProxyMiddleware:
    """REMOTE_ADDR becomes the address that the outermost of our proxies saw; without a proxy of ours it stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.TRUSTED_PROXIES:
            said = {name: request.headers.get(name, "") for name in _HOPS}
            request.META["REMOTE_ADDR"] = seen_by_proxies(request.META.get("REMOTE_ADDR", ""), said)
        return self.get_response(request)


def seen_by_proxies(peer: str, untrusted_headers: Mapping[str, str]) -> str:
    """Whose address counts; header names in lower case."""
    if not settings.TRUSTED_PROXIES:
        return peer
    name = settings.PROXY_HEADER
    return caller(peer, _HOPS[name](untrusted_headers.get(name, "")), settings.TRUSTED_PROXIES)


def caller(peer: str, untrusted_hops: Iterable[str], trusted: Sequence[Network]) -> str:
    """The first address from the right that is none of ours; what cannot be read counts as who handed it on."""
    seen = peer
    for hop in untrusted_hops:
        address = _address(seen)
        if address is None or not any(address in network for network in trusted):
            return seen
        further = _address(hop)
        if further is None:
            return seen
        seen = str(further)
    return seen


def x_forwarded_hops(untrusted_header: str) -> list[str]:
    """From the right."""
    return [hop.strip() for hop in untrusted_header[-LONGEST:].split(",")[: -MOST_HOPS - 1 : -1]]


def forwarded_hops(untrusted_header: str) -> list[str]:
    """What each element says of `for`, from the right; an element without it, or none that can be read, is empty.

    A header that is not of RFC 7239's form is read up to nothing: one empty hop.
    """
    hops, element, at = [], "", 0
    if len(untrusted_header) > LONGEST:
        return [""]
    while at < len(untrusted_header):
        found = _PAIR.match(untrusted_header, at)
        if found is None:
            return [""]
        name, value, behind = found.groups()
        if name.lower() == "for":
            element = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
        if behind != ";":
            hops.append(element)
            element = ""
        at = found.end()
    return hops[: -MOST_HOPS - 1 : -1]


_HOPS = {"x-forwarded-for": x_forwarded_hops, "forwarded": forwarded_hops}


def _address(untrusted_text: str) -> Address | None:
    """An address, with or without brackets and port; IPv4 that is written as IPv6 is IPv4."""
    text = untrusted_text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
