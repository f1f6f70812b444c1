"""The whole way of one request: asked, fitting, chosen, covered, confirmed, posted, uploaded, opened, attested."""

from __future__ import annotations

from datetime import timedelta

from fanlight.demo.community.founding import POLICE
from fanlight.ground.clock import from_micros
from fanlight.home.asks import secrets_kept
from fanlight.home.asks.actions import lines
from fanlight.home.asks.models.asked import Ask
from fanlight.trust.papers.package import seal, tar, verify
from tests.flow.asks.house import DAY, HOUR, House


def test_a_request_goes_all_the_way(house: House):
    """Consent in the house, a day's wait, the entry at a batch, the package at the next; the agency opens it."""
    house.settle()
    house.film()
    mara = house.resident()
    house.join()
    ask = house.opened()
    assert ask.state == "open" and ask.fits.count() == 1
    row = house.share(ask, mara)
    assert row.state == "waiting"
    consented = house.now
    house.pass_(23 * HOUR)
    row.refresh_from_db()
    assert row.state == "waiting" and not house.commons.mailbox
    house.pass_(14 * HOUR)
    row.refresh_from_db()
    assert row.state == "posted", row.words
    assert from_micros(row.posted_us) - consented >= DAY
    house.pass_(13 * HOUR)
    row.refresh_from_db()
    assert row.state == "uploaded", row.words
    sealed = house.commons.mailbox[row.identity]
    for identity in (house.commons.keys.age(POLICE).secret, secrets_kept.archive_identity()):
        checks = verify.verify(tar.read_archive(seal.opened(sealed, identity)))
        assert not verify.bad(checks), [one for one in checks if one.verdict == "bad"]
    _attest(house, row)
    assert lines.check().broken_at is None
    assert Ask.objects.get().conduct["received"] == 1


def _attest(house, row) -> None:
    seconds = int(house.now.timestamp())
    until = seconds + 90 * 86_400
    community = house.commons.community
    house.commons.append(
        community.receipt("disclosure:received", POLICE, row.identity, row.sealed_sha256, until, at=seconds)
    )
    house.pass_(HOUR)
    row.refresh_from_db()
    assert row.state == "received"
    house.pass_(timedelta(days=91), step=timedelta(days=1))
    row.refresh_from_db()
    assert row.state == "overdue"
    seconds = int(house.now.timestamp())
    house.commons.append(
        community.receipt("disclosure:deleted", POLICE, row.identity, row.sealed_sha256, seconds, at=seconds)
    )
    house.pass_(HOUR)
    row.refresh_from_db()
    assert row.state == "deleted"
