"""One mailbox, however it is written: what two spellings must share to count as one signature.

Form: RFC 5321 section 4.1.2 without quoted local parts and address literals; domains by IDNA 2008 (RFC 5891). Case is
folded everywhere; dots are dropped at Gmail alone; what stands behind a plus (a minus at Yahoo) is dropped at providers
that deliver it to the same mailbox.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import idna

from fanlight.ground.errors import FanlightError

LONGEST = 254  # characters: RFC 5321 section 4.5.3.1.3 less its brackets
LONGEST_LOCAL = 64  # section 4.5.3.1.1

GMAIL = {"gmail.com", "googlemail.com"}
PLUS_TAGS = GMAIL | {
    "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "fastmail.com",
    "fastmail.fm", "proton.me", "protonmail.com", "pm.me", "mailbox.org", "posteo.de", "gmx.net", "gmx.de", "zoho.com",
}  # fmt: skip
MINUS_TAGS = {"yahoo.com", "ymail.com", "rocketmail.com"}

_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+")


class AddressRefused(FanlightError):
    """This is no mail address that we can write to."""

    remedy = "It looks like name@example.org."


@dataclass(frozen=True, slots=True)
class Address:
    """`mailbox` is written to; `same` is what all spellings of one mailbox share."""

    mailbox: str
    same: str


def parse_address(untrusted_text: str) -> Address:
    """Raises AddressRefused; a line feed, a second @ or a display name is refused, not mended."""
    text = unicodedata.normalize("NFKC", untrusted_text.strip())
    local, at, domain = text.rpartition("@")
    if not at or len(text) > LONGEST or len(local) > LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        raise AddressRefused
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise AddressRefused
    host = _domain(domain)
    return Address(f"{local}@{host}", _same(local.casefold(), host))


@lru_cache(1024)  # a few hosts have most mailboxes, and IDNA is most of the work
def _domain(domain: str) -> str:
    try:
        host = idna.encode(domain.rstrip("."), uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise AddressRefused("The part behind the @ is no name of a mail host.") from None
    if "." not in host or host.rpartition(".")[2].isdigit():
        raise AddressRefused("The part behind the @ is no name of a mail host.")
    return host


def _same(local: str, host: str) -> str:
    if host in GMAIL:
        host = "gmail.com"
    if host in PLUS_TAGS:
        local = local.partition("+")[0] or local
    if host in MINUS_TAGS:
        local = local.partition("-")[0] or local
    if host == "gmail.com":
        local = local.replace(".", "")
    return unicodedata.normalize("NFC", f"{local}@{host}")
