"""The digest: once a day, every day, at an hour drawn once, to each resident who wants it, by Web Push alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from fanlight.ground.clock import from_micros, micros
from fanlight.home.archive.models.events import Event
from fanlight.home.asks.actions import considering
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.models.lines import Wish
from fanlight.home.asks.rules import batches, digest, release, states
from fanlight.home.household.house import zone
from fanlight.home.tell.actions.announce import News, tell
from fanlight.home.tell.residents import residents
from fanlight.home.tell.words import Words
from fanlight.people.models import Person


def turn(*, now: datetime, sent_at: datetime) -> bool:
    """Send today's if its minute has come. `now` is the commons' time, `sent_at` this machine's, for the outbox."""
    row = Following.objects.first()
    if row is None:
        return False
    local = now.astimezone(zone())
    if not batches.digest_due(local, row.digest_minute, row.digest_day):
        return False
    with transaction.atomic():
        row.digest_day = local.date().isoformat()
        row.save(update_fields=["digest_day"])
        said = words(row=row, now=now)
        news = News(f"digest:{row.digest_day}", "digest", said, "/", push_only=True)
        tell(people=wanting(), news=news, now=sent_at)
    return True


def wanting() -> list[Person]:
    """Residents who did not say that they want none."""
    without = set(Wish.objects.filter(digest=False).values_list("person_id", flat=True))
    return [person for person in residents() if person.pk not in without]


def wants(person: Person) -> bool:
    return not Wish.objects.filter(person=person, digest=False).exists()


def set_wish(*, person: Person, digest: bool) -> None:
    """Whether this resident gets the digest."""
    Wish.objects.update_or_create(person=person, defaults={"digest": digest})


def words(*, row: Following, now: datetime) -> Words:
    """How the last 24 hours were, what is asked, what waits."""
    since = micros(now - timedelta(days=1))
    rows = (
        Event.objects.filter(start_us__gte=since, start_us__lt=micros(now)).values("kind").annotate(number=Count("pk"))
    )
    counts = {one["kind"]: one["number"] for one in rows.order_by()}
    waiting = list(
        Disclosure.objects.filter(state__in=states.ON_THE_WAY).select_related("ask").order_by("upload_us", "post_us")
    )
    leaving = [one for one in waiting if not release.judge(considering.facts_of(one, row, now)).is_held]
    due = (leaving[0].upload_us or leaving[0].post_us) if leaving else None
    released = f"after {from_micros(due).astimezone(zone()):%a %H:%M}" if due else ""
    asked = _asked(row, now) if row.asks else []
    return digest.words(counts, asked, len(leaving), released, len(waiting) - len(leaving))


def _asked(row: Following, now: datetime) -> list[digest.Asked]:
    open_now = Ask.objects.filter(state="open", declined_us=None, closes_us__gt=micros(now))
    return [digest.Asked(ask.agency_name, ask.fits.count()) for ask in open_now if ask.disclosures.count() == 0]
