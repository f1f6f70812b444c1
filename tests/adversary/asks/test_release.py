"""S11 and the corners of release: a stop between entry and upload, the last minute, a month off, a week offline, a
wrong clock, twenty asks."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from fanlight.demo.community.founding import POLICE
from fanlight.ground.clock import from_micros
from fanlight.home.archive.actions.retention import tend_retention, unheld
from fanlight.home.archive.models.events import Hold
from fanlight.home.archive.models.footage import Retention, Segment
from fanlight.home.asks.actions import deciding, holding, releasing
from fanlight.home.asks.actions.following import turn
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from tests.flow.asks.house import DAY, HOUR, House

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.slow


def posted(house: House) -> Disclosure:
    row = house.shared()
    house.pass_(37 * HOUR)
    row.refresh_from_db()
    assert row.state == "posted", row.words
    return row


def stops(house: House, kind: str) -> object:
    community, seconds = house.commons.community, int(house.now.timestamp())
    ask = Ask.objects.get()
    if kind == "moratorium":
        return community.moratorium("hard", at=seconds)
    if kind.startswith("request:"):
        from fanlight.trust.papers.request import Request

        return community.request_act(kind, Request.read(ask.paper), at=seconds)
    if kind == "key":
        return community.key_revoked(POLICE, ask.paper["requester"], at=seconds)
    return community.agency_act(kind, POLICE, at=seconds)


@pytest.mark.parametrize(
    "kind",
    ["moratorium", "agency:suspended", "agency:revoked", "key", "request:withdrawn", "request:suspended"],
)
def test_s11_a_stop_between_entry_and_upload(house: House, kind: str) -> None:
    """The entry stands, the stop comes after it: no byte of the film leaves, and the house says why."""
    row = posted(house)
    house.commons.append(stops(house, kind))
    house.pass_(3 * DAY)
    row.refresh_from_db()
    assert row.state == "stopped" and row.words
    assert house.commons.mailbox == {}


def test_s11_a_stop_while_waiting(house: House) -> None:
    """Nothing is posted."""
    row = house.shared()
    house.commons.append(stops(house, "moratorium"))
    size = len(house.commons.entries())
    house.pass_(3 * DAY)
    row.refresh_from_db()
    assert row.state == "stopped"
    assert len(house.commons.entries()) == size


def test_consent_in_the_last_minute_counts(house: House) -> None:
    """Confirmed while open, posted long after it expired: expiry stops nothing that was consented in time."""
    house.settle()
    house.film()
    mara = house.resident()
    house.join()
    ask = house.opened(open_days=1)
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=mara, now=house.now)
    house.cover()
    row.refresh_from_db()
    house.watch(row)
    house.pass_(from_micros(ask.closes_us) - MINUTE - house.now)
    deciding.confirm(row=row, by=mara, following=house.row, now=house.now)
    house.pass_(3 * DAY)
    row.refresh_from_db()
    assert Ask.objects.get().state not in ("open", "notice")
    assert row.state == "uploaded", row.words


def test_consent_a_minute_after_the_end_is_refused(house: House) -> None:
    """The same, one minute late: nothing can be confirmed."""
    house.settle()
    house.film()
    mara = house.resident()
    house.join()
    ask = house.opened(open_days=1)
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=mara, now=house.now)
    house.cover()
    row.refresh_from_db()
    house.watch(row)
    house.pass_(from_micros(ask.closes_us) + MINUTE - house.now)
    row.refresh_from_db()
    with pytest.raises(deciding.NotOpen):
        deciding.confirm(row=row, by=mara, following=house.row, now=house.now)
    assert row.state == "covered"


def test_a_home_that_was_off_for_a_month(house: House) -> None:
    """It reads what it missed in one look, acts on nothing that is over, and releases nothing on an old head."""
    row = house.shared()
    house.now += timedelta(days=30)
    assert house.release() == [], "the head is a month old"
    row.refresh_from_db()
    assert row.state == "waiting" and "hour" in row.words
    house.pass_(HOUR)
    assert Ask.objects.get().state == "after-action due" or Ask.objects.get().state == "expired"
    house.pass_(2 * DAY)
    row.refresh_from_db()
    assert row.state == "uploaded", row.words


def test_offline_for_a_week_while_waiting(house: House) -> None:
    """Nothing leaves and nothing is lost; when the log is back, it goes on at the next batches, once."""
    row = house.shared()
    house.commons.refuse = 503
    tile = house.commons.folder / "checkpoint"
    away = tile.rename(tile.with_suffix(".away"))
    for _ in range(7):
        house.now += DAY
        house.tick()
    row.refresh_from_db()
    assert row.state == "waiting" and house.row.trouble == "unreachable"
    away.rename(tile)
    house.commons.refuse = 0
    house.pass_(2 * DAY)
    row.refresh_from_db()
    assert row.state == "uploaded", row.words
    entries = [one for one in house.commons.entries() if b"disclosure:posted" in one]
    assert len(entries) == 1 and len(house.commons.mailbox) == 1


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(minutes=-6)], ids=["ahead", "behind"])
def test_a_clock_six_minutes_off_releases_nothing(house: House, ahead: timedelta) -> None:
    """It says so, and goes on by itself once the clock is right."""
    row = house.shared()
    for _ in range(600):
        house.now += 5 * MINUTE
        house.commons.clock = int((house.now - ahead).timestamp())
        house.commons.publish()
        if house.now > from_micros(row.post_us) + HOUR:
            break
        if house.now > from_micros(row.post_us) - HOUR:
            house.tick()
    row.refresh_from_db()
    assert row.state == "waiting" and house.row.trouble == "clock"
    assert "clock" in house.row.trouble_words
    house.pass_(2 * HOUR, step=5 * MINUTE)
    row.refresh_from_db()
    assert row.state == "posted", row.words


@pytest.mark.parametrize("trouble", ["witnesses", "stale", "shrunk", "unreachable"])
def test_a_bad_tree_stops_every_release(house: House, trouble: str) -> None:
    """Too few witnesses, a frozen head, a shorter log, no answer: each in its own words, and nothing leaves."""
    row = house.shared()
    house.now = from_micros(row.post_us) + 10 * MINUTE
    _break(house, trouble)
    house.tick()
    row.refresh_from_db()
    assert house.row.trouble == trouble
    assert row.state == "waiting"
    assert not [one for one in house.commons.messages if not one.head.startswith(b"GET")]


def _break(house: House, trouble: str) -> None:
    house.commons.clock = int(house.now.timestamp())
    if trouble == "witnesses":
        house.commons.publish(witnesses=1)
    if trouble == "shrunk":
        shutil.rmtree(house.commons.folder)
        house.commons.found(int(house.now.timestamp()) - 3600)
        house.commons.clock = int(house.now.timestamp())
        house.commons.publish()
    if trouble == "unreachable":
        (house.commons.folder / "checkpoint").unlink()


def test_a_crash_after_each_step_sends_nothing_twice(house: House) -> None:
    """What was sent but not written down is sent again byte for byte, and the other side knows it."""
    row = house.shared()
    house.pass_(from_micros(row.post_us) - house.now - MINUTE)
    for look in (True, False):  # a look in between would find the entry in the log and say so
        house.now += 20 * MINUTE
        house.commons.clock = int(house.now.timestamp())
        house.commons.publish()
        if look:
            turn(follower=house.follower, now=house.now)
        for job in releasing.lease_due(now=house.now, most=8):
            assert releasing.attempt(job).result == "done"  # and the process dies before it is written down
    posts = [one.body for one in house.commons.messages if one.head.startswith(b"POST")]
    assert len(posts) == 2 and posts[0] == posts[1]
    house.pass_(HOUR)
    row.refresh_from_db()
    assert row.state == "posted", "the log itself shows what the crash forgot"
    house.pass_(from_micros(row.upload_us) - house.now - MINUTE)
    for _ in range(2):
        house.now += 20 * MINUTE
        house.commons.clock = int(house.now.timestamp())
        house.commons.publish()
        turn(follower=house.follower, now=house.now)
        for job in releasing.lease_due(now=house.now, most=8):
            assert releasing.attempt(job).result == "done"
    puts = [one.body for one in house.commons.messages if one.head.startswith(b"PUT")]
    assert len(puts) == 2 and puts[0] == puts[1]
    house.pass_(HOUR)
    row.refresh_from_db()
    assert row.state == "uploaded"


def test_twenty_asks_fill_no_disk(house: House, monkeypatch) -> None:
    """Soft holds keep at most a tenth of the disk, and are the first that go when room is needed."""
    house.settle()
    for number in range(6):
        house.film(name=f"Camera {number}")
    house.join()
    kept = sum(Segment.objects.values_list("size", flat=True))
    monkeypatch.setattr(holding, "_disk", lambda: kept * 5)  # a tenth of it is half of what lies there
    seconds = int(house.now.timestamp())
    from fanlight.demo.community.founding import SHERIFF

    for number in range(20):
        agency = POLICE if number % 2 else SHERIFF
        window = {"since": int(house.noon.timestamp()) - 1800, "until": int(house.noon.timestamp()) + 1800}
        paper = house.commons.community.request(seconds, f"ask {number}", agency, **window)
        house.commons.append(house.commons.community.noticed(paper, at=seconds))
    house.pass_(13 * HOUR)
    assert Ask.objects.filter(fits__hold__isnull=False).exists()
    assert 0 < holding.held_bytes() <= kept // 2
    Retention.objects.update_or_create(pk=1, defaults={"bytes": 0, "days": None})
    outcome = tend_retention(now=house.now, store=house.home.store, free_bytes=10**12)
    assert not outcome.only_held and not Hold.objects.exists()
    assert not unheld(house.now).exists()
