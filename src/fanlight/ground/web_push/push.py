"""Web Push: sealed for one browser (RFC 8291, aes128gcm), signed by its sender (RFC 8292), sent on (RFC 8030)."""

from __future__ import annotations

import base64
import binascii
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from fanlight.ground.errors import FanlightError
from fanlight.ground.outgoing import AddressRefused, NoAnswer, Outgoing, checked
from fanlight.ground.web_push.outcome import Outcome

if TYPE_CHECKING:
    from py_vapid import Vapid02

Urgency = Literal["high", "normal", "low"]  # RFC 8030 section 5.3
POINT = 65  # bytes of an uncompressed P-256 point
AUTH = 16  # bytes, RFC 8291 section 3.2
SIGNED_FOR = 12 * 3600  # s that a signature is good for; RFC 8292 allows 24 h
SIGNED_ANEW = 3600  # s before its end


class SubscriptionRefused(FanlightError):
    """This browser's subscription cannot be used."""

    remedy = "Take the permission back in the browser, allow it again."


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a browser is pushed to, and the keys that seal for it alone."""

    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)
    auth: bytes = field(repr=False)

    @property
    def service(self) -> str:
        """Host of the push service: the one part of the address that may be shown."""
        return urlsplit(self.endpoint).hostname or ""

    def text(self) -> str:
        """As it is sealed into a row."""
        return json.dumps({"endpoint": self.endpoint, "keys": {"p256dh": _text(self.p256dh), "auth": _text(self.auth)}})


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(untrusted_text: object) -> bytes:
    if not isinstance(untrusted_text, str) or len(untrusted_text) > 200:
        raise SubscriptionRefused
    try:
        return base64.urlsafe_b64decode(untrusted_text + "=" * (-len(untrusted_text) % 4))
    except (binascii.Error, ValueError):
        raise SubscriptionRefused from None


def parsed(untrusted_json: str) -> Subscription:
    """A PushSubscription's JSON (Push API, section 8), or SubscriptionRefused."""
    try:
        members = json.loads(untrusted_json)
        endpoint, keys = members["endpoint"], members["keys"]
        found = Subscription(str(endpoint), _bytes(keys["p256dh"]), _bytes(keys["auth"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise SubscriptionRefused from None
    if len(found.p256dh) != POINT or len(found.auth) != AUTH:
        raise SubscriptionRefused
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), found.p256dh)
        checked(found.endpoint, "public")
    except ValueError:
        raise SubscriptionRefused from None
    except AddressRefused as error:
        raise SubscriptionRefused(str(error)) from None
    return found


class Pusher:
    """Seals and sends; keeps connections to the push services open. Safe to use from several threads."""

    def __init__(self, key: Vapid02, contact: str) -> None:
        """`contact`: mailto: or https: address of who runs this server; push services demand it (RFC 8292, 2.1)."""
        self._key = key
        self._contact = contact
        self._outgoing = Outgoing("public")
        self._signed: dict[str, tuple[float, str]] = {}

    def send(self, to: Subscription, plain: bytes, *, ttl: int, urgency: Urgency, now: datetime) -> Outcome:
        """One attempt."""
        headers = {
            "Authorization": self._signature(to, now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(0, ttl)),
            "Urgency": urgency,
        }
        try:
            answer = self._outgoing.send("POST", to.endpoint, headers=headers, body=sealed_for(to, plain))
        except AddressRefused as error:
            return Outcome("refused", error.words())
        except NoAnswer as error:
            return Outcome("again", str(error))
        return judged(answer.status, answer.retry_after, to.service, now)

    def _signature(self, to: Subscription, now: datetime) -> str:
        """Signing costs a third of a millisecond and a service may remember it: one per service and half day."""
        parts = urlsplit(to.endpoint)
        audience = f"{parts.scheme}://{parts.netloc}"
        at = now.timestamp()
        until, header = self._signed.get(audience, (0.0, ""))
        if until - at < SIGNED_ANEW or until - at > SIGNED_FOR:  # also where the clock was set
            until = at + SIGNED_FOR
            claims = {"aud": audience, "sub": self._contact, "exp": int(until)}
            header = self._key.sign(claims)["Authorization"]
            self._signed[audience] = (until, header)
        return header

    def close(self) -> None:
        """Close the kept connections."""
        self._outgoing.close()


def sealed_for(to: Subscription, plain: bytes) -> bytes:
    """One aes128gcm record: 86 bytes of header, the plain bytes, a delimiter, a tag of 16."""
    once = ec.generate_private_key(ec.SECP256R1())
    return bytes(
        http_ece.encrypt(
            plain, salt=os.urandom(16), private_key=once, dh=to.p256dh, auth_secret=to.auth, version="aes128gcm"
        )
    )


def judged(status: int, untrusted_retry_after: str, service: str, now: datetime) -> Outcome:
    """What a push service's answer means (RFC 8030 sections 5, 5.2 and 7.3)."""
    if 200 <= status < 300:
        return Outcome("sent")
    if status in (404, 410):
        return Outcome("gone", "The browser took its permission back.")
    if status == 429 or status >= 500:
        wait = seconds_of(untrusted_retry_after, now)
        return Outcome("again", f"{service} takes nothing at the moment (answer {status}).", wait)
    if status in (401, 403):
        return Outcome("refused", f"{service} does not know this sender's key (answer {status}). Remove, allow again.")
    if status == 413:
        return Outcome("refused", f"{service} finds the message too long (answer 413).")
    return Outcome("refused", f"{service} refuses the message (answer {status}).")


def seconds_of(untrusted_retry_after: str, now: datetime) -> float | None:
    """Retry-After in seconds: a number, or an HTTP date (RFC 9110 section 10.2.3); None where it is neither."""
    text = untrusted_retry_after.strip()
    if text.isascii() and text.isdecimal() and len(text) < 9:
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())
