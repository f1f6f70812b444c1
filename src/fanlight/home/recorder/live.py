"""Live view: the ring's packets as a fragment per frame, made while somebody looks; the slow skip to a key frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fanlight.home.recorder.boxes.codecs import mime
from fanlight.home.recorder.boxes.fragment import Sample, TrackRun, fragment
from fanlight.home.recorder.boxes.initialisation import AUDIO_TRACK, VIDEO_TRACK, initialisation
from fanlight.home.recorder.boxes.nal import is_configuration, length_prefixed
from fanlight.home.recorder.faults import BadStream
from fanlight.home.recorder.frames import Header
from fanlight.home.recorder.packet import VIDEO_HZ, Packet
from fanlight.home.recorder.stream import Run, Stream

BEHIND_S = 2.0
"""A viewer further behind goes on at the newest key frame: the page promises to stay near now."""
AT_ONCE = 64
"""Packets taken from the ring in one step, so that several cameras of one viewer take turns."""

Frame = tuple[Header, bytes]


class LiveView:
    """One viewer's look at one stream; used by the viewer's own thread only."""

    def __init__(self, stream: Stream, state: Callable[[], tuple[str, str]]) -> None:
        self.stream, self._state = stream, state
        self._said: tuple[str, str] | None = None
        self._run: Run | None = None
        self._place = 0
        self._sequence = 0
        self._step = VIDEO_HZ // 15
        self._last: int | None = None

    def frames(self) -> Iterator[Frame]:
        """All that is new; ends when there is nothing more for now."""
        state = self._state()
        if state != self._said:
            self._said = state
            yield {"camera": self.stream.camera, "what": "state", "state": state[0], "words": state[1]}, b""
        newest = self.stream.run
        if newest is not None and newest is not self._run:
            yield from self._begin(newest)
        run = self._run
        while run is not None and run is self.stream.run:
            if self._behind(run):
                yield {"camera": self.stream.camera, "what": "skipped"}, b""
            taken = run.ring.take(self._place, AT_ONCE)
            if taken.lost:
                yield {"camera": self.stream.camera, "what": "skipped"}, b""
            self._place = taken.place
            if not taken.packets:
                return
            for packet in taken.packets:
                yield self._fragment(run, packet)

    def _begin(self, run: Run) -> Iterator[Frame]:
        """Initialisation, then from the newest key frame: a picture at once."""
        self._run, self._last = run, None
        self._place = run.ring.newest_key() or 0
        self._step = round(VIDEO_HZ / run.format.rate) if run.format.rate else VIDEO_HZ // 15
        try:
            head, kind = initialisation(run.format), mime(run.format)
        except BadStream as error:
            self._run = None
            yield {"camera": self.stream.camera, "what": "state", "state": "silent", "words": error.words()}, b""
            return
        yield (
            {
                "camera": self.stream.camera,
                "what": "init",
                "mime": kind,
                "epoch_us": run.epoch_us,
                "width": run.format.width,
                "height": run.format.height,
            },
            head,
        )

    def _behind(self, run: Run) -> bool:
        if self._last is None or run.ring.last - self._last < BEHIND_S * VIDEO_HZ:
            return False
        key = run.ring.newest_key()
        if key is None or key <= self._place:
            return False
        self._place, self._last = key, None
        return True

    def _fragment(self, run: Run, packet: Packet) -> Frame:
        self._sequence += 1
        video = packet.medium == "video"
        if video:
            if self._last is not None and 0 < packet.dts - self._last < 3 * VIDEO_HZ:
                self._step = packet.dts - self._last
            self._last = packet.dts
            data = packet.data if is_configuration(run.format.extradata) else length_prefixed(packet.data)
            sample = Sample(data, self._step, packet.is_key, packet.pts - packet.dts)
        else:
            sample = Sample(packet.data, _sound_step(run), True, 0)
        track = VIDEO_TRACK if video else AUDIO_TRACK
        body = fragment(self._sequence, [TrackRun(track, packet.dts, [sample])])
        ticks = packet.dts if video else self._last or 0
        header = {
            "camera": self.stream.camera,
            "what": "fragment",
            "at_us": run.wall_us(ticks),
            "key": video and packet.is_key,
        }
        return header, body


def _sound_step(run: Run) -> int:
    """AAC codes 1024 samples in a frame (ISO/IEC 14496-3); Opus over RTP 20 ms (RFC 7587)."""
    audio = run.format.audio
    return 1024 if audio is None or audio.codec == "aac" else audio.rate // 50
