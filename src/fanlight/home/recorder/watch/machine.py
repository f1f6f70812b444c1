"""The watch as a pure state machine over (time, size, is key): it orders pictures and is told what they showed.

quiet -> rising -> active -> settling -> quiet. Rising is a look that has been ordered; settling is an event in which
nothing has moved for a while. Times are stream seconds; nothing here reads a clock or decodes anything.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum

from fanlight.home.recorder.watch.change import Change
from fanlight.home.recorder.watch.gate import Reading
from fanlight.home.recorder.watch.settings import SCALE

WARM_S = 10.0
"""The start of a run is decoded whole: it teaches noise, and catches what already moves when the watch begins..."""
WARM_LEAST_S = 4.0
"""...but only so long where nothing is there, and bytes or key frames show what comes."""
FIRST_S = 1.0
"""No decision before the background has been seen five times; encoders and exposure settle in this time too."""
KEY_S = 2.0
"""Key frames are looked at this often where bytes say nothing: 4 s lost three more events, 1 s cost 17 % more."""
SPARSE_S = 4.0
"""And this often where the gate sees movement by itself."""
LONG_GOP_S = 4.5
"""Key frames further apart than this cannot carry the watch alone."""
ENDLESS_GOP_S = 20.0
"""No key frame for so long: going back to it would decode more than it saves."""
LOOK_S = 1.0
"""How long a look lasts; 0.8 s was enough in nearly all."""
LINGER_S = 0.45
"""A look goes on while the last or the last but one picture moved."""
AFTER_S = 0.4
"""Decoding goes on for so long after a decision: the kind needs pictures with the whole of somebody in them."""
HOLD_S = 5.0
"""Movements less than this apart are one event."""
LONGEST_S = 600.0
"""An event is cut here, so that a flag in the wind does not hold a recording open for ever."""
TOGETHER_S = 1.5
"""Two moving pictures within this time..."""
NEAR = SCALE * 15 // 100
"""...and so near each other are one thing that moves."""
CALLED_BY_KEY = 2
"""Pictures that must move after a key frame has shown something: two, since the key frame is one itself..."""
PLAIN = 0.8
"""One less where two pictures show so much..."""
UNCALLED = 3
"""...and where none has: three."""
RISE = 0.5
"""A look that finds nothing raises the gate's bar by so much..."""
RISE_MOST = 2.0
"""...up to threefold..."""
RISE_FADES_S = 30.0
"""...and it sinks by one in this time."""
BLIND_AFTER_S = 30.0
"""A stream must have been noisy with a long GOP for so long before it is called blind: exposure settles in seconds."""


class Order(Enum):
    """What is wanted of the decoder at a packet."""

    NOTHING = "nothing"
    KEY = "key"  # this key frame alone
    WHOLE = "whole"  # every picture, from the last key frame on


class Mode(Enum):
    QUIET = "quiet"
    RISING = "rising"
    ACTIVE = "active"  # settling is an active event whose last movement is a while ago


@dataclass(frozen=True, slots=True)
class Decision:
    """What a look led to."""

    confirmed: bool = False
    moving: bool = False
    began_s: float = 0.0


class Machine:
    """One run's state."""

    def __init__(self, whole: bool) -> None:
        self._whole = whole
        self.mode = Mode.QUIET
        self.blind = False
        self.vain: list[Change] = []  # what led to nothing, for the memory of places
        self._began_s: float | None = None  # of the run
        self._key_s: float | None = None
        self._gop_s = 2.0
        self._looked_s = -99.0
        self._look_ends_s = 0.0
        self._called: Change | None = None
        self._hits: deque[tuple[Change, bool]] = deque()  # what moved lately, and whether something else did near it
        self._moved_s = 0.0
        self._event_s = 0.0
        self._decided_s = 0.0
        self._raised = 0.0
        self._unseen_s = 0.0  # what the last movement may have gone on for unseen: a key frame's interval
        self._vain_gop = False  # a look has found nothing since the last key frame: another would decode it all again
        self._waiting = False  # the gate has called since; the next key frame answers
        self._restless = False  # something was there while the run began
        self._at_s = 0.0
        self._blind_since_s: float | None = None

    @property
    def key_interval_s(self) -> float:
        """Seconds between key frames, as seen lately."""
        return self._gop_s

    def packet(self, at_s: float, is_key: bool, reading: Reading) -> Order:
        """One packet has come; what of it is wanted."""
        if self._began_s is None:
            self._began_s = at_s
        since, self._at_s = max(0.0, at_s - self._at_s), at_s
        self._raised = max(0.0, self._raised - min(since, 1.0) / RISE_FADES_S)
        self._measure_gop(at_s, is_key)
        if self._all_wanted(at_s, reading):
            return Order.WHOLE
        if self.mode is Mode.RISING:
            if at_s <= self._look_ends_s or self._undecided(at_s):
                return Order.WHOLE
            self._look_over()
        if self.mode is Mode.ACTIVE:
            return self._while_active(at_s, is_key)
        called = not reading.saturated and reading.pressure >= 1 + self._raised
        self._waiting = self._waiting or (called and self._vain_gop)
        if is_key and (self._waiting or at_s - self._looked_s >= self._key_every(reading) - 0.05):
            self._looked_s, self._waiting = at_s, False
            return Order.KEY
        if called and not self._vain_gop:
            self._rise(at_s, None)
            return Order.WHOLE
        return Order.NOTHING

    def looked(self, change: Change, alone: bool) -> Decision:
        """A picture has been compared."""
        self._restless |= change.differs and change.at_s - (self._began_s or 0.0) < WARM_S
        if alone:
            return self._key_looked(change)
        if not change.moves:
            return Decision()
        near = self._others_near(change)
        if self.mode is Mode.ACTIVE:
            if near:
                self._moved_s, self._unseen_s = max(self._moved_s, change.at_s), 0.0
            return Decision(moving=bool(near), began_s=self._event_s)
        needed = self._needed(change, near)
        if len(near) + 1 < needed or change.at_s - (self._began_s or 0.0) < FIRST_S:
            return Decision()
        self.mode = Mode.ACTIVE
        began_s = near[0].at_s if near else change.at_s
        self._event_s, self._moved_s, self._decided_s, self._unseen_s = began_s, change.at_s, self._at_s, KEY_S
        return Decision(confirmed=True, began_s=self._event_s)

    def _needed(self, change: Change, near: list[Change]) -> int:
        """How many pictures must have moved: the weaker the evidence, the more."""
        called = self._called
        if called is not None and _near(change.box, called.box):
            return CALLED_BY_KEY - (min(change.score, called.score) >= PLAIN)
        plain = change.score >= PLAIN and any(one.score >= PLAIN for one in near)
        if not plain and change.at_s - (self._began_s or 0.0) < WARM_S:
            return len(near) + 2  # noise is not known yet: what is faint waits
        return CALLED_BY_KEY if called is not None else UNCALLED - plain

    def _key_looked(self, change: Change) -> Decision:
        """A key frame alone: it calls for a look, or tells that an event goes on."""
        if self.mode is Mode.ACTIVE:
            if change.moves:
                self._moved_s, self._unseen_s = max(self._moved_s, change.at_s), max(KEY_S, self._gop_s)
            return Decision(moving=change.moves, began_s=self._event_s)
        if change.differs:
            self._rise(change.at_s, change)
        return Decision()

    def _others_near(self, change: Change) -> list[Change]:
        """What else has moved there just now; what stayed alone for too long was in vain."""
        while self._hits and not 0 <= change.at_s - self._hits[0][0].at_s <= TOGETHER_S:
            lone, seconded = self._hits.popleft()
            if not seconded:
                self.vain.append(lone)
        near = [one for one, _ in self._hits if _near(one.box, change.box)]
        self._hits = deque((one, seconded or one in near) for one, seconded in self._hits)
        self._hits.append((change, bool(near)))
        return near

    def over(self) -> float | None:
        """When the event last moved, once it is over; the machine is quiet again then."""
        if self.mode is not Mode.ACTIVE:
            return None
        if self._at_s - self._moved_s <= HOLD_S + self._unseen_s and self._at_s - self._event_s <= LONGEST_S:
            return None
        return self.end()

    def end(self) -> float | None:
        """End the event, if there is one, as the run ends."""
        if self.mode is not Mode.ACTIVE:
            return None
        self.mode, self._called = Mode.QUIET, None
        return self._moved_s

    def _while_active(self, at_s: float, is_key: bool) -> Order:
        if at_s - self._decided_s <= AFTER_S or self._gop_s > LONG_GOP_S:
            return Order.WHOLE
        if is_key and at_s - self._looked_s >= KEY_S - 0.05:
            self._looked_s = at_s
            return Order.KEY
        return Order.NOTHING

    def _all_wanted(self, at_s: float, reading: Reading) -> bool:
        """Whether nothing less than every picture will do."""
        if self._whole or self._warming(at_s, reading):
            return True
        noisy = reading.saturated and self._gop_s > LONG_GOP_S
        if not noisy:
            self._blind_since_s = None
        elif self._blind_since_s is None:
            self._blind_since_s = at_s
        elif at_s - self._blind_since_s > BLIND_AFTER_S:
            self.blind = True
        return noisy or self._gop_s > ENDLESS_GOP_S

    def _warming(self, at_s: float, reading: Reading) -> bool:
        since = at_s - (self._began_s or 0.0)
        if since < WARM_LEAST_S or since >= WARM_S:
            return since < WARM_S
        return self._restless or (reading.saturated and self._gop_s > KEY_S + 0.25)

    def _measure_gop(self, at_s: float, is_key: bool) -> None:
        if self._key_s is None:
            self._key_s = at_s
        elif is_key:
            self._vain_gop = False
            share = 0.3 if at_s - (self._began_s or 0.0) > 20 else 0.7  # the first ones must be believed quickly
            self._gop_s += (at_s - self._key_s - self._gop_s) * share
            self._key_s = at_s
        else:
            self._gop_s = max(self._gop_s, at_s - self._key_s)

    def _key_every(self, reading: Reading) -> float:
        return KEY_S if reading.saturated or self._gop_s > LONG_GOP_S else SPARSE_S

    def _rise(self, at_s: float, called: Change | None) -> None:
        self.mode, self._called = Mode.RISING, called
        self._look_ends_s = at_s + LOOK_S
        self._hits.clear()

    def _undecided(self, at_s: float) -> bool:
        """Whether something moved as the look was about to end; it may take twice its time then."""
        moved_just_now = bool(self._hits) and at_s - self._hits[-1][0].at_s <= LINGER_S
        return moved_just_now and at_s <= self._look_ends_s + LOOK_S

    def _look_over(self) -> None:
        self.mode = Mode.QUIET
        self._raised = min(self._raised + RISE, RISE_MOST)
        self._vain_gop = self._gop_s <= LONG_GOP_S
        self.vain.extend([self._called] if self._called else [])
        self._called = None


def _near(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether two boxes lie within NEAR of each other."""
    across = max(a[0], b[0]) - min(a[0] + a[2], b[0] + b[2])
    down = max(a[1], b[1]) - min(a[1] + a[3], b[1] + b[3])
    return across <= NEAR and down <= NEAR
