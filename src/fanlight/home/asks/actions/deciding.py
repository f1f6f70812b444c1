"""A resident's decision: decline, choose, show, watch, confirm, cancel. Nothing of it is seen before its batch."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import transaction

from fanlight.ground.clock import from_micros, micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive.actions import holds
from fanlight.home.asks import cover_files, keeping
from fanlight.home.asks.access import has_a_way_back
from fanlight.home.asks.actions import covering as coverings
from fanlight.home.asks.actions import lines
from fanlight.home.asks.actions.originals import fragments_of
from fanlight.home.asks.models.asked import Ask, Fit
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.rules import batches, release, states, watching
from fanlight.home.asks.secrets_kept import Secret
from fanlight.people.models import Person
from fanlight.trust.papers.package.original import Original
from fanlight.trust.papers.package.parts import Commitments
from fanlight.trust.papers.signing import new_id

MOST_CLIPS = 12  # of one request; what is more is a day's recording


class NotOpen(FanlightError):
    """This request is not open, so nothing can be chosen or confirmed for it."""

    remedy = "Its page says why."


GET_MODELS = "Get what finds them: `make env EXTRAS=redact`, then `.venv/bin/fanlight redact --get-models`."


class NothingLeaves(FanlightError):
    """Nothing can be confirmed at the moment."""


class DrawnSince(FanlightError):
    """What is always filled for this camera was drawn anew after this film was made."""

    remedy = "Cover it anew, then watch it."


class NotWatched(FanlightError):
    """Not all of it was watched."""

    remedy = "Play it to its end; what was watched is filled in."


class NoWayBack(FanlightError):
    """Add a second passkey or recovery codes first."""

    remedy = "Whoever loses the only key could not cancel what waits."


class TooMany(FanlightError):
    """At most 12 clips can be chosen for one request."""


def decline(*, ask: Ask, by: Person, now: datetime) -> None:
    """The same as silence, but the inbox stops asking. What was chosen and not confirmed is thrown away."""
    for row in ask.disclosures.filter(state__in=states.BEFORE_CONSENT):
        drop(row=row, by=by, now=now)
    ask.declined_us, ask.declined_by = micros(now), by
    ask.save(update_fields=["declined_us", "declined_by"])
    lines.write(what="declined", now=now, who=by, request=ask.request, words=ask.agency_name)


def undecline(*, ask: Ask, by: Person, now: datetime) -> None:
    """The inverse of decline."""
    ask.declined_us = ask.declined_by = None
    ask.save(update_fields=["declined_us", "declined_by"])
    lines.write(what="undeclined", now=now, who=by, request=ask.request, words=ask.agency_name)


def note_preview(*, ask: Ask, by: Person, now: datetime) -> None:
    """Somebody of the house has looked at the request and what fits; once a day a line for each."""
    from fanlight.home.asks.models.lines import LogLine

    since = micros(now) - 86_400_000_000
    if not LogLine.objects.filter(what="previewed", request=ask.request, who=by.username, at_us__gt=since).exists():
        lines.write(what="previewed", now=now, who=by, request=ask.request, words=ask.agency_name)


def is_open(ask: Ask, now: datetime) -> bool:
    """By the log and by time: nobody can keep it open longer."""
    at = micros(now)
    return ask.state == "open" and (ask.opens_us or at + 1) <= at < (ask.closes_us or 0)


@transaction.atomic
def choose(*, ask: Ask, fits: Sequence[Fit], by: Person, now: datetime) -> list[Disclosure]:
    """Clips that might leave; each is covered from now on. A clip that was chosen before is not chosen twice."""
    if not is_open(ask, now):
        raise NotOpen
    there = ask.disclosures.exclude(state__in=("cancelled", "stopped"))
    if there.count() + len(fits) > MOST_CLIPS:
        raise TooMany
    made = []
    for fit in fits:
        if there.filter(camera=fit.camera, start_us=fit.start_us, end_us=fit.end_us).exists():
            continue
        row = Disclosure(
            ask=ask,
            camera=fit.camera,
            start_us=fit.start_us,
            end_us=fit.end_us,
            state_us=micros(now),
            by=by,
            identity=new_id(),
        )
        row.save()
        lines.write(what="selected", now=now, who=by, request=ask.request, words=_span(row))
        coverings.begin(row=row, now=now)
        made.append(row)
    ask.declined_us = ask.declined_by = None
    ask.save(update_fields=["declined_us", "declined_by"])
    return made


def show(*, row: Disclosure, track: int, shown: bool, by: Person, now: datetime) -> None:
    """Show one track of the film, or cover it again; the film is made anew and must be watched anew."""
    revealed = set(row.revealed)
    (revealed.add if shown else revealed.discard)(track)
    row.revealed = sorted(revealed)
    coverings.begin(row=row, now=now)
    lines.write(
        what="shown" if shown else "hidden",
        now=now,
        who=by,
        request=row.ask.request,
        words=f"Track {track}, {_span(row)}",
    )


def cover_anew(*, row: Disclosure, by: Person, now: datetime) -> None:
    """The same tracks shown and covered, with what is always filled as it is drawn now."""
    coverings.begin(row=row, now=now)
    lines.write(what="covered anew", now=now, who=by, request=row.ask.request, words=_span(row))


def note_watched(*, row: Disclosure, spans: Iterable[tuple[int, int]]) -> int:
    """Spans (ms) of the film as it would leave; returns how much of it was watched, ms."""
    with transaction.atomic():
        fresh = Disclosure.objects.get(pk=row.pk)
        if fresh.state != "covered" or fresh.version != row.version:
            return 0
        fresh.watched = watching.joined([*[(a, b) for a, b in fresh.watched], *spans], fresh.length_ms)
        fresh.save(update_fields=["watched"])
    row.watched = fresh.watched
    return watching.total([(a, b) for a, b in fresh.watched])


def obstacle_to_confirm(*, row: Disclosure, by: Person, following: Following, now: datetime) -> FanlightError | None:
    """Why it cannot be confirmed now, or None."""
    if not is_open(row.ask, now):
        return NotOpen()
    if following.trouble:
        return NothingLeaves(following.trouble_words)
    if following.moratorium == "hard" or row.ask.against:
        first = release.REASONS.get(row.ask.against[0] if row.ask.against else "moratorium")
        return NothingLeaves(first.words if first else "The log forbids it.", remedy=first.until if first else "")
    if not coverings.face_model_is_there():
        return NothingLeaves("Faces cannot be found here.", remedy=GET_MODELS)
    if not states.may(row.state, "confirm"):  # type: ignore[arg-type]
        return states.NotNow()
    if coverings.is_outdated(row):
        return DrawnSince()
    if not watching.whole([(a, b) for a, b in row.watched], row.length_ms):
        return NotWatched()
    if not has_a_way_back(by):
        return NoWayBack()
    return None


@transaction.atomic
def confirm(*, row: Disclosure, by: Person, following: Following, now: datetime) -> None:
    """Consent. The film is fixed from now on; nothing leaves before the first batch after 24 hours."""
    row = Disclosure.objects.select_related("ask", "camera").get(pk=row.pk)
    if (problem := obstacle_to_confirm(row=row, by=by, following=following, now=now)) is not None:
        raise problem
    secret = _secret(row)
    row.state = states.after("covered", "confirm")
    row.state_us = row.consented_us = micros(now)
    row.confirmed_by, row.secret = by, secret.sealed(row.identity)
    row.post_us = micros(batches.post_at(now, ZoneInfo(following.zone)))
    row.next_us, row.attempts, row.leased_until_us, row.words = row.post_us, 0, 0, ""
    row.save()
    hold = f"Shared with {row.ask.agency_name}: a court may ask for the original"
    holds.keep_span(camera=row.camera, start_us=row.start_us, end_us=row.end_us, by=by, now=now, reason=hold[:200])
    lines.write(what="confirmed", now=now, who=by, request=row.ask.request, words=f"{_span(row)}, film {row.sha256}")


def _secret(row: Disclosure) -> Secret:
    """Key, salts, commitment to the originals: drawn now, named in the entry later."""
    recipe = cover_files.read_plan(keeping.disclosure(row.identity) / cover_files.PLAN)
    fragments = fragments_of(row)
    original = secrets.token_bytes(32)
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    begins = fragments[0].from_us
    return Secret(
        key,
        original,
        Original(original, fragments).root,
        Commitments.drawn(row.ask.recipient),
        begins,
        begins + cover_files.length_us(recipe),
    )


@transaction.atomic
def cancel(*, row: Disclosure, by: Person, now: datetime) -> None:
    """Any adult, at any time before the upload. After the entry was posted it stays in the log, empty."""
    row = Disclosure.objects.select_related("ask").get(pk=row.pk)
    row.state = states.after(row.state, "cancel")  # type: ignore[arg-type]
    row.state_us, row.words = micros(now), f"By {by.username}."
    row.leased_until_us = 0
    row.save()
    keeping.forget(row.identity)
    lines.write(what="cancelled", now=now, who=by, request=row.ask.request, words=_span(row))


def drop(*, row: Disclosure, by: Person, now: datetime) -> None:
    """Stop, share nothing: what was not confirmed leaves no row behind, only its line in the private log."""
    cancel(row=row, by=by, now=now)
    Disclosure.objects.filter(pk=row.pk, consented_us=None).delete()


def _span(row: Disclosure) -> str:
    at, seconds = from_micros(row.start_us), (row.end_us - row.start_us) / 1e6
    return f"Clip {row.identity[:8]}: {row.camera.name}, {at:%Y-%m-%d %H:%M:%S} UTC, {seconds:.0f} s"
