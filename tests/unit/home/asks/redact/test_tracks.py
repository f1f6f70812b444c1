"""Sightings become things through time: who is who, and what is filled between."""

from __future__ import annotations

import pytest

from fanlight.home.asks.redact.boxes import area
from fanlight.home.asks.redact.look import SeenKind
from fanlight.home.asks.redact.shapes import Region
from fanlight.home.asks.redact.tracks import GROWN, Growing, Tracker, filled

TIMES = [number * 100_000 for number in range(100)]
SIZE = (640, 360)
ONE, TWO = (100, 100, 140, 220), (150, 100, 190, 220)


def test_two_people_side_by_side_are_two_tracks():
    """Their boxes, grown, overlap; still a track takes one box a look."""
    tracker = Tracker()
    for frame in range(0, 30, 3):
        tracker.look(frame, "body", [ONE, TWO] if frame % 2 else [TWO, ONE])
    assert [set(track.looked.values()) for track in tracker.all] == [{TWO}, {ONE}]


def test_an_arm_that_moves_belongs_to_its_body():
    """So that revealing the body shows the arm as well."""
    tracker = Tracker()
    for frame in range(12):
        if frame % 3 == 0:
            tracker.look(frame, "body", [ONE])
        tracker.move(frame, [Region.of((105, 120, 120, 140)), Region.of((125, 180, 138, 200))])
    assert [track.kind for track in tracker.all] == ["body"]


def test_a_blob_round_two_people_belongs_to_neither():
    """Revealing one of them must not reveal the other."""
    tracker = Tracker()
    for frame in range(12):
        if frame % 3 == 0:
            tracker.look(frame, "body", [ONE])
        tracker.move(frame, [Region.of((90, 90, 290, 330))])
    assert sorted(track.kind for track in tracker.all) == ["body", "movement"]


def test_movement_that_turns_out_to_be_somebody_is_their_track_from_the_beginning():
    """A detector recognises them only when they have come near."""
    tracker = Tracker()
    for frame in range(12):
        tracker.move(frame, [Region.of((100 + frame, 100, 140 + frame, 220))])
        if frame == 9:
            tracker.look(frame, "body", [(108, 98, 152, 222)])
    assert [track.kind for track in tracker.all] == ["body"]
    assert filled(tracker.all[0], 0, TIMES, SIZE).first == 0


def test_a_track_that_was_lost_for_long_is_another():
    """Ten frames are bridged, more are not: it may be somebody else."""
    tracker = Tracker()
    for frame in (0, 3, 13, 27):
        tracker.look(frame, "face", [ONE])
    assert [list(track.looked) for track in tracker.all] == [[0, 3, 13], [27]]


def test_a_track_has_a_box_in_each_frame_that_it_spans():
    """Gaps of what was looked at and of what moved are closed apart, and together leave none."""
    track = Growing("body", {0: ONE, 20: ONE}, {9: Region.of(TWO), 10: Region.of(TWO)})
    made = filled(track, 0, TIMES, SIZE)
    assert made.first == 0 and len(made.boxes) == 20 + 5 + 10 + 1
    assert made.at(12) is not None and made.at(36) is None


def test_a_spark_is_covered_but_not_for_a_second():
    """Two sightings are noise; noise that lasted a second would hide the scene."""
    made = filled(Growing("movement", {}, {50: Region.of(ONE), 51: Region.of(ONE)}), 0, TIMES, SIZE)
    assert (made.first, made.first + len(made.boxes) - 1) == (45, 56)


@pytest.mark.parametrize("kind", ["face", "body", "vehicle"])
def test_what_a_detector_found_is_filled_half_as_large_again_each_way(kind: SeenKind):
    """Hairline and chin end a face's box, hands and feet a body's."""
    box = filled(Growing(kind, {0: ONE}), 0, TIMES, SIZE).boxes[0]
    assert area(box) >= 1.5**2 * area(ONE) and GROWN == 1.5


def test_what_moved_is_filled_as_the_shape_it_has():
    """Two pieces far apart fill nothing between them; the box round both is for the letter on the page."""
    foot, hand = (100, 200, 120, 220), (160, 100, 170, 110)
    track = Growing("movement", {}, dict.fromkeys(range(10, 20), Region((100, 100, 170, 220), (foot, hand))))
    made = filled(track, 0, TIMES, SIZE)
    assert made.at(15) == (100, 100, 170, 220) and set(made.filled(15)) == {foot, hand}
    assert made.filled(0) == made.filled(15) and made.filled(99) == ()  # a second further, and no longer


def test_between_two_pieces_of_movement_both_are_filled():
    """It was somewhere between, and nobody saw where."""
    seen = {0: Region.of(ONE), 4: Region.of(TWO)}
    assert set(filled(Growing("movement", {}, seen), 0, TIMES, SIZE).filled(2)) == {ONE, TWO}


def test_a_part_inside_another_is_told_once():
    """The report need not list an arm that lies in its body's box."""
    track = Growing("body", {0: ONE}, {0: Region.of((110, 120, 120, 130))})
    assert len(filled(track, 0, TIMES, SIZE).filled(0)) == 1
