"""When entries stood in the log: by the first anchor that covers them."""

from __future__ import annotations

from fanlight.trust.policy.in_force.anchors import Anchors


def test_an_entrys_time_is_that_of_the_first_anchor_that_covers_it() -> None:
    """Anchors that cover no more than an earlier one say nothing new; what none covers has no time."""
    anchors = Anchors()
    for index, (size, time) in enumerate(((3, 100), (3, 50), (7, 200))):
        anchors.add(size, time, index)
    assert [anchors.time(index) for index in range(8)] == [100, 100, 100, 200, 200, 200, 200, None]
    assert anchors.indexes == [0, 2]
