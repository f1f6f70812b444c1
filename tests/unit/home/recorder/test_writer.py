"""The one writer thread: order, waiting while the database is busy, and no end of memory."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest

from fanlight.home.recorder import writer as module
from fanlight.home.recorder.index import Index, IndexUnavailable
from fanlight.home.recorder.writer import Writer, WriterFull
from tests.memory_index import MemoryIndex


def started(index: MemoryIndex) -> Writer:
    writer = Writer(lambda: index)
    writer.start()
    return writer


def test_calls_are_made_in_order_in_one_thread() -> None:
    """Every row is written after the one before it, by the thread that made the index."""
    made: list[str] = []

    def factory() -> Index:
        made.append(threading.current_thread().name)
        return MemoryIndex()

    writer, order = Writer(factory), []
    writer.start()
    for number in range(50):
        writer.tell(lambda _, number=number: order.append((number, threading.current_thread().name)))  # type: ignore[misc]
    writer.stop(5)
    assert order == [(number, "writer") for number in range(50)]
    assert made == ["writer"]


def test_a_busy_database_delays_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is tried again until the database answers; those behind it wait."""
    monkeypatch.setattr(module, "AGAIN_S", (0.001,))
    writer, tries = started(MemoryIndex()), []

    def busy(_: Index) -> str:
        tries.append(1)
        if len(tries) < 5:
            raise IndexUnavailable
        return "written"

    first: Future[str] = writer.submit(busy)
    second = writer.submit(lambda _: len(tries))
    assert first.result(5) == "written" and second.result(5) == 5
    writer.stop(5)


def test_a_wrong_row_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    """An error is the caller's; the thread goes on."""
    writer = started(MemoryIndex())
    wrong: Future[None] = writer.submit(lambda index: index.close_segment(99))
    assert writer.ask(lambda index: index.plans(), 5) == []
    with pytest.raises(KeyError):
        wrong.result(5)
    writer.stop(5)
    assert "could not be written" in caplog.text


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """When too many rows wait the next is refused, or let go with a line in the log."""
    monkeypatch.setattr(module, "WAITING", 3)
    writer = Writer(MemoryIndex)
    for _ in range(3):
        writer.tell(lambda index: index.plans())
    with pytest.raises(WriterFull):
        writer.submit(lambda index: index.plans())
    writer.tell(lambda index: index.plans())
    assert "let go" in caplog.text
    writer.start()
    writer.stop(5)


def test_an_index_that_cannot_be_opened_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody waits for ever for a database that is not there."""

    def factory() -> Index:
        raise IndexUnavailable

    writer = Writer(factory)
    writer.start()
    with pytest.raises(IndexUnavailable):
        writer.ask(lambda index: index.plans(), 5)
    writer.stop(5)
    assert "cannot be opened" in caplog.text
