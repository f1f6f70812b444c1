"""Whether what was confirmed may leave: asked at every look at the log and before each step. What ends it for good
deletes its film; what only holds it is written down, and when that ends it waits its 24 hours anew."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from fanlight.ground.clock import from_micros, micros
from fanlight.home.asks import keeping
from fanlight.home.asks.actions import lines
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.rules import batches, release, states, troubles

AGAIN_US = 60 * 1_000_000
CLEAR = ("nothing", "batch", "proof")  # the log was believed, and holds nothing against it


def facts_of(one: Disclosure, row: Following, now: datetime) -> release.Facts:
    """What decides, as the last look at the log left it."""
    due_us = one.post_us if one.state == "waiting" else one.upload_us
    return release.Facts(
        state=one.state,  # type: ignore[arg-type]
        now=now,
        due=from_micros(due_us) if due_us is not None else None,
        consented_us=one.consented_us,
        opened_us=one.ask.opens_us,
        closed_us=one.ask.closes_us,
        against=tuple(one.ask.against),
        moratorium=row.moratorium,
        trouble=row.trouble_words if row.trouble else "",
        head=from_micros(row.head_us) if row.head_us else None,
        stands=one.number is not None and one.number < row.size,
        mended=troubles.until(row.trouble),
    )


def standing(one: Disclosure, now: datetime) -> release.Verdict | None:
    """The verdict at this moment, for a page; None of what is not on its way, or where no commons is followed."""
    row = Following.objects.first()
    if row is None or one.state not in states.ON_THE_WAY:
        return None
    return release.judge(facts_of(one, row, now))


def consider(one: Disclosure, row: Following, now: datetime) -> release.Verdict:
    """Judge, and write down what that changes; the caller stands in a transaction."""
    verdict = release.judge(facts_of(one, row, now))
    if verdict.answer == "stop":
        _stop(one, verdict.words, now)
        return verdict
    if verdict.why == "hold" and one.held_us is None:
        one.held_us = micros(now)
        lines.write(what="held", now=now, request=one.ask.request, words=f"{verdict.words} Clip {one.identity[:8]}.")
    elif one.held_us is not None and verdict.why in CLEAR:
        return _let_go_on(one, row, now)
    if verdict.answer == "wait":
        one.words, one.next_us = verdict.words, micros(now) + AGAIN_US
        one.save(update_fields=["words", "next_us", "held_us"])
    return verdict


def _let_go_on(one: Disclosure, row: Following, now: datetime) -> release.Verdict:
    """What held it has ended: everybody can sleep over it once more, and it leaves at a batch as any other."""
    due = micros(batches.post_at(now, ZoneInfo(row.zone)))
    if one.state == "waiting":
        one.post_us = due
    else:
        one.upload_us = due
    one.held_us, one.words, one.next_us, one.attempts = None, "", due, 0
    one.save(update_fields=["post_us", "upload_us", "held_us", "words", "next_us", "attempts"])
    said = f"What held it has ended; it waits 24 hours anew. Clip {one.identity[:8]}."
    lines.write(what="resumed", now=now, request=one.ask.request, words=said)
    return release.judge(facts_of(one, row, now))


def _stop(one: Disclosure, words: str, now: datetime) -> None:
    one.state, one.state_us = states.after(one.state, "stop"), micros(now)  # type: ignore[arg-type]
    one.words, one.held_us = words[:400], None
    one.save()
    keeping.forget(one.identity)
    lines.write(what="stopped", now=now, request=one.ask.request, words=f"{words} Clip {one.identity[:8]}.")


def consider_all(*, now: datetime) -> int:
    """What the log forbids is stopped or held at once, not only at its batch; returns how many were stopped."""
    row = Following.objects.first()
    if row is None or row.trouble:
        return 0
    stopped = 0
    for one in Disclosure.objects.filter(state__in=states.ON_THE_WAY).select_related("ask"):
        verdict = release.judge(facts_of(one, row, now))
        changes = verdict.answer == "stop" or verdict.why == "hold" or one.held_us is not None
        if changes and one.leased_until_us <= micros(now):
            with transaction.atomic():
                consider(one, row, now)
            stopped += verdict.answer == "stop"
    return stopped


def after_look(*, now: datetime) -> None:
    """The log was looked at: what it forbids stops, what only waited for a fresh head is considered now."""
    consider_all(now=now)
    at = micros(now)
    waiting = Disclosure.objects.filter(state__in=states.ON_THE_WAY, next_us__gt=at, next_us__lte=at + AGAIN_US)
    waiting.update(next_us=at)
