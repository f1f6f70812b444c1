"""The whole watch on encoded made-up streets: what walks is told, light is not, and no packet breaks it."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.home.recorder.packet import Packet, StreamFormat
from fanlight.home.recorder.watch.decoder import DecoderMissing
from fanlight.home.recorder.watch.preview import History, HistoryBroken, would_fire
from fanlight.home.recorder.watch.settings import WatchSettings, Zone
from fanlight.home.recorder.watch.signals import Confirmed, Ended, Moving, Seen
from fanlight.home.recorder.watch.watcher import Watcher

from .street import fed, lit, noisy, packets, still, with_walker


def walks(at: float) -> np.ndarray:
    """Somebody crosses from second 14 to second 20."""
    rng = np.random.default_rng(int(at * 15))
    return noisy(with_walker(still(), int((at - 14) * 50)) if 14 <= at < 20 else still(), rng)


def lights(at: float) -> np.ndarray:
    """A lamp at second 13, a cloud from second 16."""
    rng = np.random.default_rng(int(at * 15))
    return noisy(lit(still(), (1.3 if at >= 13 else 1.0) * (1 - 0.05 * min(4.0, max(0.0, at - 16)))), rng)


@cache
def walking(
    gop: int = 30, bframes: int = 0, codec: str = "libx264", bits: int = 0
) -> tuple[StreamFormat, list[Packet]]:
    return packets(walks, 26, gop, bframes, codec, bits)


def told(signals: list[object]) -> list[Confirmed]:
    return [one for one in signals if isinstance(one, Confirmed)]


@pytest.mark.parametrize(
    ("gop", "bframes", "codec"),
    [
        (15, 0, "libx264"),
        (30, 0, "libx264"),
        (60, 0, "libx264"),
        (150, 0, "libx264"),
        (30, 3, "libx264"),
        (30, 0, "libx265"),
    ],
)
def test_somebody_who_walks_is_told_once(gop, bframes, codec):
    """At any key frame interval, with B-frames, in H.265: one event, in time, with a picture, and it ends."""
    form, stream = walking(gop, bframes, codec)
    signals = fed(Watcher(form, WatchSettings()), stream)
    assert len(told(signals)) == 1
    event = told(signals)[0]
    assert 13.9 <= event.at_s <= 18.5 and event.decided_s <= 14 + min(gop / 15, 4) + 0.7
    assert next(one.at_s for one in signals if isinstance(one, Ended)) == pytest.approx(20, abs=4.2)
    assert event.picture.bgr(160).shape == (90, 160, 3)
    assert event.picture.crop(event.box).size


def test_the_front_door_is_told_within_half_a_second():
    """Prompt decodes every picture."""
    form, stream = walking()
    event = told(fed(Watcher(form, WatchSettings(prompt=True)), stream))[0]
    assert event.decided_s - 14 <= 0.5 + 0.24  # the walker is whole in the picture after 0.24 s


def test_an_event_goes_on_while_it_moves():
    """Moving follows Confirmed, with pictures for the kind."""
    form, stream = walking()
    going = [one for one in fed(Watcher(form, WatchSettings()), stream) if isinstance(one, Moving)]
    assert going and all(14 <= one.at_s <= 21 for one in going)


@pytest.mark.parametrize("gop", [15, 60])
def test_light_is_not_told(gop):
    """A lamp and a cloud tell nobody."""
    form, stream = packets(lights, 26, gop)
    assert not told(fed(Watcher(form, WatchSettings()), stream))


def test_a_zone_that_ignores_the_path_keeps_it_quiet():
    """The same walk in an ignored zone is not an event."""
    form, stream = walking()
    zone = Zone("path", "ignore", ((0, 3000), (10_000, 3000), (10_000, 6500), (0, 6500)))
    assert not told(fed(Watcher(form, WatchSettings((zone,))), stream))


def test_pictures_for_previews_come_every_ten_seconds():
    """No more than one in ten seconds, from pictures that were decoded anyway."""
    form, stream = walking()
    seen = [one.at_s for one in fed(Watcher(form, WatchSettings()), stream) if isinstance(one, Seen)]
    assert seen[0] == 0 and all(b - a >= 9.9 for a, b in pairwise(seen)) and len(seen) >= 2


def test_the_same_stream_gives_the_same_result():
    """Nothing depends on the clock of the machine."""
    form, stream = walking()
    first, second = (
        [(type(s).__name__, s.at_s) for s in fed(Watcher(form, WatchSettings()), stream)] for _ in range(2)
    )
    assert first == second


def test_no_key_frame_for_half_a_minute_is_borne():
    """Without a key frame nothing can be seen; with the next one the watch sees again."""
    form, stream = walking(30)
    without = [one for one in stream if not one.is_key or one.dts == 0 or one.dts > 13 * 90_000]
    assert told(fed(Watcher(form, WatchSettings()), without))
    assert not told(fed(Watcher(form, WatchSettings()), [one for one in stream if not one.is_key]))


def test_a_resolution_announced_wrong_is_borne():
    """What the stream itself says counts."""
    form, stream = walking()
    assert told(fed(Watcher(StreamFormat("h264", 0, 0, form.extradata, 0.0), WatchSettings()), stream))


def test_a_codec_that_is_missing_is_our_error():
    """With its name, and what to do."""
    with pytest.raises(DecoderMissing, match="nonsense"):
        Watcher(StreamFormat("nonsense", 320, 180, b"", 15.0), WatchSettings())


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_no_packet_breaks_it(data):
    """Lost, torn, doubled, emptied packets, wrong times and wrong flags: never an error."""
    form, stream = walking()
    broken = []
    for one in stream[60:330:2]:
        fate = data.draw(st.sampled_from(["", "", "", "", "torn", "junk", "late", "key", "empty", "lost"]))
        if fate == "lost":
            continue
        body = {
            "torn": one.data[: len(one.data) // 2],
            "junk": bytes(data.draw(st.binary(max_size=60))),
            "empty": b"",
        }.get(fate, one.data)
        late = data.draw(st.integers(-(10**7), 10**7)) if fate == "late" else 0
        broken.append(Packet("video", body, one.pts + late, one.dts + late, one.is_key or fate == "key"))
    fed(Watcher(form, WatchSettings(prompt=data.draw(st.booleans()))), broken)


@pytest.mark.parametrize("prompt", [False, True])
def test_torn_pictures_are_not_told(prompt):
    """What a decoder would patch up with grey is left out until the next key frame."""
    form, stream = packets(lambda at: noisy(still(), np.random.default_rng(int(at * 15))), 26, 30)
    rng = np.random.default_rng(11)
    torn = []
    for one in stream:
        body = bytearray(one.data)
        if one.seconds > 12 and rng.random() < 0.06:
            for place in rng.integers(len(body) // 8, len(body), 4):
                body[place] ^= 0xFF
        torn.append(Packet("video", bytes(body), one.pts, one.dts, one.is_key))
    assert not told(fed(Watcher(form, WatchSettings(prompt=prompt)), torn))


def test_a_stream_that_is_always_torn_is_taken_as_it_is():
    """Some cameras never keep to the letter: after some groups the watch sees again."""
    form, stream = walking(15)
    odd = []
    for one in stream:
        off = not one.is_key and one.dts % 90_000 == 6_000
        odd.append(
            Packet("video", one.data + b"\x00\x00\x01\x65\xff" if off else one.data, one.pts, one.dts, one.is_key)
        )
    assert told(fed(Watcher(form, WatchSettings(prompt=True)), odd))


def test_yesterday_would_have_told():
    """The past answers for other zones: once on the path, never at the gate; kept in a few kilobytes."""
    form, stream = walking(15)
    watcher = Watcher(form, WatchSettings())
    fed(watcher, stream)
    kept = watcher.history.to_bytes(1_000.0)
    past = History.from_bytes([kept])
    path = Zone("path", "watch", ((0, 3000), (10_000, 3000), (10_000, 6500), (0, 6500)))
    gate = Zone("gate", "watch", ((0, 8000), (10_000, 8000), (10_000, 10_000), (0, 10_000)))
    would = would_fire(past, (path,))
    assert len(would) == 1 and would[0].zone == "path" and 1_013 <= would[0].start_s <= 1_017
    assert would_fire(past, (gate,)) == [] and len(kept) < 20_000


@given(st.binary(max_size=80))
@settings(deadline=None)
def test_a_broken_memory_is_our_error(junk):
    """Outside bytes raise only ours."""
    for part in (junk, b"FLW1" + junk):
        with suppress(HistoryBroken):
            History.from_bytes([part])
