"""What an agency gets of a post that was forwarded, as it is sealed to it (docs/design/neighbourhood.md)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fanlight.ground.canonical import Value
from fanlight.trust.papers.forms import Flag, OrNull, Text
from fanlight.trust.papers.members import AgencyId, Hex16, Hex32, Name, Seconds, Words
from fanlight.trust.papers.unsigned import SALT, Sent, commitment
from fanlight.trust.papers.wire import Wired


@dataclass(frozen=True)
class ForwardedPost(Wired):
    """What somebody did, in which named area, when; who wrote it only where the author wants so."""

    what: Words
    area: Name
    happened: Seconds
    written: Seconds
    urgent: Annotated[bool, Flag()]
    by: Annotated[str | None, OrNull(Text(150))]


@dataclass(frozen=True)
class Forwarded(Wired):
    """One post for one agency; `entry` is the id of its forward:sent."""

    FIXED: ClassVar[dict[str, Value]] = {"v": 1}

    entry: Hex16
    agency: AgencyId
    post: ForwardedPost


@dataclass(frozen=True)
class Enclosed(Wired):
    """What is sealed: the post and the salts by which its entry can be checked."""

    forwarded: Forwarded
    post_salt: Hex32
    recipient_salt: Hex32

    def header(self, recipient: str, month: str) -> Sent:
        """`pub` of the forward:sent that belongs to it."""
        post, to = bytes.fromhex(self.post_salt), bytes.fromhex(self.recipient_salt)
        return Sent(
            self.forwarded.agency,
            month,
            commitment(post, self.forwarded.to_bytes()),
            commitment(to, recipient.encode()),
        )


def enclosed(forwarded: Forwarded) -> Enclosed:
    """With fresh salts."""
    return Enclosed(forwarded, secrets.token_hex(SALT), secrets.token_hex(SALT))
