"""A segment holds what the camera sent, picture by picture, and ordinary players read it."""

from __future__ import annotations

from dataclasses import replace

import av
import pytest

from fanlight.home.recorder.boxes.nal import length_prefixed, parameter_sets
from fanlight.home.recorder.check import check
from fanlight.home.recorder.faults import BadStream, StorageError
from fanlight.home.recorder.packet import VIDEO_HZ, Packet
from fanlight.home.recorder.segment import end_of_segment
from tests.unit.home.recorder.disk import START_US, Disk
from tests.unit.home.recorder.film import RATE, film

TICK = VIDEO_HZ // RATE
FILMS = [
    pytest.param("h264", 0, "", id="h264"),
    pytest.param("h264", 2, "aac", id="h264 with B-frames and AAC"),
    pytest.param("hevc", 0, "opus", id="h265 with Opus"),
    pytest.param("hevc", 2, "aac", id="h265 with B-frames and AAC"),
]


@pytest.mark.parametrize(("codec", "b_frames", "sound"), FILMS)
def test_ffmpeg_reads_what_the_camera_sent(footage: Disk, codec: str, b_frames: int, sound: str) -> None:
    """Same bytes, same times, same order; every picture decodes."""
    format, packets = film(codec, b_frames=b_frames, sound=sound)
    writer = footage.record(format, packets)
    sent = [packet for packet in packets if packet.medium == "video"]
    with av.open(footage.file(writer)) as played:
        found = [packet for packet in played.demux(video=0) if packet.size]
    sets = parameter_sets(codec, format.extradata)
    assert [bytes(packet) for packet in found] == [length_prefixed(packet.data, sets) for packet in sent]
    first = sent[0].dts
    assert [(p.pts, p.dts) for p in found] == [(p.pts - first, p.dts - first) for p in sent]
    with av.open(footage.file(writer)) as played:
        assert sum(1 for _ in played.decode(video=0)) == len(sent)
        stream = played.streams.video[0]
        assert (stream.time_base, stream.codec_context.codec_tag) == (
            pytest.approx(1 / VIDEO_HZ),
            "avc1" if codec == "h264" else "hvc1",
        )


@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_parameter_sets_stand_in_the_sample_entry_alone(footage: Disk, codec: str) -> None:
    """ISO/IEC 14496-15 for avc1 and hvc1; a set that the sample entry does not have stays where the camera put it."""
    format, packets = film(codec)
    sets = parameter_sets(codec, format.extradata)
    other = sets[-1][:-1] + bytes([sets[-1][-1] ^ 0x80])
    changed = [replace(packets[0], data=b"\0\0\1" + other + packets[0].data), *packets[1:]]
    data = footage.file(footage.record(format, changed)).read_bytes()
    assert all(data.count(unit) == 1 for unit in sets)
    assert data.count(other) == 1


@pytest.mark.parametrize("sound", ["aac", "opus"])
def test_sound_keeps_its_distance_from_the_picture(footage: Disk, sound: str) -> None:
    """Each frame of sound is heard at the time at which it was sent, counted from the same zero as the pictures."""
    format, packets = film("h264", b_frames=2, sound=sound)
    writer = footage.record(format, packets)
    zero = next(packet.dts for packet in packets if packet.medium == "video")
    assert format.audio is not None
    shift = zero * format.audio.rate // VIDEO_HZ
    expected = {packet.pts - shift: packet.data for packet in packets if packet.medium == "audio"}
    with av.open(footage.file(writer)) as played:
        found = {packet.pts: bytes(packet) for packet in played.demux(audio=0) if packet.size}
    assert all(expected[at] == data for at, data in found.items())
    assert len(found) >= len(expected) - 1


def test_sound_across_the_beginning_is_kept_and_shortened(footage: Disk) -> None:
    """A segment begins at a picture, in the middle of a frame of sound: the frame stays, what ended before does not."""
    format, packets = film(sound="aac")
    pictures = [packet for packet in packets if packet.medium == "video"]
    sound = [packet for packet in packets if packet.medium == "audio"]
    early = [replace(sound[0], pts=at, dts=at) for at in (-1024, -400, 624)]
    writer = footage.record(format, [pictures[0], *early, *pictures[1:]])
    with av.open(footage.file(writer)) as played:
        assert [(packet.pts, packet.duration) for packet in played.demux(audio=0) if packet.size] == [
            (0, 624),
            (624, 1024),
        ]


def test_a_fragment_is_a_gop(footage: Disk) -> None:
    """The index names one fragment per key frame, seamless from zero."""
    writer = footage.film()
    row = footage.index.rows[writer.id]
    assert [fragment.start for fragment in row.fragments] == [0, RATE * TICK, 2 * RATE * TICK, 3 * RATE * TICK]
    assert {fragment.duration for fragment in row.fragments} == {RATE * TICK}
    assert (row.status, row.end_us) == ("closed", START_US + 4_000_000)
    assert footage.file(writer).stat().st_size == row.size


def test_any_fragment_plays_after_the_initialisation(footage: Disk) -> None:
    """The player fetches by index and starts anywhere; the two uuid boxes can be left out."""
    writer = footage.film()
    row = footage.index.rows[writer.id]
    opening = footage.store.read(writer.path, 0, row.fragments[0].offset - 160)
    for fragment in row.fragments:
        data = opening + footage.store.read(writer.path, fragment.offset, fragment.length)
        (footage.folder / "part").write_bytes(data)
        with av.open(footage.folder / "part", format="mp4") as played:
            assert sum(1 for _ in played.decode(video=0)) == RATE


def test_what_precedes_the_first_key_frame_is_left_out(footage: Disk) -> None:
    """A decoder could make nothing of it."""
    format, packets = film()
    writer = footage.record(format, packets[RATE - 3 :])
    assert footage.index.rows[writer.id].end_us == START_US + 3_000_000


def test_a_long_gop_is_written_in_parts(footage: Disk) -> None:
    """A camera without key frames fills neither the memory nor the promise of the last seconds."""
    format, packets = film()
    writer = footage.writer(format)
    key, other = packets[0], packets[1]
    writer.add(key)
    for number in range(1, 50 * RATE):
        writer.add(replace(other, pts=number * TICK, dts=number * TICK))
        assert writer.waiting <= 20 * RATE * other.size + key.size
    writer.close()
    row = footage.index.rows[writer.id]
    assert [round(fragment.duration / VIDEO_HZ) for fragment in row.fragments] == [20, 20, 10]
    assert row.end_us == START_US + 50_000_000
    assert check(footage.store, footage.index.all_facts())["wrong_hash"] == 0


def test_large_pictures_are_written_in_parts(footage: Disk) -> None:
    """8 MiB wait in memory and no more, whatever the camera's rate."""
    format, packets = film()
    writer = footage.writer(format)
    writer.add(packets[0])
    for number in range(1, 40):
        writer.add(Packet("video", b"\0\0\1\x41" + b"x" * 1_000_000, number * TICK, number * TICK, False))
        assert writer.waiting <= 8 << 20
    writer.close()
    assert len(footage.index.rows[writer.id].fragments) > 4


def test_decode_times_that_stand_still_are_moved_on(footage: Disk) -> None:
    """MP4 has no two pictures at one decode time; the picture's own time stays."""
    format, packets = film()
    twice = [*packets[:2], replace(packets[2], dts=packets[1].dts), *packets[3:]]
    writer = footage.record(format, twice)
    with av.open(footage.file(writer)) as played:
        times = [packet.dts for packet in played.demux(video=0) if packet.size]
    assert times == sorted(set(times)) and len(times) == len(packets)


def test_a_gop_can_be_ended_before_the_next_one_comes(footage: Disk) -> None:
    """The ring hands out whole GOPs and knows when the next begins; nothing waits for a second one."""
    format, packets = film()
    writer, whole = footage.writer(format), footage.film()
    for number, packet in enumerate(packets):
        if packet.is_key and number:
            writer.end_gop(packet.dts)
            assert writer.waiting == 0
        writer.add(packet)
    writer.end_gop(packets[-1].dts + TICK)
    writer.close()
    assert footage.index.rows[writer.id].fragments == footage.index.rows[whole.id].fragments


@pytest.mark.parametrize("synced", [True, False])
def test_an_abandoned_segment_keeps_what_was_written(footage: Disk, synced: bool) -> None:
    """Another part stumbled: three fragments are on disk, so three are kept; the row does not stay open."""
    format, packets = film()
    writer = footage.writer(format)
    for packet in packets:
        writer.add(packet)
        writer.sync(5.0 if synced else 0.0)
    writer.abandon()
    writer.abandon()
    row = footage.index.rows[writer.id]
    assert (row.status, len(row.fragments)) == ("recovered", 3)
    counts = check(footage.store, footage.index.all_facts())
    assert (counts["open"], counts["wrong_size"], counts["wrong_hash"]) == (0, 0, 0)


def test_times_that_make_no_sense_are_refused(footage: Disk) -> None:
    """A distance of half a day between decoding and showing cannot be written."""
    format, packets = film()
    writer = footage.writer(format)
    writer.add(packets[0])
    with pytest.raises(BadStream):
        writer.add(replace(packets[1], pts=1 << 40))
    writer.close()


def test_a_segment_without_a_picture_leaves_nothing(footage: Disk) -> None:
    """No row, no file, no day, no link in the chain."""
    format, _ = film()
    footage.writer(format).close()
    assert not footage.index.rows and list(footage.store.paths()) == []
    assert not footage.index.heads


def test_a_stream_that_mp4_does_not_take_makes_no_row(footage: Disk) -> None:
    """The index is not asked before the initialisation is made."""
    format, _ = film()
    with pytest.raises(BadStream):
        footage.writer(replace(format, codec="mjpeg"))
    assert footage.index.calls == []


def test_a_closed_segment_takes_no_more(footage: Disk) -> None:
    """A caller's mistake is an error, not a file that grows behind its row."""
    writer = footage.film()
    for call in (lambda: writer.add(film()[1][0]), lambda: writer.sync(9.0), writer.close):
        with pytest.raises(StorageError, match="closed"):
            call()


def test_segments_last_about_a_minute_and_end_at_different_seconds() -> None:
    """Eight cameras do not all sync and open files in the same second."""
    ends = [end_of_segment(camera, START_US) for camera in range(1, 9)]
    assert all(30_000_000 <= end - START_US < 90_000_000 for end in ends)
    seconds = sorted(end // 1_000_000 % 60 for end in ends)
    assert min(b - a for a, b in zip(seconds, [*seconds[1:], seconds[0] + 60], strict=True)) >= 3
    assert [end_of_segment(camera, end) - end for camera, end in enumerate(ends, 1)] == [60_000_000] * 8
