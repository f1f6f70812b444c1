"""S8 for this house's own table and verdict: no path to release without the resident, none against a stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

from fanlight.ground.clock import micros
from fanlight.home.asks.rules import release, states

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_s8_no_path_to_release_without_the_resident() -> None:
    """Exhaustive over the table: every way to bytes outside goes through a resident's `confirm`; without it no state
    that is outside can be reached, whatever the house and the log do."""
    ends = {"selected"}
    while True:
        more = {after for (before, deed), after in states.TABLE.items() if before in ends and deed != "confirm"} - ends
        if not more:
            break
        ends |= more
    # a receipt for something cancelled shows that it had left before: only after `upload`, which needs `confirm`
    assert not {"waiting", "posted", "uploaded"} & ends
    assert {deed for (before, deed), after in states.TABLE.items() if after == "waiting"} == {"confirm"}
    assert {before for (before, deed), after in states.TABLE.items() if after == "uploaded"} == {"posted"}
    assert {before for (before, deed), after in states.TABLE.items() if after == "posted"} == {"waiting"}
    assert "confirm" in states.RESIDENTS


def test_s8_the_verdict_never_goes_without_consent_or_against_a_stop() -> None:
    """Over all combinations of what decides: `go` only with consent in time, a believed log, a batch that has come."""
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    went = 0
    for state, consent, against, moratorium, trouble, head, due, stands in product(
        ("selected", "covering", "covered", "waiting", "posted", "uploaded", "cancelled", "stopped"),
        (None, micros(now - 2 * DAY), micros(now - 9 * DAY), micros(now)),
        ((), ("notice",), ("moratorium",), ("agency-suspended",), ("withdrawn",), ("void",)),
        ("", "soft", "hard"),
        ("", "The log cannot be reached."),
        (None, now - 10 * MINUTE, now - 2 * HOUR),
        (None, now - MINUTE, now + MINUTE),
        (True, False),
    ):
        facts = release.Facts(
            state,
            now,
            due,
            consent,
            micros(now - 3 * DAY),
            micros(now - DAY),
            against,
            moratorium,
            trouble,
            head,
            stands,
        )
        if release.judge(facts).answer == "go":
            went += 1
            assert state in ("waiting", "posted") and consent == micros(now - 2 * DAY)
            assert not against and moratorium != "hard" and not trouble
            assert head == now - 10 * MINUTE and due == now - MINUTE
            assert stands or state == "waiting"
    assert went == 2 * 3  # waiting with and without, posted with its entry; each under no or a soft moratorium
