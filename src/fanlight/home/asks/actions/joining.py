"""Following a commons: look at its founding in full, then pin the hash of it and the log's key; or leave again."""

from __future__ import annotations

import random
import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from django.db import transaction

from fanlight.ground.clock import SystemClock, micros
from fanlight.ground.errors import FanlightError
from fanlight.home.asks import keeping
from fanlight.home.asks.actions import holding, lines
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.rules import states
from fanlight.home.asks.rules.batches import POLL_S
from fanlight.home.household.house import zone
from fanlight.people.models import Person
from fanlight.trust.ledger.checkpoint import parse_checkpoint
from fanlight.trust.ledger.faults import LedgerError, Malformed
from fanlight.trust.ledger.follower import bundle_entries
from fanlight.trust.ledger.http_source import HttpSource
from fanlight.trust.ledger.source import Source, fetch_body, fetch_checkpoint, fetch_tiles
from fanlight.trust.ledger.tiles import WIDTH, Tile
from fanlight.trust.papers.entry import Body, parse_body, parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.signatures import SignatureError, signed_digest, verify
from fanlight.trust.policy.quorum import reached

VKEY_LIMIT = 8192
DAY_MINUTES = 24 * 60
FIRST_DIGEST, LAST_DIGEST = 8 * 60, 20 * 60  # minutes of the day: nobody is woken


class NoCommons(FanlightError):
    """There is no commons at this address."""

    remedy = "Paste the address that the community gives, as https://commons.example.org/."


class FoundingChanged(FanlightError):
    """The commons shows another founding than a moment ago; nothing was joined."""

    remedy = "Ask a neighbour to read you the hash of theirs."


class FollowsAlready(FanlightError):
    """This house follows a commons already."""

    remedy = "Stop following it first."


class StillOut(FanlightError):
    """Something of this house still waits to leave."""

    remedy = "Cancel it first, under What left."


@dataclass(frozen=True)
class Found:
    """What stands at an address, before anybody joined: the founding whole, and the hash that joining pins."""

    url: str
    vkey: str
    hash: str  # SHA-256 of entry 0
    founding: Founding
    body: bytes


def log_address(untrusted_url: str) -> str:
    """The address of the log: what was pasted may be the commons' front page."""
    url = untrusted_url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or len(url) > 280 or parts.query or parts.fragment or parts.username:
        raise NoCommons("This is no address of a commons.")
    return url if url.endswith("/log") else f"{url}/log"


def look(*, untrusted_url: str, source: Source | None = None) -> Found:
    """Fetch and check the founding: form, origin, key, signatures of a quorum of its own stewards."""
    url = log_address(untrusted_url)
    source = source or HttpSource(url, SystemClock())
    try:
        vkey = source.fetch("vkey", VKEY_LIMIT).decode("ascii").strip()
        checkpoint, _ = parse_checkpoint(fetch_checkpoint(source))
        ((bundle, content),) = fetch_tiles(source, [Tile(None, 0, min(WIDTH, checkpoint.size))])
        first = bundle_entries(bundle, content)[0]
        entry = parse_entry(first)
        body = fetch_body(source, entry.body or "") if entry.body else None
        if entry.kind != "log:founded" or body is None:
            raise NoCommons("The log at this address does not begin with a founding.")
        parsed = parse_body("log:founded", body)
        founding = _checked(parsed, entry.origin, vkey)
    except (LedgerError, Malformed, PaperError, UnicodeDecodeError, IndexError, ValueError) as error:
        raise NoCommons(f"No commons can be followed there. {error}") from None
    finally:
        if isinstance(source, HttpSource):
            source.close()
    return Found(url, vkey, sha256(first).hexdigest(), founding, body)


def _checked(body: Body, origin: str, vkey: str) -> Founding:
    founding = body.paper
    assert isinstance(founding, Founding)
    if founding.origin != origin or founding.log != vkey:
        raise NoCommons("The founding is of another log, or names another key.")
    keys = {one.key.id: one.key for one in founding.stewards}
    signed = []
    for signature in body.sigs:
        if signature.role == "steward" and signature.key in keys:
            digest = signed_digest("log:founded", "steward", origin, founding.to_bytes())
            try:
                verify(signature, keys[signature.key], digest, founding.rp)
            except SignatureError:
                continue
            signed.append(signature.key)
    if not reached(signed, keys, founding.quorum):
        raise NoCommons("Fewer stewards signed the founding than it demands itself.")
    return founding


@transaction.atomic
def join(
    *, found: Found, pinned: str, by: Person | None, now: datetime, draw: random.Random | None = None
) -> Following:
    """Pin what was shown; phase and hour of the digest are drawn here, once."""
    if found.hash != pinned:
        raise FoundingChanged
    if Following.objects.exists():
        raise FollowsAlready
    draw = draw or secrets.SystemRandom()
    shutil.rmtree(keeping.folder() / "log", ignore_errors=True)
    digest = sha256(found.body).hexdigest()
    keeping.write(keeping.body(digest), found.body)
    row = Following.objects.create(
        pk=1,
        url=found.url,
        origin=found.founding.origin,
        community=found.founding.community,
        zone=found.founding.zone,
        founding=found.hash,
        founding_body=digest,
        vkey=found.vkey,
        joined_us=micros(now),
        phase_s=draw.randrange(POLL_S),
        digest_minute=draw.randrange(FIRST_DIGEST, LAST_DIGEST),
        digest_day=now.astimezone(zone()).date().isoformat(),  # the first one comes tomorrow
    )
    lines.write(what="joined", now=now, who=by, words=f"{row.community}, founding {row.founding}")
    return row


@transaction.atomic
def leave(*, by: Person, now: datetime) -> None:
    """Follow it no more. What left stays in the list; the private log stays too."""
    row = Following.objects.first()
    if row is None:
        return
    if Disclosure.objects.filter(state__in=states.ON_THE_WAY).exists():
        raise StillOut
    for ask in Ask.objects.all():
        holding.let_go(ask=ask)
    for one in Disclosure.objects.filter(state__in=states.BEFORE_CONSENT):
        keeping.forget(one.identity)
        one.delete()
    Ask.objects.filter(disclosures__isnull=True).delete()
    row.delete()
    shutil.rmtree(keeping.folder() / "log", ignore_errors=True)
    lines.write(what="left", now=now, who=by, words=row.community)


def set_asks(*, row: Following, on: bool, by: Person, now: datetime) -> None:
    """The house's own switch. Following goes on as ever, so that nobody outside sees which way it stands."""
    row.asks = on
    row.save(update_fields=["asks"])
    lines.write(what="switched", now=now, who=by, words="Requests are shown." if on else "No requests are shown.")
