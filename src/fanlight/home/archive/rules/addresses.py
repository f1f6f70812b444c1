"""Addresses of cameras: what is accepted, and how a password that was pasted with one is taken out (RFC 3986)."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from fanlight.ground.errors import FanlightError

LONGEST = 500  # characters, as the column
SCHEMES = ("rtsp", "rtsps")


class WrongAddress(FanlightError):
    """This is no address of a camera."""

    remedy = "Paste one as rtsp://192.168.1.40:554/stream"


@dataclass(frozen=True, slots=True)
class Address:
    """An address without credentials, and those that came with it."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)


def address(untrusted_url: str, *, discovered: bool = False) -> Address:
    """The address as it may be stored; one that was found on the network must be private. Never repeats a password."""
    text = untrusted_url.strip()
    if not text:
        raise WrongAddress("The address is empty.")
    if len(text) > LONGEST:
        raise WrongAddress(f"The address has {len(text)} characters; {LONGEST} are allowed.")
    if any(ord(character) <= 32 or ord(character) == 127 for character in text):
        raise WrongAddress("The address has a space, a line break or a control character in it.")
    parts = _split(text)
    if parts.scheme not in SCHEMES:
        what = f"begins with {parts.scheme}:" if parts.scheme else "does not begin with rtsp:// or rtsps://"
        raise WrongAddress(f"The address {what}; Fanlight takes rtsp:// and rtsps:// only.")
    if not parts.hostname:
        raise WrongAddress("The address names no camera after rtsp://.")
    if discovered and not is_private(parts.hostname):
        raise WrongAddress(
            f"{parts.hostname} answered the search but does not lie in this house's network, so it is not used.",
            remedy="If it is yours, paste its address by hand.",
        )
    where = parts.netloc.rpartition("@")[2]
    bare = parts._replace(netloc=where, fragment="").geturl()
    return Address(bare, unquote(parts.username or ""), unquote(parts.password or ""))


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where the port is no number up to 65535
    except ValueError:
        raise WrongAddress("The address cannot be read: look at its host and port.") from None
    return parts


def is_private(host: str) -> bool:
    """Whether a numeric address lies in a private or link-local network; names are not believed."""
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return number.is_private or number.is_link_local
