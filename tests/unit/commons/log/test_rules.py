"""When the log is cosigned and anchored: new entries within a minute, an old head every 15 minutes."""

import pytest

from fanlight.commons.log.anchors import FILE, Waiting, read_waiting, write_waiting
from fanlight.commons.log.rules import ANCHOR_AFTER, COSIGN_EVERY, TRY_AGAIN, Due, LogState, due

NOW = 1_790_000_000


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (LogState(0), Due()),
        (LogState(1), Due(cosign=True)),
        (LogState(5, 5, NOW), Due()),
        (LogState(6, 5, NOW), Due(cosign=True)),
        (LogState(5, 5, NOW - COSIGN_EVERY + 1), Due()),
        (LogState(5, 5, NOW - COSIGN_EVERY), Due(cosign=True)),
        (LogState(6, 5, NOW, tried_at=NOW - 1, tried_size=6), Due()),
        (LogState(7, 5, NOW, tried_at=NOW - 1, tried_size=6), Due(cosign=True)),
        (LogState(6, 5, NOW, tried_at=NOW - TRY_AGAIN, tried_size=6), Due(cosign=True)),
        (LogState(6, 5, NOW, tried_at=NOW + 60, tried_size=6), Due(cosign=True)),
        (LogState(5, 5, NOW, unanchored=4, unanchored_since=NOW - ANCHOR_AFTER), Due(anchor=True)),
        (LogState(5, 5, NOW, unanchored=4, unanchored_since=NOW - ANCHOR_AFTER + 1), Due()),
        (LogState(6, 5, NOW, unanchored=5, unanchored_since=NOW - 10_000), Due(cosign=True)),
    ],
)
def test_due(state, wanted):
    """An anchor only of what is published; no second call within ten seconds for the same tree."""
    assert due(NOW, state) == wanted


def test_an_anchor_comes_within_fifteen_minutes():
    """Waiting, cosigning and the rounds between stay far below the promised 900 seconds."""
    assert ANCHOR_AFTER + 2 * TRY_AGAIN + COSIGN_EVERY // 15 < 900


def test_entries_wait_until_an_anchor_covers_them(tmp_path):
    """What came after the anchored head waits on; the anchor itself waits for nothing."""
    waiting = Waiting().appended(range(2), NOW)
    assert waiting == Waiting(2, 0, 1, NOW)
    waiting = waiting.appended(range(2, 3), NOW + 5)
    assert waiting == Waiting(3, 0, 2, NOW)
    assert waiting.anchored(3, 3) == Waiting(4)
    assert waiting.anchored(2, 3) == Waiting(4, 2, 2, NOW)
    write_waiting(tmp_path, waiting)
    assert read_waiting(tmp_path, 3) == waiting


def test_what_is_not_accounted_for_is_anchored_at_once(tmp_path):
    """A lost or damaged file, or a crash before it was written, makes an anchor too many, never one too few."""
    assert read_waiting(tmp_path, 0) == Waiting()
    assert read_waiting(tmp_path, 7) == Waiting(7, 0, 6, 0)
    write_waiting(tmp_path, Waiting(5))
    assert read_waiting(tmp_path, 7) == Waiting(7, 5, 6, 0)
    for damage in (b"", b"[]", b'{"first":1}', b'{"first":null,"last":0,"since":0,"size":"5"}'):
        (tmp_path / FILE).write_bytes(damage)
        assert read_waiting(tmp_path, 7) == Waiting(7, 0, 6, 0)
