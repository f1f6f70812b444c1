"""Sightings become things through time: who is who, and what is filled between."""

from __future__ import annotations

from fanlight.home.asks.redact.tracks import Growing, Tracker, filled

TIMES = [number * 100_000 for number in range(100)]
SIZE = (640, 360)
ONE, TWO = (100, 100, 140, 220), (150, 100, 190, 220)


def test_two_people_side_by_side_are_two_tracks():
    """Their boxes, grown, overlap; still a track takes one box a look."""
    tracker = Tracker()
    for frame in range(0, 30, 3):
        tracker.take(frame, "body", [ONE, TWO] if frame % 2 else [TWO, ONE])
    assert [set(track.looked.values()) for track in tracker.all] == [{TWO}, {ONE}]


def test_an_arm_that_moves_belongs_to_its_body():
    """So that revealing the body shows the arm as well."""
    tracker = Tracker()
    for frame in range(12):
        if frame % 3 == 0:
            tracker.take(frame, "body", [ONE])
        tracker.take(frame, "movement", [(105, 120, 120, 140), (125, 180, 138, 200)])
    assert [track.kind for track in tracker.all] == ["body"]


def test_a_blob_round_two_people_belongs_to_neither():
    """Revealing one of them must not reveal the other."""
    tracker = Tracker()
    for frame in range(12):
        if frame % 3 == 0:
            tracker.take(frame, "body", [ONE])
        tracker.take(frame, "movement", [(90, 90, 290, 330)])
    assert sorted(track.kind for track in tracker.all) == ["body", "movement"]


def test_movement_that_turns_out_to_be_somebody_is_their_track_from_the_beginning():
    """A detector recognises them only when they have come near."""
    tracker = Tracker()
    for frame in range(12):
        tracker.take(frame, "movement", [(100 + frame, 100, 140 + frame, 220)])
        if frame == 9:
            tracker.take(frame, "body", [(108, 98, 152, 222)])
    assert [track.kind for track in tracker.all] == ["body"]
    assert filled(tracker.all[0], 0, TIMES, SIZE).first == 0


def test_a_track_that_was_lost_for_long_is_another():
    """Ten frames are bridged, more are not: it may be somebody else."""
    tracker = Tracker()
    for frame in (0, 3, 13, 27):
        tracker.take(frame, "face", [ONE])
    assert [list(track.looked) for track in tracker.all] == [[0, 3, 13], [27]]


def test_a_track_has_a_box_in_each_frame_that_it_spans():
    """Gaps of what was looked at and of what moved are closed apart, and together leave none."""
    track = Growing("body", {0: ONE, 20: ONE}, {9: TWO, 10: TWO})
    made = filled(track, 0, TIMES, SIZE)
    assert made.first == 0 and len(made.boxes) == 20 + 5 + 10 + 1
    assert made.at(12) is not None and made.at(36) is None


def test_a_spark_is_covered_but_not_for_a_second():
    """Two sightings are noise; noise that lasted a second would hide the scene."""
    made = filled(Growing("movement", {}, {50: ONE, 51: ONE}), 0, TIMES, SIZE)
    assert (made.first, made.first + len(made.boxes) - 1) == (45, 56)
