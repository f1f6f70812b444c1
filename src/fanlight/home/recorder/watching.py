"""The threads that watch: each camera's packets go from the ring into its watcher, its signals to its events."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from fanlight.home.recorder.crashes import AtWork
from fanlight.home.recorder.events import CameraEvents
from fanlight.home.recorder.index import CameraPlan
from fanlight.home.recorder.looks import WRITTEN_S, Looks
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat
from fanlight.home.recorder.pictures import Previews
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.watch import settings, signals
from fanlight.home.recorder.watch.decoder import Decoder, Decodes
from fanlight.home.recorder.watch.preview import History
from fanlight.home.recorder.watch.watcher import Watcher

log = logging.getLogger(__name__)

STEP_S = 0.25
"""Packets wait at most so long; a key frame, and every packet of a prompt camera, is taken at once."""
AT_ONCE = 32
"""Packets of one camera before the next one has its turn."""
BEHIND_S = 6.0
"""A watch further behind than this goes on at the newest key frame, and says so."""
SLOW_S = 60.0
"""A watch that has kept up for so long is fast enough again."""
PREVIEW_US = 12_000_000
"""No picture for so long and a key frame is decoded for the previews."""
USUAL = 50
NO_NAME = ""
WHOLE = ((0, 0), (settings.SCALE, 0), (settings.SCALE, settings.SCALE), (0, settings.SCALE))


class Watched:
    """One camera's watch; used by its worker alone."""

    def __init__(
        self,
        plan: CameraPlan,
        stream: Callable[[], Stream],
        events: CameraEvents,
        data: Path,
        told: Callable[[str], None],
        decoder: Callable[[StreamFormat], Decodes] = Decoder,
    ) -> None:
        self._plan, self._stream, self._events, self._told = plan, stream, events, told
        self._decoder = decoder
        self.previews = Previews(data, plan.id)
        self._looks = Looks(data, plan.id)
        self._kept_s = 0.0
        self._slow_until_s: float | None = None
        self._settings = watch_settings(plan)
        self._run: Run | None = None
        self._watcher: Watcher | None = None
        self._place = 0

    def step(self) -> bool:
        """Whether there may be more at once."""
        stream = self._stream()
        if self._run is not stream.run and self._drained():
            self._begin(stream.run)
        run, watcher = self._run, self._watcher
        if run is None or watcher is None:
            return False
        taken = run.ring.take(self._place, AT_ONCE)
        if taken.packets and self._skips(run, taken.packets[0]):
            return True
        self._place = taken.place
        for packet in taken.packets:
            if packet.medium == "video":
                for signal in watcher.feed(packet):
                    self._handle(run, signal)
                if packet.is_key:
                    self._preview(run, packet)
                    self._maybe_fast_again(packet)
                    if packet.seconds - self._kept_s > WRITTEN_S:
                        self._keep_looks(run, watcher)
        if taken.packets and (watcher.looks_closer or self._plan.prompt):
            self._events.soon()
        return len(taken.packets) == AT_ONCE

    def close(self) -> None:
        self._begin(None)
        self.previews.close()

    def recent(self) -> bytes:
        """The looks that are not written yet, packed, by the wall clock; asked by another thread than the worker's."""
        run, watcher = self._run, self._watcher
        if run is None or watcher is None:
            return History().to_bytes()
        return watcher.history.copy().to_bytes(run.epoch_us / 1e6)

    def _drained(self) -> bool:
        run = self._run
        return run is None or not run.ring.take(self._place, 1).packets or run.successor is None

    def _begin(self, run: Run | None) -> None:
        if self._watcher is not None and self._run is not None:
            for signal in self._watcher.finish():
                self._handle(self._run, signal)
            self._keep_looks(self._run, self._watcher)
        self._run, self._watcher, self._place, self._kept_s, self._slow_until_s = run, None, 0, 0.0, None
        if run is not None:
            self._watcher = Watcher(run.format, self._settings, self._decoder(run.format))
            self._place = (run.ring.newest_key() if run.ring.seconds > BEHIND_S else run.ring.key_before(-1)) or 0
            self._told("")

    def _keep_looks(self, run: Run, watcher: Watcher) -> None:
        history, watcher.history = watcher.history, History()
        self._kept_s = run.ring.last / VIDEO_HZ
        self._looks.keep(history, run.epoch_us, run.wall_us(run.ring.last))

    def _skips(self, run: Run, first: Packet) -> bool:
        """Whether the watch is too far behind, and has been moved to the newest key frame."""
        if first.medium != "video" or run.ring.last - first.dts < BEHIND_S * VIDEO_HZ:
            return False
        key = run.ring.newest_key()
        skips = key is not None and key > self._place
        if skips and key is not None:
            log.warning("camera %d: the watch fell behind and goes on at the newest key frame", self._plan.id)
            self._told("This computer is too slow to watch all of this camera.")
            self._slow_until_s = run.ring.last / VIDEO_HZ + SLOW_S
            self._place = key
        return skips

    def _maybe_fast_again(self, key: Packet) -> None:
        if self._slow_until_s is not None and key.seconds > self._slow_until_s:
            self._slow_until_s = None
            self._told("")

    def _handle(self, run: Run, signal: signals.Signal) -> None:
        at_us = run.wall_us(int(signal.at_s * VIDEO_HZ))
        match signal:
            case signals.Confirmed():
                self._events.confirmed(at_us, signal.zone or None, signal.score, signal.picture, signal.box)
            case signals.Moving():
                self._events.moving(at_us, signal.score, signal.picture, signal.box)
            case signals.Ended():
                self._events.ended(at_us)
            case signals.Seen():
                self.previews.seen(at_us, signal.picture)
            case signals.Blind():
                self._told(f"{signal.reason} {signal.remedy}")

    def _preview(self, run: Run, key: Packet) -> None:
        at_us = run.wall_us(key.dts)
        if at_us - self.previews.seen_us > PREVIEW_US:
            picture = self._decoder(run.format).key(key)
            if picture is not None:
                self.previews.seen(at_us, picture)


class Worker:
    """One thread with some cameras."""

    def __init__(self, number: int, at_work: AtWork) -> None:
        self._at_work = at_work
        self._watched: dict[int, Watched] = {}
        self._lock = threading.Lock()
        self._stepping = threading.Lock()  # held while a camera is watched: nobody takes it away in mid-step
        self._wake = threading.Event()
        self._ending = False
        self._thread = threading.Thread(target=self._live, name=f"watch-{number}", daemon=True)

    @property
    def load(self) -> int:
        return len(self._watched)

    def start(self) -> None:
        self._thread.start()

    def add(self, camera: int, watched: Watched) -> None:
        with self._lock:
            self._watched[camera] = watched

    def remove(self, camera: int) -> None:
        with self._lock:
            watched = self._watched.pop(camera, None)
        if watched is not None:
            with self._stepping:
                _guarded(camera, watched.close)

    def stop(self, timeout: float) -> None:
        self._ending = True
        self._wake.set()
        self._thread.join(timeout)

    def heard(self, _: Packet) -> None:
        """What a stream calls for a packet that should not wait."""
        self._wake.set()

    def _live(self) -> None:
        while not self._ending:
            self._wake.wait(STEP_S)
            self._wake.clear()
            with self._lock:
                watched = list(self._watched.items())
            more = False
            for camera, one in watched:
                with self._stepping:
                    if self._watched.get(camera) is one:
                        with self._at_work.on(camera):
                            more |= bool(_guarded(camera, one.step))
            if more:
                self._wake.set()
        for camera in list(self._watched):
            self.remove(camera)


def _guarded(camera: int, step: Callable[[], bool | None]) -> bool | None:
    """A watch that stumbles must not end those of the other cameras."""
    try:
        return step()
    except Exception:
        log.exception("camera %d: the watch stumbled", camera)
        return None


def watch_settings(plan: CameraPlan) -> settings.WatchSettings:
    """The plan in the watch's own words; without a watch zone the whole picture has the camera's sensitivity."""
    zones = [settings.Zone(zone.name, zone.purpose, zone.points, zone.sensitivity) for zone in plan.zones]
    if plan.sensitivity != USUAL and not any(zone.purpose == "watch" for zone in zones):
        zones.append(settings.Zone(NO_NAME, "watch", WHOLE, plan.sensitivity))
    return settings.WatchSettings(tuple(zones), plan.prompt)
