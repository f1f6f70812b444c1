"""The recording process: takes the data directory's lock, mends what the last one left, records until SIGTERM."""

from __future__ import annotations

import ctypes
import gc
import logging
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import cv2

from fanlight.ground.clock import Clock, SystemClock, micros
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.control import Control
from fanlight.home.recorder.crashes import blamed, watch_for_faults
from fanlight.home.recorder.faults import StorageError
from fanlight.home.recorder.home import Home
from fanlight.home.recorder.index import Index, Pair
from fanlight.home.recorder.lock import sole_owner
from fanlight.home.recorder.mending import Mending
from fanlight.home.recorder.naming import Naming
from fanlight.home.recorder.pair import claim
from fanlight.home.recorder.pictures import EventPictures
from fanlight.home.recorder.proxy import WaitingIndex
from fanlight.home.recorder.recording import Keep
from fanlight.home.recorder.recover import recover
from fanlight.home.recorder.store import Footage
from fanlight.home.recorder.watch.kinds import KindDetector
from fanlight.home.recorder.writer import Writer

log = logging.getLogger(__name__)

TICK_S = 1.0
ROWS_S = 2.0
"""What still waits for the database at the end gets this long."""
M_ARENA_MAX = -8
ARENAS = 2
"""glibc gives each thread a heap of its own, which with thirty threads costs more memory than the packets do."""
TRIM_S = 3
"""What decoders and FFmpeg's probing have given back is given on to the system this often; it takes a millisecond."""


def run(
    index_factory: Callable[[], Index],
    data_dir: Path,
    clock: Clock | None = None,
    *,
    detector: Callable[[], KindDetector | None] = lambda: None,
    footage: Path | None = None,
) -> int:
    """Until SIGTERM or SIGINT; returns the exit status. `index_factory` is called once, in the writer thread."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    _libc("mallopt", M_ARENA_MAX, ARENAS)
    cv2.setNumThreads(1)  # its own threads for pictures so small only cost; cameras are what is done at the same time
    with sole_owner(data_dir):
        suspect = blamed(data_dir)
        watch_for_faults(data_dir)
        lies = footage or data_dir / "footage"
        record(index_factory, data_dir, clock or SystemClock(), detector, lies, ending, suspect=suspect)
    return 0


def record(
    index_factory: Callable[[], Index],
    data: Path,
    clock: Clock,
    detector: Callable[[], KindDetector | None],
    footage: Path,
    ending: threading.Event,
    *,
    suspect: int | None = None,
) -> None:
    """Everything between lock and end; the caller holds the lock."""
    writer, bulletin = Writer(index_factory), Bulletin()
    writer.start()
    keep, why_not = _kept(writer, data, footage, clock)
    home = Home(data, writer, bulletin, clock, keep, why_not, suspect)
    naming = Naming(detector, EventPictures(data / "pictures"), home.newest_picture, writer, bulletin)
    control = Control(data, home, bulletin)
    naming.start()
    home.start(naming)
    control.start()
    gc.freeze()  # what is there now stays; collections then cost by what comes and goes
    ticks = 0
    while not ending.wait(TICK_S):
        home.tick()
        ticks += 1
        if ticks % TRIM_S == 0:
            _libc("malloc_trim", 0)
    control.stop()
    home.stop()
    naming.stop(1.0)
    writer.stop(ROWS_S)


def _libc(name: str, *arguments: int) -> None:
    """A call of glibc's; another C library has other habits, and goes without."""
    call = getattr(ctypes.CDLL(None), name, None)
    if call is not None:
        call(*arguments)


def _kept(writer: Writer, data: Path, footage: Path, clock: Clock) -> tuple[Keep | None, str]:
    """Where footage goes; where the directory is not this database's nothing is written, and it is said why."""
    footage.mkdir(mode=0o700, parents=True, exist_ok=True)
    now_us, mending = micros(clock.now()), Mending(data)
    try:
        store = Footage(footage)
        pair = writer.ask(lambda index: _mended(store, index, now_us, mending))
    except StorageError as error:
        log.error("nothing is recorded: %s", error.words())
        return None, error.words()
    return Keep(store, pair, WaitingIndex(writer)), ""


def _mended(store: Footage, index: Index, now_us: int, mending: Mending) -> Pair:
    pair = claim(store, index)
    try:
        recover(store, index, pair, now_us=now_us, progress=mending)
    finally:
        mending.end()
    for event, _, last_us in index.open_events():
        index.close_event(event, last_us)
    return pair
