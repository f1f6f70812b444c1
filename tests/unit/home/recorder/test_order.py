"""The order of create is that of docs/reference/formats/footage.md; a disk that fails costs no listed footage."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fanlight.home.recorder.check import check
from fanlight.home.recorder.faults import DirectoryNotSynced, DiskFull, SegmentLost
from fanlight.home.recorder.index import IndexUnavailable
from tests.unit.home.recorder.disk import START_US, Disk
from tests.unit.home.recorder.film import RATE, film

TRACED = ("open", "mkdir", "writev", "fsync", "fdatasync")


@pytest.fixture
def calls(footage: Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """System calls and calls to the index, in the order in which they were made."""
    log = footage.index.calls

    def traced(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            result = real(*args, **kwargs)
            if name in ("fsync", "fdatasync"):
                log.append(f"{name} {'directory' if stat.S_ISDIR(os.fstat(args[0]).st_mode) else 'file'}")
            elif name == "open":
                if args[1] & os.O_CREAT:
                    log.append("create" + " exclusively" * bool(args[1] & os.O_EXCL))
            else:
                log.append(f"{name} {args[0]}" if name == "mkdir" else "write")
            return result

        return call

    for name in TRACED:
        monkeypatch.setattr(os, name, traced(name, getattr(os, name)))
    yield log


def test_the_order_of_create(footage: Disk, calls: list[str]) -> None:
    """Row, file, initialisation, file synced, folders synced; fragments; synced before listed; listed before closed."""
    writer = footage.writer(film()[0])
    assert calls == [
        "open row",
        *("mkdir 7", "mkdir 2026-09-21", "create exclusively", "write"),
        *("fsync file", "fsync directory", "fsync directory", "fsync directory"),
    ]
    calls.clear()
    for packet in film()[1]:
        writer.add(packet)
    assert calls == ["write"] * 3
    calls.clear()
    writer.sync(2.0)
    assert calls == []
    writer.sync(4.6)
    assert calls == ["fdatasync file", "list 3"]
    calls.clear()
    writer.close()
    assert calls == ["write", "fdatasync file", "list 1", "close row"]


def failing(name: str, number: int, monkeypatch: pytest.MonkeyPatch, *, times: int = 1, partly: bool = False) -> None:
    """The next `times` calls of this system call fail; a write may have written a part before."""
    real, left = getattr(os, name), [times]

    def call(*args: Any) -> Any:
        if left[0]:
            left[0] -= 1
            if partly:
                real(args[0], [bytes(args[1][0])[:100]])
            raise OSError(number, os.strerror(number))
        return real(*args)

    monkeypatch.setattr(os, name, call)


def begun(footage: Disk, seconds: int) -> Any:
    """A writer whose first `seconds` fragments are listed and two more are written."""
    format, packets = film()
    writer = footage.writer(format)
    for packet in packets[: seconds * RATE + 1]:
        writer.add(packet)
    writer.sync(5.0)
    return writer


def assert_whole(footage: Disk, fragments: int) -> None:
    row = footage.index.rows[1]
    assert len(row.fragments) == fragments
    counts = check(footage.store, footage.index.all_facts())
    assert (counts["segments"], counts["missing"], counts["wrong_size"], counts["wrong_hash"]) == (1, 0, 0, 0)
    gap = footage.index.gaps[-1]
    assert (gap.start_us, gap.end_us, gap.reason) == (START_US + fragments * 1_000_000, None, "disk")
    assert gap.words


def test_a_failed_sync_costs_what_was_not_listed(footage: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an error of fdatasync nothing behind the listed part is believed, and the file is cut there."""
    writer = begun(footage, 2)
    for packet in film()[1][2 * RATE + 1 :]:
        writer.add(packet)
    failing("fdatasync", errno.EIO, monkeypatch)
    with pytest.raises(SegmentLost) as caught:
        writer.sync(10.0)
    assert caught.value.gap == len(footage.index.gaps)
    assert footage.index.rows[1].status == "recovered"
    assert_whole(footage, 2)


def test_a_file_that_cannot_be_cut_stays_open_for_the_next_start(
    footage: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk refuses everything: the listed part is there, the rest is the next start's."""
    writer = begun(footage, 2)
    failing("fsync", errno.EIO, monkeypatch, times=9)
    failing("fdatasync", errno.EIO, monkeypatch)
    with pytest.raises(SegmentLost):
        writer.close()
    assert footage.index.rows[1].status == "open"
    assert_whole(footage, 2)


def test_a_full_disk_keeps_every_whole_fragment(footage: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fitted is synced, listed and closed; the torn fragment is cut off; the error says that the disk is full."""
    writer = begun(footage, 1)
    packets = film()[1]
    for packet in packets[RATE + 1 : 2 * RATE + 1]:
        writer.add(packet)
    failing("writev", errno.ENOSPC, monkeypatch, partly=True)
    with pytest.raises(DiskFull) as caught:
        for packet in packets[2 * RATE + 1 :]:
            writer.add(packet)
    assert caught.value.gap
    assert footage.index.rows[1].status == "recovered"
    assert_whole(footage, 2)


@pytest.mark.parametrize(("call", "number"), [("writev", errno.ENOSPC), ("fdatasync", errno.EIO)])
def test_a_disk_that_fails_before_anything_is_listed(
    footage: Disk, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """Neither row nor file of it stays; the gap says from when on nothing is there."""
    writer = footage.writer(film()[0])
    failing(call, number, monkeypatch)
    with pytest.raises((DiskFull, SegmentLost)) as caught:
        for packet in film()[1]:
            writer.add(packet)
        writer.close()
    assert caught.value.gap == 1
    assert (footage.index.rows, list(footage.store.paths())) == ({}, [])
    assert footage.index.gaps[0].start_us == START_US


def test_a_full_disk_at_the_beginning_leaves_nothing(footage: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again every few seconds must not fill the index with rows and gaps."""
    failing("writev", errno.ENOSPC, monkeypatch)
    with pytest.raises(DiskFull):
        footage.writer(film()[0])
    assert (footage.index.rows, footage.index.gaps, list(footage.store.paths())) == ({}, [], [])
    assert footage.film().id == 2


def test_a_directory_that_is_not_synced_ends_the_recorder(footage: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose name may vanish is no place for footage."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(DirectoryNotSynced):
        footage.writer(film()[0])


def test_rows_wait_while_the_database_is_busy(footage: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sync and close can be called again after the index was not there; nothing is listed twice or lost."""
    real, busy = footage.index.list_fragments, [True]

    def list_fragments(*args: Any) -> None:
        if busy[0]:
            raise IndexUnavailable
        real(*args)

    monkeypatch.setattr(footage.index, "list_fragments", list_fragments)
    format, packets = film()
    writer = footage.writer(format)
    for packet in packets:
        writer.add(packet)
    for call in (lambda: writer.sync(5.0), writer.close, writer.close):
        with pytest.raises(IndexUnavailable):
            call()
    busy[0] = False
    writer.close()
    assert (len(footage.index.rows[1].fragments), footage.index.rows[1].status) == (4, "closed")
    assert check(footage.store, footage.index.all_facts())["wrong_hash"] == 0
