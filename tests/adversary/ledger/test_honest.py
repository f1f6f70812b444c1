"""S9: no false alarm on honest logs, whose files are built here a second way; and partial tiles that are gone."""

import random

import pytest

from fanlight.trust.ledger.follower import State, step
from fanlight.trust.ledger.verify import verify_log
from tests.adversary.ledger.plain_log import PlainLog
from tests.made_log import NOW, TRUST


def honest(draw, steps, longest):
    """Follows and verifies a log at each of its heads; returns how many there were. An alarm raises."""
    entries, state, now = [], State(), NOW
    for _ in range(steps):
        before = len(entries)
        entries += [draw.randbytes(draw.randint(0, 30)) for _ in range(draw.randint(0, longest))]
        log = PlainLog(entries, now - draw.randint(-250, 3500))
        got = []
        state = step(log, TRUST, state, now, lambda at, more, got=got: got.extend(more)).state
        assert got == entries[before:]
        assert verify_log(log, TRUST).checkpoint.size == len(entries)
        now += draw.randint(300, 100_000)
    return steps


@pytest.mark.slow
def test_ten_thousand_heads_of_honest_logs():
    """Seeded; each log followed over four steps and verified at each: not one alarm."""
    draw = random.Random(9)
    assert sum(honest(draw, 4, 8) for _ in range(2_500)) == 10_000


def test_longer_honest_logs():
    """Sizes over one and two tiles, in steps of any length."""
    draw = random.Random(10)
    assert sum(honest(draw, 4, draw.choice([1, 255, 256, 257, 500])) for _ in range(40)) == 160


@pytest.mark.parametrize("size", [1, 250, 256, 500, 512])
def test_the_full_tile_stands_in_for_a_partial_one(size):
    """The head of `size` is still served when its partial tiles have given way to those of a longer log."""
    entries = [b"%d" % number for number in range(600)]
    late = PlainLog(entries[:768], NOW)
    longer = PlainLog([*entries, *(b"%d" % number for number in range(600, 768))], NOW)
    late.files = {"checkpoint": PlainLog(entries[:size], NOW).files["checkpoint"], **{
        path: content for path, content in longer.files.items() if path.startswith("tile/")
    }}  # fmt: skip
    late.files.update({p: c for p, c in PlainLog(entries[:size], NOW).files.items() if p.startswith("tile/1")})
    got = []
    step(late, TRUST, State(), NOW, lambda at, more: got.extend(more))
    assert got == entries[:size]
    assert verify_log(late, TRUST).checkpoint.size == size
