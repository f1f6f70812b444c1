"""A clip is what is listed of its span, once, with a word for every hole; an export of it is a plain MP4."""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path

import av
import pytest

from fanlight.home.archive import reading
from fanlight.home.archive.checking import facts_again, segment_facts
from fanlight.home.archive.clips import clip_of, playlist
from fanlight.home.archive.export import NothingToExport, NotWritable, export
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Deletion, Gap, Segment
from fanlight.home.archive.spans import coverage
from fanlight.home.recorder.check import check
from tests.flow.home.conftest import NOON_US

S = 1_000_000


def event(camera, start_s: float, end_s: float | None) -> Event:
    starts = NOON_US + int(start_s * S)
    ends = None if end_s is None else NOON_US + int(end_s * S)
    last = ends or starts
    return Event.objects.create(
        camera=camera,
        kind="movement",
        start_us=starts,
        confirmed_us=last,
        last_us=last,
        end_us=ends,
    )


def top_boxes(path: Path) -> list[bytes]:
    data, at, names = path.read_bytes(), 0, []
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        names.append(name)
        at += size
    return names


def test_a_clip_has_pre_and_post_roll_over_segments(home):
    """From 5 s before the movement to 10 s after it, across the turn of a segment, no second twice."""
    camera = home.camera()
    home.film(camera, NOON_US, 20)
    home.film(camera, NOON_US + 20 * S, 20)
    found = playlist(clip_of(event(camera, 12, 18)))
    assert found["holes"] == []
    seconds = [(f["start_us"] - NOON_US) // S for segment in found["segments"] for f in segment["fragments"]]
    assert seconds == list(range(7, 28))
    assert {f["duration_us"] for segment in found["segments"] for f in segment["fragments"]} == {S}


def test_fragments_read_by_index_play(home):
    """Initialisation and any listed fragment, fetched by number, decode; what is not listed is not given."""
    camera = home.camera()
    number = home.film(camera, NOON_US, 5)
    segment = Segment.objects.get(pk=number)
    clip = home.data / "part.mp4"
    part = reading.fragment(segment, 3)
    assert part is not None
    opening = reading.initialisation(segment)
    clip.write_bytes(opening + part)
    assert top_boxes(clip) == [b"ftyp", b"moov", b"moof", b"mdat"]
    with av.open(str(clip)) as container:
        assert len(list(container.decode(video=0))) == 10
    assert reading.fragment(segment, 5) is None
    assert reading.fragment(segment, -1) is None


def test_only_listed_fragments_count(home):
    """An open segment shows what is synced and listed, and nothing that only lies in the file."""
    camera = home.camera()
    home.film(camera, NOON_US, 6, close=False)
    covered = coverage(camera, NOON_US, NOON_US + 20 * S)
    [piece] = covered.pieces
    assert piece.end_us == NOON_US + 5 * S  # the sixth second waits for its end
    assert [(hole.start_us, hole.words) for hole in covered.holes] == [(piece.end_us, "Still being recorded.")]


def test_overlapping_pre_roll_is_given_once(home):
    """Where the pre-roll of a new segment reaches back into the one before, no second is shown twice."""
    camera = home.camera()
    home.film(camera, NOON_US, 10)
    home.film(camera, NOON_US + 7 * S, 10)
    pieces = coverage(camera, NOON_US, NOON_US + 17 * S).pieces
    assert [(piece.start_us - NOON_US) // S for piece in pieces] == [0, 10]


def test_holes_have_words(home):
    """A hole says why: the camera's gap, the deletion, or that nothing moved."""
    camera = home.camera()
    home.film(camera, NOON_US, 10)
    home.film(camera, NOON_US + 20 * S, 10, run=b"s" * 16)
    assert [h.words for h in coverage(camera, NOON_US, NOON_US + 30 * S).holes] == [
        "Nothing moved, so nothing was recorded."
    ]
    gap = Gap.objects.create(
        camera=camera,
        start_us=NOON_US + 10 * S,
        end_us=NOON_US + 20 * S,
        reason="camera",
        words="No answer.",
    )
    assert [h.words for h in coverage(camera, NOON_US, NOON_US + 30 * S).holes] == ["No answer."]
    gap.delete()
    Deletion.objects.create(
        camera=camera, start_us=NOON_US + 10 * S, end_us=NOON_US + 20 * S, size=1, reason="days", at_us=NOON_US, days=30
    )
    [hole] = coverage(camera, NOON_US, NOON_US + 30 * S).holes
    assert hole.words == "Deleted on 24 Nov: older than 30 days."
    assert (hole.start_us, hole.end_us) == (NOON_US + 10 * S, NOON_US + 20 * S)


def test_export_is_a_plain_mp4(home, decoded):
    """Index in front, not fragmented, every picture of the clip once and in order, from zero."""
    camera = home.camera()
    home.film(camera, NOON_US, 20)
    home.film(camera, NOON_US + 20 * S, 20)
    out = home.data / "clip.mp4"
    result = export(clip_of(event(camera, 12, 18)), out)
    assert result.words == []
    assert top_boxes(out)[:2] == [b"ftyp", b"moov"]
    assert b"moof" not in top_boxes(out)
    times = decoded(out)
    assert len(times) == 21 * 10
    assert times[0] == 0
    assert all(0.09 < later - earlier < 0.11 for earlier, later in pairwise(times))
    assert result.seconds == pytest.approx(21, abs=0.05)


def test_export_over_two_connections_has_no_still(home, decoded):
    """Footage of another connection follows the one before it directly, and the hole is said."""
    camera = home.camera()
    home.film(camera, NOON_US, 10)
    home.film(camera, NOON_US + 25 * S, 10, run=b"s" * 16)
    out = home.data / "clip.mp4"
    result = export(coverage(camera, NOON_US, NOON_US + 35 * S), out)
    times = decoded(out)
    assert len(times) == 200
    assert times[-1] == pytest.approx(19.9, abs=0.02)
    assert result.words == ["15.0 s are not in the file: Nothing moved, so nothing was recorded."]


def test_export_keeps_the_longest_format_and_names_the_rest(home, decoded):
    """One file has one format: what the camera sent longest; the rest is said."""
    camera = home.camera()
    home.film(camera, NOON_US, 4, size=(160, 96))
    home.film(camera, NOON_US + 4 * S, 9, run=b"s" * 16)
    out = home.data / "clip.mp4"
    result = export(coverage(camera, NOON_US, NOON_US + 13 * S), out)
    assert len(decoded(out)) == 90
    assert result.words == ["4.0 s in another format (h264 160 x 96) are not in the file."]


def test_export_plays_round_a_missing_file(home, decoded):
    """A lost file costs its own seconds and is named."""
    camera = home.camera()
    home.film(camera, NOON_US, 5)
    lost = Segment.objects.get(pk=home.film(camera, NOON_US + 5 * S, 5))
    home.film(camera, NOON_US + 10 * S, 5)
    (home.data / "footage" / lost.path).unlink()
    out = home.data / "clip.mp4"
    result = export(coverage(camera, NOON_US, NOON_US + 15 * S), out)
    assert len(decoded(out)) == 100
    assert any(lost.path in words for words in result.words)


def test_export_never_overwrites_unasked(home):
    """A file that is there stays, byte for byte, unless force is given; a failed export leaves nothing behind."""
    camera = home.camera()
    home.film(camera, NOON_US, 5)
    covered = coverage(camera, NOON_US, NOON_US + 5 * S)
    out = home.data / "mine" / "clip.mp4"
    with pytest.raises(NotWritable):
        export(covered, out)
    out.parent.mkdir()
    out.write_bytes(b"mine")
    with pytest.raises(NotWritable, match="there already"):
        export(covered, out)
    assert out.read_bytes() == b"mine"
    export(covered, out, force=True)
    assert out.read_bytes()[4:8] == b"ftyp"
    assert list(out.parent.iterdir()) == [out]


def test_nothing_left_says_why(home):
    """An event whose footage is gone gives the reason, not an empty file."""
    camera = home.camera()
    Deletion.objects.create(
        camera=camera, start_us=NOON_US - 60 * S, end_us=NOON_US + 60 * S, size=1, reason="days", at_us=NOON_US, days=30
    )
    out = home.data / "clip.mp4"
    with pytest.raises(NothingToExport, match="Deleted on 24 Nov: older than 30 days"):
        export(clip_of(event(camera, 0, 5)), out)
    assert not out.exists()


def test_check_sees_what_is_wrong(home):
    """The counts of `fanlight check` come from the index and the disk, and a good home has none that is bad."""
    camera = home.camera()
    numbers = [home.film(camera, NOON_US + n * 5 * S, 5) for n in range(4)]
    home.film(camera, NOON_US + 20 * S, 5, close=False)
    good = check(home.store, segment_facts(), facts_again)
    assert good == {"segments": 5, "open": 1, "missing": 0, "wrong_size": 0, "wrong_hash": 0, "quarantined": 0}
    paths = [home.data / "footage" / Segment.objects.get(pk=n).path for n in numbers]
    paths[0].unlink()
    paths[1].write_bytes(paths[1].read_bytes()[:-1])
    spoilt = bytearray(paths[2].read_bytes())
    spoilt[-200] ^= 1
    paths[2].write_bytes(spoilt)
    bad = check(home.store, segment_facts(), facts_again)
    assert bad == {"segments": 5, "open": 1, "missing": 1, "wrong_size": 1, "wrong_hash": 1, "quarantined": 0}
