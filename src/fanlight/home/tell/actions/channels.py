"""The one address of another service that a resident may have."""

from __future__ import annotations

from datetime import datetime

from fanlight.ground.clock import micros
from fanlight.home.tell import channel, secrets
from fanlight.home.tell.models.ways import Channel
from fanlight.people.models import Person


def set_channel(*, person: Person, untrusted_url: str, picture: bool, now: datetime) -> Channel:
    """This address from now on; raises ChannelRefused in words."""
    url = channel.checked(untrusted_url)
    row = Channel.objects.filter(person=person).first() or Channel(person=person)
    row.sealed, row.shown, row.picture = secrets.sealed(url, f"channel {person.pk}"), channel.shown(url), picture
    row.made_us, row.last_success_us, row.failing_since_us, row.failure = micros(now), None, None, ""
    row.save()
    return row
