"""The first pass: everything that moves, everyone who is found, and whole frames where nobody can say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fanlight.home.asks.redact.background import key_pictures
from fanlight.home.asks.redact.boxes import shared
from fanlight.home.asks.redact.faults import Cancelled, CannotRedact
from fanlight.home.asks.redact.plan import plan
from fanlight.home.asks.redact.recipe import Recipe, Zone
from tests.unit.home.asks.redact.drawn import RATE, WIDTH, Fake, clip, covers, frame, still, walking, with_square

STANDS = (200, 60, 230, 120)


def around() -> list[object]:
    """Footage round the clip: the empty scene."""
    return [frame(still()) for _ in range(5)]


def reasons(recipe: Recipe) -> dict[int, str]:
    return {one.frame: one.reason for one in recipe.whole}


def test_what_moves_is_covered_in_every_frame_the_first_and_the_last_too(tmp_path: Path):
    """No detector helps here; the background comes from footage round the clip."""
    path = clip(tmp_path / "a.mp4", (with_square(still(), walking(n)) for n in range(30)))
    recipe = plan(path, around(), (), [])
    assert len(recipe.times_us) == 30 and recipe.background == "round"
    assert all(covers(recipe, number, walking(number)) for number in range(30))
    assert {track.kind for track in recipe.tracks} == {"movement"}


def test_where_something_was_a_moment_ago_is_bare_again(tmp_path: Path):
    """Behind a walker the place is seen: only what is neither where it was nor where it will be moves."""
    path = clip(tmp_path / "a.mp4", (with_square(still(), walking(n)) for n in range(30)))
    recipe = plan(path, around(), (), [])
    x0, y0, x1, y1 = walking(20)
    behind, before = (x0 - 40, y0, x0 - 24, y1), (x1 + 24, y0, x1 + 40, y1)
    assert not any(shared(box, place) for place in (behind, before) for box in recipe.boxes(20))


def test_with_too_many_rectangles_for_a_report_each_track_fills_its_box(tmp_path: Path, monkeypatch):
    """More is covered then, never less: the report has 16 MiB of room in a package."""
    path = clip(tmp_path / "a.mp4", (with_square(still(), walking(n)) for n in range(30)))
    fine = plan(path, around(), (), [])
    monkeypatch.setattr("fanlight.home.asks.redact.plan.MOST_PARTS", 10)
    coarse = plan(path, around(), (), [])
    assert any(len(track.filled(15)) > 1 for track in fine.tracks)
    assert [track.boxes for track in coarse.tracks] == [track.boxes for track in fine.tracks]
    assert all(coarse.boxes(number) == [track.at(number) for track in coarse.tracks] for number in range(30))


def test_who_stands_in_the_clip_throughout_moves_against_the_footage_round_it(tmp_path: Path):
    """A background made from the clip alone would hold them; one from round it does not."""
    path = clip(tmp_path / "a.mp4", (with_square(still(), STANDS) for _ in range(20)))
    assert all(covers(plan(path, around(), (), []), number, STANDS) for number in range(20))
    alone = plan(path, (), (), [])
    assert alone.background == "clip" and not covers(alone, 10, STANDS)


def test_who_stands_still_and_is_found_is_covered(tmp_path: Path):
    """With the file alone only a detector knows of them."""
    path = clip(tmp_path / "a.mp4", (with_square(still(), STANDS) for _ in range(20)))
    recipe = plan(path, (), (), [Fake("body", lambda _: STANDS)])
    assert all(covers(recipe, number, STANDS) for number in range(20))
    assert [track.kind for track in recipe.tracks] == ["body"]


def test_the_face_is_a_track_of_its_own_beside_the_body(tmp_path: Path):
    """So that a body can be revealed while its face stays covered."""
    face = (208, 62, 222, 80)
    path = clip(tmp_path / "a.mp4", (with_square(still(), STANDS) for _ in range(12)))
    recipe = plan(path, around(), (), [Fake("face", lambda _: face), Fake("body", lambda _: STANDS)])
    bodies = frozenset(track.id for track in recipe.tracks if track.kind == "body")
    shown = recipe.boxes(5, bodies)
    assert len(bodies) == 1 and len(recipe.tracks) == 2
    assert any(box[0] <= face[0] and box[1] <= face[1] and box[2] >= face[2] and box[3] >= face[3] for box in shown)
    assert all(box[3] < STANDS[3] for box in shown)


@pytest.mark.parametrize(("frames", "looks"), [(1, 1), (3, 2), (10, 4), (11, 5), (12, 5)])
def test_the_detectors_skip_at_most_two_frames_and_see_the_last(tmp_path: Path, frames: int, looks: int):
    """Frames 0, 3, 6, … and the last."""
    fake = Fake("face", lambda _: None)
    plan(clip(tmp_path / "a.mp4", (still() for _ in range(frames))), (), (), [fake])
    assert fake.looks == looks


def test_frames_between_two_looks_carry_the_union_of_both(tmp_path: Path):
    """Whoever was left at one look and right at the next was somewhere between."""
    left, right = (100, 60, 124, 90), (112, 60, 136, 90)
    path = clip(tmp_path / "a.mp4", (still() for _ in range(4)))
    recipe = plan(path, (), (), [Fake("face", lambda look: (left, right)[look])])
    for number in (1, 2):
        assert covers(recipe, number, left) and covers(recipe, number, right)


def test_a_gap_of_missed_looks_is_filled(tmp_path: Path):
    """Two looks in a row see nothing: the track goes on, and no second one begins."""
    path = clip(tmp_path / "a.mp4", (still() for _ in range(16)))
    recipe = plan(path, (), (), [Fake("face", lambda look: STANDS if look not in (2, 3) else None)])
    assert len(recipe.tracks) == 1 and all(covers(recipe, number, STANDS) for number in range(16))


def test_ends_are_extended_by_a_second_and_no_further(tmp_path: Path):
    """Seen at one look of frame 30, covered from 20 to 40 at ten frames a second."""
    path = clip(tmp_path / "a.mp4", (still() for _ in range(60)))
    recipe = plan(path, (), (), [Fake("face", lambda look: STANDS if look == 10 else None)])
    covered = [number for number in range(60) if covers(recipe, number, STANDS)]
    reach = 5 + RATE  # the gap's frames, then a second
    assert covered == list(range(30 - reach, 30 + reach + 1))


def test_boxes_are_half_as_large_again(tmp_path: Path):
    """A detector's box ends at the chin."""
    path = clip(tmp_path / "a.mp4", (still() for _ in range(4)))
    recipe = plan(path, (), (), [Fake("face", lambda _: (100, 60, 120, 80))])
    assert recipe.tracks[0].boxes[0] == (94, 54, 126, 86)  # 1.5 times, then even edges


def test_zones_are_always_filled_and_kept_apart_by_kind(tmp_path: Path):
    """Private zones and printed text; what reaches past the picture is cut."""
    path = clip(tmp_path / "a.mp4", (still() for _ in range(4)))
    recipe = plan(path, (), [Zone("private", (3, 3, 41, 41)), Zone("text", (300, 0, 999, 20))], [])
    assert [(zone.kind, zone.box) for zone in recipe.zones] == [
        ("private", (2, 2, 42, 42)),
        ("text", (300, 0, 320, 20)),
    ]
    assert all(covers(recipe, number, (3, 3, 41, 41)) for number in range(4))


def test_a_look_that_raised_fills_the_frames_round_it(tmp_path: Path):
    """The frames between it and its neighbours have lost one of their two looks."""
    path = clip(tmp_path / "a.mp4", (still() for _ in range(12)))
    recipe = plan(path, (), (), [Fake("face", lambda _: None, raises=2)])
    assert reasons(recipe) == dict.fromkeys((4, 5, 6, 7, 8), "look-failed")


def test_a_picture_that_changed_over_more_than_sixty_percent_is_filled_whole(tmp_path: Path):
    """A hand before the lens: the background says nothing."""
    other = np.flip(np.kron(np.random.default_rng(3).integers(0, 255, (60, 80)), np.ones((3, 4))), 0).astype(np.uint8)
    path = clip(tmp_path / "a.mp4", (other if number == 6 else still() for number in range(12)))
    assert reasons(plan(path, around(), (), []))[6] == "changed"


def test_light_that_changes_is_no_movement(tmp_path: Path):
    """A cloud is neither a person nor a reason to fill the frame."""
    path = clip(tmp_path / "a.mp4", ((still() * (1 + 0.03 * (n % 10))).astype(np.uint8) for n in range(20)))
    recipe = plan(path, around(), (), [])
    assert not recipe.whole and not recipe.tracks


def test_something_large_that_belongs_to_no_track_fills_the_frame(tmp_path: Path):
    """It was there in one frame and nowhere before or after: nobody can say what it was."""
    path = clip(tmp_path / "a.mp4", (with_square(still(), STANDS) if number == 6 else still() for number in range(30)))
    found = reasons(plan(path, around(), (), []))
    assert found[6] == "unexplained" and set(found.values()) == {"unexplained"} and 20 not in found


def test_frames_that_cannot_be_decoded_are_filled_to_the_next_key_frame(tmp_path: Path):
    """Every frame is still there, at its time; what follows a torn one is built on it."""
    path = clip(tmp_path / "a.mp4", (with_square(still(), walking(n % 20)) for n in range(40)))
    data = bytearray(path.read_bytes())
    _break_frame(path, data, 13)
    path.write_bytes(data)
    recipe = plan(path, around(), (), [])
    found = reasons(recipe)
    assert len(recipe.times_us) == 40 and recipe.times_us[13] == 1_300_000
    assert {number for number, why in found.items() if why == "undecoded"} >= set(range(13, 20))
    assert not any(number in found for number in (*range(10), *range(30, 40)))


def _break_frame(path: Path, data: bytearray, number: int) -> None:
    import av

    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        start, size = packets[number].pos, packets[number].size
    data[start + 5 : start + size] = bytes(size - 5)


def test_footage_round_the_clip_that_cannot_be_read_is_left_out(tmp_path: Path):
    """One torn file among those round the clip costs its pictures, not the redaction."""
    good = clip(tmp_path / "good.mp4", (still() for _ in range(20)), gop=5)
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(good.read_bytes()[:400])
    assert len(list(key_pictures(good))) == 4 and list(key_pictures(torn)) == []
    path = clip(tmp_path / "a.mp4", (with_square(still(), STANDS) for _ in range(6)))
    recipe = plan(path, (one for file in (torn, good) for one in key_pictures(file)), (), [])
    assert recipe.background == "round" and covers(recipe, 3, STANDS)


def test_a_file_that_was_cut_off_gives_what_it_has(tmp_path: Path):
    """Matroska needs no index: the frames before the cut are covered like all others."""
    path = clip(tmp_path / "a.mkv", (with_square(still(), walking(n)) for n in range(30)))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    recipe = plan(path, around(), (), [])
    assert 10 < len(recipe.times_us) < 30
    assert all(covers(recipe, number, walking(number)) for number in range(len(recipe.times_us)))


@pytest.mark.parametrize("kind", ["text", "empty", "directory", "missing", "cut"])
def test_what_is_no_video_is_our_error(tmp_path: Path, kind: str):
    """Exit status 2, never a trace."""
    path = tmp_path / "a.mp4"
    if kind == "text":
        path.write_text("no video " * 500)
    elif kind == "empty":
        path.touch()
    elif kind == "directory":
        path.mkdir()
    elif kind == "cut":  # an MP4 whose index was at its end
        clip(path, (still() for _ in range(20)))
        path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(CannotRedact) as raised:
        plan(path, (), (), [])
    assert raised.value.exit_code == 2


def test_the_caller_can_cancel(tmp_path: Path):
    """Progress is told frame by frame, and its answer counts."""
    told: list[float] = []

    def first_ten(share: float) -> bool:
        told.append(share)
        return len(told) < 10

    path = clip(tmp_path / "a.mp4", (still() for _ in range(20)))
    with pytest.raises(Cancelled):
        plan(path, (), (), [], first_ten)
    assert len(told) == 10 and told == sorted(told) and max(told) <= 1


def test_nothing_is_covered_in_an_empty_scene(tmp_path: Path):
    """Quiet pixels stay: who asks sees the place, and that nobody was there."""
    recipe = plan(clip(tmp_path / "a.mp4", (still() for _ in range(20))), around(), (), [])
    assert not recipe.tracks and not recipe.whole and recipe.boxes(3) == [] and recipe.size[0] == WIDTH
