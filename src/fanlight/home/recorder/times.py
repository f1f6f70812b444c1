"""Times of a run: what a camera stamps becomes ticks that never go back, or the finding that something is missing."""

from __future__ import annotations

from fanlight.home.recorder.packet import VIDEO_HZ

JUMP = VIDEO_HZ // 2
"""A step so far beyond what is expected is a jump: video.md measured 3 s, 3600 s and -5 s; jitter stays far below."""
SLOW = 3 * VIDEO_HZ
"""Steps up to here are believed when as much time has passed: at night cameras slow down to a picture in two s."""


class Times:
    """Ticks of 1/VIDEO_HZ from the run's first video packet, for stamps in the same unit."""

    def __init__(self, rate: float) -> None:
        self._step = int(VIDEO_HZ / rate) if rate > 0 else VIDEO_HZ // 15
        self._expected = self._step + JUMP  # the largest step that is believed without asking
        self._base: int | None = None
        self._last: int | None = None
        self._arrived = 0.0
        self.jumped = False  # the camera's clock did, though nothing was missing: the next key frame begins a new run

    @property
    def base(self) -> int:
        """The stamp that is tick 0."""
        return self._base or 0

    @property
    def last(self) -> int:
        """Ticks of the newest packet."""
        return self._last or 0

    def place(self, pts: int | None, dts: int | None, arrived: float) -> tuple[int, int] | None:
        """(pts, dts) of the next packet in ticks; None when packets are missing before it, and a new run must begin.

        A jump of the stamps alone goes on seamlessly, so that no picture is lost, and sets `jumped`.
        """
        if self._base is not None and self._last is not None and dts is not None:  # as nearly always
            ticks = dts - self._base
            step = ticks - self._last
            if 0 < step <= self._expected:
                if step != self._step:
                    self._learn(ticks)
                self._last, self._arrived = ticks, arrived
                return (pts - self._base if pts is not None and pts > dts else ticks), ticks
        return self._place(pts, dts, arrived)

    def _place(self, pts: int | None, dts: int | None, arrived: float) -> tuple[int, int] | None:
        stamp = dts if dts is not None else pts
        if self._last is None:
            self._base, ticks = stamp, 0
        elif stamp is None:
            ticks = self._last + self._step
        else:
            if self._base is None:  # FFmpeg gives the first key frame without times
                self._base = stamp - self._last - self._step
            ticks = stamp - self._base
            if self._jumps(ticks - self._last, arrived - self._arrived):
                if (arrived - self._arrived) * VIDEO_HZ > JUMP + self._step:
                    return None
                self.jumped = True
                self._base = stamp - self._last - self._step
                ticks = self._last + self._step
            ticks = max(ticks, self._last + 1)
        self._learn(ticks)
        self._last, self._arrived = ticks, arrived
        shown = pts - self._base if pts is not None and self._base is not None else ticks
        return max(shown, ticks), ticks

    def _jumps(self, step: int, waited_s: float) -> bool:
        if step < -JUMP:
            return True
        if step <= self._expected:
            return False
        return step > SLOW or abs(step - waited_s * VIDEO_HZ) > JUMP

    def _learn(self, ticks: int) -> None:
        if self._last is not None and 0 < ticks - self._last < SLOW:
            self._step += (ticks - self._last - self._step) // 4
            self._expected = self._step + JUMP
