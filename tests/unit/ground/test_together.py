"""Jobs that wait share a go; nobody is answered before it is over, and each gets its own outcome."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from fanlight.ground.together import Together


def test_alone_a_job_is_done_at_once() -> None:
    """No thread, no waiting."""
    goes: list[list[int]] = []

    def do(jobs: Sequence[int]) -> list[int]:
        goes.append(list(jobs))
        return [job * 2 for job in jobs]

    together: Together[int, int] = Together(do)
    assert [together(one) for one in (1, 2, 3)] == [2, 4, 6]
    assert goes == [[1], [2], [3]]


def test_those_who_wait_share_the_next_go_and_each_gets_its_own() -> None:
    """While the first go is held, ten come: they are done in goes of at most four, in order, once each."""
    goes: list[list[int]] = []
    held, begun = threading.Event(), threading.Event()

    def do(jobs: Sequence[int]) -> list[int | BaseException]:
        goes.append(list(jobs))
        begun.set()
        if len(goes) == 1:
            assert held.wait(20)
        return [KeyError(job) if job == 7 else job for job in jobs]

    together: Together[int, int] = Together(do, most=4)
    with ThreadPoolExecutor(11) as threads:
        first = threads.submit(together, 0)
        assert begun.wait(20)
        rest = {one: threads.submit(together, one) for one in range(1, 11)}
        while len(together._waiting) < 10:
            assert not first.done()
        held.set()
        assert first.result(20) == 0
        for one, done in rest.items():
            if one == 7:
                with pytest.raises(KeyError):
                    done.result(20)
            else:
                assert done.result(20) == one
    assert sorted(job for go in goes for job in go) == list(range(11))
    assert [len(go) for go in goes] == [1, 4, 4, 2]


def test_a_go_that_fails_fails_for_all_of_it_and_not_for_the_next() -> None:
    """What the database says goes to everybody whose job it was."""
    is_away = True

    def do(jobs: Sequence[int]) -> list[int]:
        if is_away:
            raise OSError("away")
        return list(jobs)

    together: Together[int, int] = Together(do)
    with pytest.raises(OSError, match="away"):
        together(1)
    is_away = False
    assert together(2) == 2
