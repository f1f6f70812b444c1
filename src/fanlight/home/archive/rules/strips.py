"""Where things lie on a strip of time: plain numbers for SVG attributes, so that a strict CSP needs no style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fanlight.home.archive.rules.days import Day, local

THIN = 0.42  # percent: 4 px on a desk's strip of 1000 px, so that a short event is seen
LANE = 30  # px from lane to lane
MARK_MIN, MARK_MAX = 9, 17  # px: heights of a mark
TALL_AT_S = 60.0  # an event this long is drawn as tall as any


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: x and width in percent of the strip, y and height in px."""

    x: float
    width: float
    y: float = 0
    height: float = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """What a strip needs to know of an event."""

    start_us: int
    end_us: int
    is_press: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """A span without footage and its reason; deleted footage too."""

    start_us: int
    end_us: int
    words: str


@dataclass(slots=True)
class Lane:
    """One camera's day."""

    name: str
    camera: int
    y: int
    kept: list[Bar] = field(default_factory=list)
    silent: list[Bar] = field(default_factory=list)
    moves: list[Bar] = field(default_factory=list)
    presses: list[Bar] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scale:
    """From moments to percent."""

    start_us: int
    end_us: int

    def x(self, at_us: int) -> float:
        share = (at_us - self.start_us) / (self.end_us - self.start_us)
        return round(min(1.0, max(0.0, share)) * 100, 3)

    def bar(self, start_us: int, end_us: int, *, least: float = 0.0, words: str = "") -> Bar | None:
        """None where the span lies outside."""
        if end_us < self.start_us or start_us > self.end_us:
            return None
        x = self.x(start_us)
        width = max(least, self.x(end_us) - x)
        return Bar(min(x, 100 - least), round(width, 3), words=words)


def lane(
    scale: Scale,
    *,
    name: str,
    camera: int,
    row: int,
    kept: Iterable[tuple[int, int]],
    silent: Iterable[Silence],
    events: Iterable[Happened],
) -> Lane:
    """The lane of one camera at its row."""
    y = row * LANE
    drawn = Lane(name=name, camera=camera, y=y)
    drawn.kept = [bar for start, end in joined(kept) if (bar := scale.bar(start, end))]
    for gap in silent:
        if bar := scale.bar(gap.start_us, gap.end_us, least=0.15, words=gap.words):
            drawn.silent.append(bar)
    moves = [_mark(scale, event) for event in events if not event.is_press]
    presses = [_mark(scale, event) for event in events if event.is_press]
    drawn.moves = merged([bar for bar in moves if bar])
    drawn.presses = merged([bar for bar in presses if bar])
    return drawn


def _mark(scale: Scale, event: Happened) -> Bar | None:
    bar = scale.bar(event.start_us, event.end_us, least=THIN)
    if bar is None:
        return None
    share = min(1.0, (event.end_us - event.start_us) / 1e6 / TALL_AT_S)
    return Bar(bar.x, bar.width, height=round(MARK_MIN + share * (MARK_MAX - MARK_MIN), 1))


def merged(bars: Sequence[Bar]) -> list[Bar]:
    """Marks that would lie over each other become one, so that a busy day draws as fast as a quiet one."""
    found: list[Bar] = []
    for bar in sorted(bars, key=lambda one: one.x):
        if found and bar.x < found[-1].x + found[-1].width:
            last = found[-1]
            right = max(last.x + last.width, bar.x + bar.width)
            found[-1] = Bar(last.x, round(right - last.x, 3), height=max(last.height, bar.height))
        else:
            found.append(bar)
    return found


def joined(spans: Iterable[tuple[int, int]], *, within_us: int = 2_000_000) -> list[tuple[int, int]]:
    """Spans that follow each other within two seconds (segments of one run, a quick reconnect) as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + within_us:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Tick:
    """A line for an hour; `label` is empty between the named ones."""

    x: float
    label: str
    anchor: str  # start, middle, end: labels at the edges must not stick out


def hour_ticks(day: Day, *, every: int = 3) -> list[Tick]:
    """Lines for the hours of a day as its clock shows them."""
    scale = Scale(day.start_us, day.end_us)
    return [
        Tick(
            scale.x(day.at(hour)),
            f"{hour:02}" if hour % every == 0 else "",
            "start" if hour == 0 else "end" if hour == 24 else "middle",
        )
        for hour in range(25)
    ]


def minute_ticks(start_us: int, end_us: int, day: Day) -> list[Tick]:
    """Lines for the whole minutes of a short span, every second one named."""
    scale = Scale(start_us, end_us)
    step = 60_000_000
    first = -(-start_us // step) * step
    ticks = []
    for at in range(first, end_us + 1, step):
        moment = local(at, day.zone)
        ticks.append(Tick(scale.x(at), f"{moment:%H:%M}" if moment.minute % 2 == 0 else "", "middle"))
    return ticks
