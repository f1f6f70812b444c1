"""One stream's watch: packets of one run in, signals out; the same for a file at full speed as for a live camera."""

from __future__ import annotations

from fanlight.home.recorder.packet import Packet, StreamFormat
from fanlight.home.recorder.watch.change import ChangeDetector
from fanlight.home.recorder.watch.decoder import Decoder, Decodes
from fanlight.home.recorder.watch.gate import Gate
from fanlight.home.recorder.watch.machine import Machine, Mode, Order
from fanlight.home.recorder.watch.masks import Masks
from fanlight.home.recorder.watch.picture import DecodedPicture
from fanlight.home.recorder.watch.preview import CALLED, KEY, MOVED, STILL, History
from fanlight.home.recorder.watch.settings import WatchSettings
from fanlight.home.recorder.watch.signals import Blind, Confirmed, Ended, Moving, Seen, Signal

LOOKS_EVERY_S = 0.2
"""Five looks a second: what a person does at a door, seen several times."""
PROMPT_EVERY_S = 0.13
"""At the front door every other picture: half a second is all there is."""
SEEN_EVERY_S = 10.0
"""One picture for previews in this time."""
BACK_S = 0.8
"""A look that goes back to the last key frame compares only pictures this young; older ones had to be decoded."""
GOP_BYTES = 12 << 20
"""Packets since the last key frame are kept up to here, 20 s of 4 Mbit/s; beyond it a look waits for the next one."""
BLIND = "This stream is full of noise and has a key frame only every {seconds} s, so all of it has to be decoded."
CURE = "Set the camera's key frame interval (GOP, I-frame interval) to 2 seconds, or give it a sub stream to watch."


class Watcher:
    """Feed it all video packets of one run in decode order."""

    def __init__(self, stream: StreamFormat, settings: WatchSettings, decoder: Decodes | None = None) -> None:
        self._stream, self._settings = stream, settings
        self._decoder = decoder or Decoder(stream)
        self._gate = Gate(stream.width * stream.height)
        self._machine = Machine(settings.prompt or stream.codec not in ("h264", "hevc"))
        self._detector: ChangeDetector | None = None
        self._gop: list[Packet] = []
        self._gop_bytes = 0
        self._latest: DecodedPicture | None = None
        self._looked_s = self._seen_s = -99.0
        self._every_s = PROMPT_EVERY_S if settings.prompt else LOOKS_EVERY_S
        self._said_blind = False
        self.history = History()  # whoever keeps it takes it and puts an empty one in its place

    def feed(self, packet: Packet) -> list[Signal]:
        """One packet. Never raises over what a camera sends; times are stream seconds of the packets."""
        if packet.medium != "video" or not packet.data:
            return []
        at_s = packet.seconds
        self._keep(packet)
        out: list[Signal] = []
        order = self._machine.packet(at_s, packet.is_key, self._gate.feed(at_s, packet.size, packet.is_key))
        self._remember_vain()
        if order is Order.KEY:
            picture = self._decoder.key(packet)
            self._latest = picture
            if picture is not None:
                self._look(picture, at_s, alone=True, out=out)
        elif order is Order.WHOLE:
            self._follow(packet, out)
        else:
            self._decoder.leave()
            self._latest = None
        self._end(out)
        return out

    @property
    def looks_closer(self) -> bool:
        """Whether a look has been ordered that may confirm movement within the second."""
        return self._machine.mode is Mode.RISING

    def finish(self) -> list[Signal]:
        """The run is over."""
        ended = self._machine.end()
        return [] if ended is None else [Ended(ended)]

    def _follow(self, packet: Packet, out: list[Signal]) -> None:
        at_s = packet.seconds
        from_key = not self._decoder.follows
        if (from_key and not self._gop) or (self._decoder.torn and not packet.is_key):
            return
        packets = list(self._gop) if from_key else [packet]
        for picture in self._decoder.follow(packets, from_key):
            before, self._latest = self._latest, picture
            if from_key and picture.at_s < at_s - BACK_S:
                continue
            if picture.is_key and before is not None and 0 < picture.at_s - before.at_s < 0.3 and self._detector:
                self._detector.rebase(before.small(), picture.small())
            if picture.at_s - self._looked_s >= self._every_s - 0.001 or picture.at_s < self._looked_s - 1:
                self._look(picture, at_s, alone=False, out=out)

    def _look(self, picture: DecodedPicture, decided_s: float, alone: bool, out: list[Signal]) -> None:
        small = picture.small()
        if self._detector is None or self._detector.shape != small.shape:
            self._detector = ChangeDetector(Masks(self._settings.zones, small.shape[1], small.shape[0]))
        at_s = self._looked_s = picture.at_s
        change = self._detector.look(small, at_s, alone)
        if self._detector.strength is not None:
            kind = (CALLED if change.differs else KEY) if alone else (MOVED if change.moves else STILL)
            self.history.add(at_s, self._detector.strength, kind)
        decision = self._machine.looked(change, alone)
        if decision.confirmed:
            out.append(Confirmed(decision.began_s, decided_s, change.zone, change.score, change.box, picture))
        elif decision.moving:
            out.append(Moving(at_s, change.score, change.zone, change.box, picture))
        if at_s - self._seen_s >= SEEN_EVERY_S or at_s < self._seen_s - 1:
            self._seen_s = at_s
            out.append(Seen(at_s, picture))

    def _end(self, out: list[Signal]) -> None:
        ended = self._machine.over()
        if ended is not None:
            out.append(Ended(ended))
            if self._detector is not None:
                self._detector.settle()
        if self._machine.blind and not self._said_blind:
            self._said_blind = True
            seconds = round(self._machine.key_interval_s)
            out.append(Blind(self._latest.at_s if self._latest else 0.0, BLIND.format(seconds=seconds), CURE))

    def _remember_vain(self) -> None:
        vain, self._machine.vain = self._machine.vain, []
        if self._detector is not None:
            for one in vain:
                self._detector.places.vain(one.box)

    def _keep(self, packet: Packet) -> None:
        if packet.is_key:
            self._gop, self._gop_bytes = [packet], packet.size
        elif self._gop:
            self._gop.append(packet)
            self._gop_bytes += packet.size
            if self._gop_bytes > GOP_BYTES:
                self._gop, self._gop_bytes = [], 0
