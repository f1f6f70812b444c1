"""The archive's index keeps what the recorder says, and says it again after a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.test import override_settings

from fanlight.ground.clock import micros
from fanlight.home.archive import credentials, listeners
from fanlight.home.archive.index import ArchiveIndex, NoSuchRow, StillListed
from fanlight.home.archive.models.cameras import Camera, Zone
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Gap, Segment
from fanlight.home.recorder.index import Fragment, Index, IndexUnavailable, NewSegment, Pair
from fanlight.home.recorder.packet import StreamFormat

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
START = micros(NOON)
FORMAT = StreamFormat("h264", 1920, 1080, b"", 15.0)

pytestmark = pytest.mark.django_db


class Moved:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def index(tmp_path):
    with override_settings(DATA=tmp_path):
        yield ArchiveIndex(Moved())


@pytest.fixture
def camera() -> Camera:
    return Camera.objects.create(name="Front door", place="at the door", url="rtsp://192.168.1.9/main")


def new(camera: Camera, start_us: int = START) -> NewSegment:
    return NewSegment(camera.pk, "main", b"r" * 16, start_us, FORMAT, 'video/mp4; codecs="avc1.4d401f"')


def fragments(first: int, count: int) -> list[Fragment]:
    return [Fragment(n, 800 + n * 1064, 1000, n * 90_000, 90_000) for n in range(first, first + count)]


def test_it_is_the_port(index):
    """The class answers every call of the recorder's port."""
    port: Index = index
    assert all(hasattr(port, name) for name in vars(Index) if not name.startswith("_"))


def test_listed_fragments_are_appended(index, camera):
    """What was listed before stays byte for byte when more is listed; times and sizes follow the last fragment."""
    opened = index.open_segment(new(camera))
    index.list_fragments(opened.id, fragments(0, 5), b"a" * 32, 6000)
    before = bytes(Segment.objects.get().fragments)
    index.list_fragments(opened.id, fragments(5, 3), b"b" * 32, 9000)
    row = Segment.objects.get()
    assert bytes(row.fragments).startswith(before)
    assert (row.size, row.init_length, row.end_us) == (9000, 800, START + 8_000_000)
    [again] = index.open_segments()
    assert again.listed == tuple(fragments(0, 8))
    assert again.head == b"b" * 32


def test_a_skipped_number_is_refused(index, camera):
    """A fragment that does not follow the last one is not listed."""
    opened = index.open_segment(new(camera))
    with pytest.raises(Exception, match="Fragment 1 came where 0 was due"):
        index.list_fragments(opened.id, fragments(1, 1), b"a" * 32, 10)
    assert bytes(Segment.objects.get().fragments) == b""


def test_the_chain_goes_on_over_segments_and_deletions(index, camera):
    """A stream's next segment continues the chain, also when every earlier segment is gone."""
    first = index.open_segment(new(camera))
    assert first.head == bytes(32)
    index.list_fragments(first.id, fragments(0, 1), b"c" * 32, 900)
    index.close_segment(first.id)
    Segment.objects.update(status=Segment.GARBAGE)
    assert index.garbage() == [(first.id, first.path)]
    index.forget_garbage(first.id)
    assert index.known_paths() == set()
    assert index.open_segment(new(camera, START + 60_000_000)).head == b"c" * 32


def test_paths_are_as_the_format_says(index, camera):
    """Camera, UTC day, number and stream, as docs/reference/formats/footage.md has it."""
    opened = index.open_segment(new(camera))
    assert opened.path == f"{camera.pk}/2026-11-24/{opened.id}-main.mp4"
    assert index.known_paths() == {opened.path}
    assert index.known_paths(f"{camera.pk}/2026-11-24/") == {opened.path}
    assert index.known_paths(f"{camera.pk}/2026-11-2/") == index.known_paths(f"{camera.pk}/2026-11-25/") == set()


def test_only_garbage_is_forgotten_and_only_the_unlisted_is_dropped(index, camera):
    """A row with listed footage leaves the index only by the order of deletion."""
    opened = index.open_segment(new(camera))
    index.forget_garbage(opened.id)
    index.list_fragments(opened.id, fragments(0, 1), b"a" * 32, 900)
    with pytest.raises(StillListed):
        index.drop_segment(opened.id)
    assert Segment.objects.count() == 1
    empty = index.open_segment(new(camera, START + 1))
    index.drop_segment(empty.id)
    assert Segment.objects.count() == 1


@pytest.mark.parametrize(("recovered", "status"), [(False, "closed"), (True, "recovered")])
def test_closing(index, camera, recovered, status):
    """A closed segment says whether a start had to mend it."""
    opened = index.open_segment(new(camera))
    index.close_segment(opened.id, recovered=recovered)
    assert Segment.objects.get().status == status
    assert index.open_segments() == []


def test_pair(index):
    """The pair of identities is kept, and the newest counts."""
    assert index.pair() is None
    index.make_pair(Pair(b"d" * 16, b"e" * 16))
    index.make_pair(Pair(b"d" * 16, b"f" * 16))
    assert index.pair() == Pair(b"d" * 16, b"f" * 16)


def test_plans_carry_credentials_and_zones(index, camera):
    """The recorder gets the password and the zones; removed cameras have no plan; a plan never shows its password."""
    camera.credentials = credentials.sealed(camera.pk, credentials.Credentials("admin", "s3cret"))
    camera.save()
    Zone.objects.create(camera=camera, name="Path", purpose="watch", points=[[0, 0], [10, 0], [10, 10]])
    Camera.objects.create(name="Gone", url="rtsp://192.168.1.8/", removed_us=1)
    [plan] = index.plans()
    assert (plan.username, plan.password) == ("admin", "s3cret")
    assert plan.zones[0].points == ((0, 0), (10, 0), (10, 10))
    assert "s3cret" not in repr(plan)
    assert b"s3cret" not in bytes(camera.credentials)


def test_credentials_do_not_move_to_another_camera(index, camera):
    """Sealed bytes copied to another row do not open there; that camera gets none and the others go on."""
    sealed = credentials.sealed(camera.pk, credentials.Credentials("admin", "s3cret"))
    other = Camera.objects.create(name="Back", url="rtsp://192.168.1.8/", credentials=sealed)
    assert [plan.password for plan in index.plans() if plan.id == other.pk] == [""]


def test_plans_cost_two_queries(index, django_assert_num_queries):
    """The number of cameras does not change the number of queries."""
    for n in range(8):
        Zone.objects.create(
            camera=Camera.objects.create(name=f"C{n}", url="rtsp://h/"), name="Path", purpose="watch", points=[]
        )
    with django_assert_num_queries(4):  # cameras, zones, and the savepoint of the test's own transaction
        assert len(index.plans()) == 8


def test_event_life(index, camera):
    """An event is opened, named, extended and closed; its graph has a byte a second."""
    event = index.open_event(camera.pk, "movement", START, START + 900_000, "Path", 0.5)
    assert index.open_events() == [(event, camera.pk, START + 900_000)]
    index.extend_event(event, START + 2_000_000, 1.0)
    index.extend_event(event, START + 1_000_000, 0.2)
    index.name_event(event, "person", 0.8, None)
    index.close_event(event, START + 7_000_000)
    row = Event.objects.get()
    assert (row.kind, row.zone, row.end_us, row.named, row.picture) == (
        "person",
        "Path",
        START + 7_000_000,
        True,
        False,
    )
    assert list(bytes(row.scores)) == [0, 51, 255]
    assert index.open_events() == []


def test_a_listener_hears_after_the_commit_and_cannot_break_it(index, camera):
    """Naming an event tells the listeners, who see the committed row; one that raises is logged, nothing else."""
    heard = []

    def breaks(event: int, now: datetime) -> None:
        raise RuntimeError("listener")

    def hears(event: int, now: datetime) -> None:
        heard.append((event, Event.objects.get(pk=event).kind, now))

    listeners.register(on_event=breaks)
    listeners.register(on_event=hears)
    try:
        event = index.open_event(camera.pk, "press", START, START, None, 1.0)
        assert heard == []
        index.name_event(event, "press", 1.0, None)
    finally:
        listeners.unregister(on_event=breaks)
        listeners.unregister(on_event=hears)
    assert heard == [(event, "press", NOON)]


def test_the_demo_past_tells_nobody(camera, tmp_path):
    """Made-up events are marked and ring nobody."""
    heard = []
    hears = lambda event, now: heard.append(event)  # noqa: E731
    listeners.register(on_event=hears)
    try:
        past = ArchiveIndex(Moved(), demo_past=True)
        past.name_event(past.open_event(camera.pk, "person", START, START, None, 1.0), "person", 1.0, None)
    finally:
        listeners.unregister(on_event=hears)
    assert heard == []
    assert Event.objects.get().demo


def test_state_is_told_once_per_change(index, camera):
    """Listeners hear of a camera's state when it changes, not each time it is said."""
    heard = []
    hears = lambda number, state, now: heard.append((number, state))  # noqa: E731
    listeners.register(on_camera_state=hears)
    try:
        index.set_state(camera.pk, "watching", "", START)
        index.set_state(camera.pk, "watching", "", START)
        index.set_state(camera.pk, "silent", "Nothing has come for 10 s.", START)
    finally:
        listeners.unregister(on_camera_state=hears)
    assert heard == [(camera.pk, "watching"), (camera.pk, "silent")]
    camera.refresh_from_db()
    assert (camera.state_words, camera.state_since_us) == ("Nothing has come for 10 s.", START)


def test_formats(index, camera):
    """What the camera really sends is kept for its page."""
    index.set_format(camera.pk, "main", FORMAT, "Sound is not used.")
    camera.refresh_from_db()
    assert camera.main_format["width"] == 1920
    assert camera.format_words == "Sound is not used."


def test_gap(index, camera):
    """A gap may begin before its end is known."""
    gap = index.add_gap(camera.pk, START, None, "camera", "Camera did not answer")
    index.end_gap(gap, START + NOON.second + 5)
    assert Gap.objects.get().end_us == START + 5


def test_picture_in_two_sizes(index, camera, tmp_path):
    """A named event's picture lies there large and small; bytes that are no picture leave the event without one."""
    import cv2
    import numpy as np

    jpeg = cv2.imencode(".jpg", np.full((540, 960, 3), 90, np.uint8))[1].tobytes()
    event = index.open_event(camera.pk, "movement", START, START, None, 0.5)
    index.name_event(event, "movement", 0.0, b"no picture")
    assert not Event.objects.get().picture
    index.name_event(event, "movement", 0.0, jpeg)
    assert Event.objects.get().picture
    small = cv2.imdecode(np.frombuffer((tmp_path / "pictures" / f"{event}-small.jpg").read_bytes(), np.uint8), 1)
    assert small.shape[:2] == (180, 320)
    assert (tmp_path / "pictures" / f"{event}.jpg").read_bytes() == jpeg


def test_a_locked_database_gives_our_words(index, camera, monkeypatch):
    """The database's own errors become IndexUnavailable, which says what to do; the call can be made again."""

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(Gap.objects, "create", locked)
        with pytest.raises(IndexUnavailable) as caught:
            index.add_gap(camera.pk, START, None, "camera", "")
    assert "disk" in caught.value.remedy
    assert index.add_gap(camera.pk, START, None, "camera", "") > 0


def test_unknown_rows_are_named(index):
    """A call about a row that is not there says which."""
    with pytest.raises(NoSuchRow, match="event 77"):
        index.close_event(77, START)


def test_a_long_event_keeps_a_bounded_graph(index, camera):
    """An event that goes on for days does not grow its row without end."""
    event = index.open_event(camera.pk, "movement", START, START, None, 0.5)
    index.extend_event(event, micros(NOON + timedelta(days=2)), 0.5)
    assert bytes(Event.objects.get().scores) == b""
