"""Bytes of footage and pictures: only to who is signed in, only what is listed, always as hostile content."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from fanlight.ground.clock import micros
from fanlight.home.archive import fragments, places, reading
from fanlight.home.archive.models.footage import Segment
from fanlight.home.recorder.boxes.proof import PROOF_SIZE, Proof, chain_fragment, chain_initialisation
from fanlight.home.recorder.index import Fragment

PLAYED, FIRST, SECOND = b"i" * 40, b"a" * 100, b"b" * 60
INIT = PLAYED + b"u" * reading.IDENTITY
AT = (len(INIT), len(INIT) + 100 + PROOF_SIZE)


@pytest.fixture
def segment(day) -> Segment:
    """A file as the recorder writes it: initialisation, two fragments, each with its proof."""
    path = "1/2026-11-24/1-main.mp4"
    heads = [chain_initialisation(bytes(32), INIT)]
    content = INIT
    for number, piece in enumerate((FIRST, SECOND)):
        heads.append(chain_fragment(heads[-1], number, len(piece), hashlib.sha256(piece).digest()))
        content += piece + Proof(number, len(piece), heads[-1]).pack()
    places.write_whole(places.footage() / path, content)
    listed = [Fragment(0, AT[0], 100, 0, 90_000), Fragment(1, AT[1], 60, 90_000, 90_000)]
    return Segment.objects.create(
        camera=day.door,
        run=b"r" * 16,
        path=path,
        status=Segment.CLOSED,
        start_us=micros(day.now) - 9,
        end_us=micros(day.now),
        size=len(content),
        head=heads[-1],
        first_head=bytes(32),
        fragments=fragments.packed(listed),
        mime='video/mp4; codecs="avc1.42c00d"',
        width=1,
        height=1,
        init_length=len(INIT),
    )


def spoil(segment: Segment, offset: int) -> None:
    """One bit of the file turns over."""
    file = places.footage() / segment.path
    content = bytearray(file.read_bytes())
    content[offset] ^= 1
    file.write_bytes(content)


def test_initialisation_and_fragments_by_index(mara, segment):
    """Exactly the listed bytes, without identity and proof boxes."""
    assert mara.get(f"/footage/{segment.pk}/init").content == PLAYED
    assert mara.get(f"/footage/{segment.pk}/0").content == FIRST
    assert mara.get(f"/footage/{segment.pk}/1").content == SECOND
    assert mara.get(f"/footage/{segment.pk}/2").status_code == 404
    assert mara.get(f"/footage/{segment.pk + 1}/0").status_code == 404


def test_footage_cannot_run_as_a_page(mara, segment):
    """No script, no frame, no guessing; kept by this browser alone."""
    answer = mara.get(f"/footage/{segment.pk}/0")
    assert "default-src 'none'" in answer["Content-Security-Policy"] and "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private") and "immutable" in answer["Cache-Control"]


def test_a_file_that_lost_bytes_is_damaged_and_says_so(mara, segment):
    """The player goes round it: 422 with words, never a server error, and no page of ours."""
    (places.footage() / segment.path).write_bytes(INIT + FIRST[:50])
    answer = mara.get(f"/footage/{segment.pk}/0")
    assert answer.status_code == 422 and answer["Content-Type"].startswith("text/plain")
    assert mara.get(f"/footage/{segment.pk}/init").content == PLAYED
    (places.footage() / segment.path).unlink()
    assert mara.get(f"/footage/{segment.pk}/init").status_code == 422


def test_one_turned_bit_is_never_shown_as_footage(mara, segment):
    """What does not fit the chain is damaged; what lies beside it still plays."""
    spoil(segment, AT[1] + 30)
    assert mara.get(f"/footage/{segment.pk}/1").status_code == 422
    assert mara.get(f"/footage/{segment.pk}/0").content == FIRST


def test_another_initialisation_is_never_believed(mara, segment):
    """The first fragment proves the initialisation, too: its start time is what a clip claims."""
    spoil(segment, 5)
    assert mara.get(f"/footage/{segment.pk}/0").status_code == 422


def test_what_is_being_deleted_is_gone(mara, segment):
    """A segment marked as garbage answers as if it never was."""
    Segment.objects.update(status=Segment.GARBAGE)
    assert mara.get(f"/footage/{segment.pk}/init").status_code == 404


BYTES = """
/footage/{s}/init /footage/{s}/0 /pictures/{e}.jpg /pictures/{e}-small.jpg /cameras/{c}/last.jpg /cameras/{c}/now.jpg
/previews/{c}/20261124-1420.jpg /clips/{e}/playlist.json /clips/{e}/download /stream/events /live?camera={c}-main
/timeline/playlist.json?camera={c}&from=1&until=2
"""


@pytest.mark.parametrize("path", BYTES.split())
def test_nothing_without_sign_in(day, segment, path):
    """A stranger gets 401 for bytes and never a byte of them."""
    places.write_whole(places.last_picture(day.door.pk), b"picture")
    address = path.format(s=segment.pk, e=day.event().pk, c=day.door.pk)
    answer = Client().get(address, headers={"Accept": "*/*", "Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 401


def test_pictures_of_events_and_cameras(mara, day):
    """The large picture, its small twin in its place once it is gone, 404 where there is neither."""
    event = day.event(picture=True)
    assert mara.get(f"/pictures/{event.pk}.jpg").status_code == 404
    places.write_whole(places.picture(event.pk, small=True), b"small")
    assert mara.get(f"/pictures/{event.pk}.jpg").content == b"small"
    places.write_whole(places.picture(event.pk), b"large")
    assert mara.get(f"/pictures/{event.pk}.jpg").content == b"large"
    assert mara.get(f"/pictures/{event.pk}-small.jpg").content == b"small"
    places.write_whole(places.last_picture(day.door.pk), b"last")
    answer = mara.get(f"/cameras/{day.door.pk}/last.jpg")
    assert answer.content == b"last" and answer["Cache-Control"] == "no-store"


def test_previews_have_names_of_times_only(mara, day):
    """A sheet that is not there is empty, a name that is no time is no address: no way out of the folder."""
    assert mara.get(f"/previews/{day.door.pk}/20261124-1420.jpg").status_code == 204
    for name in ("..%2f..%2fkeys%2fdjango.key", "20261124-14200", "x", "２０２６1124-1420"):
        assert mara.get(f"/previews/{day.door.pk}/{name}.jpg").status_code == 404, name


def test_a_playlist_names_segments_and_holes(mara, day, segment):
    """The player learns each fragment's time and where nothing is."""
    start = segment.start_us
    answer = mara.get(f"/timeline/playlist.json?camera={day.door.pk}&from={start}&until={start + 10_000_000}").json()
    assert [one["n"] for one in answer["segments"][0]["fragments"]] == [0, 1]
    assert answer["holes"][0]["words"]
    assert mara.get(f"/timeline/playlist.json?camera={day.door.pk}&from=x&until=2").status_code == 400
