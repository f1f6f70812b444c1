"""What one camera plays for ever: clips one after another, on a timeline without a seam."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fanlight.demo.rtsp.clip import Clip, Track, Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit in its place on the timeline."""

    due: float  # seconds from the reel's start, by decode time
    index: int  # of the track in the session description
    track: Track
    unit: Unit
    ticks: int  # presentation time from the reel's start, by the track's clock
    clip: int  # which clip of the reel


class Reel:
    """Clips in order; all have the same media, sizes may differ."""

    def __init__(self, clips: Sequence[Clip]) -> None:
        self.clips = tuple(clips)
        self.starts: list[Fraction] = []
        entries: list[Entry] = []
        start = Fraction(0)
        for number, clip in enumerate(self.clips):
            self.starts.append(start)
            entries += _entries(number, clip, start)
            start += clip.seconds
        self.seconds = start
        self.entries = sorted(entries, key=lambda entry: (entry.due, entry.index))
        self._dues = [entry.due for entry in self.entries]

    def clip_at(self, seconds: float) -> int:
        """Which clip plays so many seconds after the reel's first start."""
        within = seconds % float(self.seconds)
        return max(number for number, start in enumerate(self.starts) if float(start) <= within + 1e-9)

    def place(self, seconds: float) -> tuple[int, int]:
        """The round and the entry that comes next so many seconds after the first start."""
        rounds, within = divmod(seconds, float(self.seconds))
        index = bisect_left(self._dues, within - 1e-9)
        return (int(rounds) + 1, 0) if index == len(self.entries) else (int(rounds), index)

    def due(self, rounds: int, index: int) -> float:
        return rounds * float(self.seconds) + self._dues[index]

    def ticks(self, rounds: int, entry: Entry) -> int:
        """Presentation time in the track's clock, exact in every round."""
        return entry.ticks + int(rounds * self.seconds * entry.track.clock)


def _entries(number: int, clip: Clip, start: Fraction) -> list[Entry]:
    made = []
    for index, track in enumerate(clip.tracks):
        offset = int(start * track.clock)
        for unit in track.units:
            within = Fraction(unit.dts, track.clock)
            if within < clip.seconds:
                made.append(Entry(float(start + within), index, track, unit, unit.pts + offset, number))
    return made
