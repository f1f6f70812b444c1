"""The recorder's index, kept in the home's database: short transactions, each durable when its call returns."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError, connection, transaction

from fanlight.ground.clock import Clock, from_micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import fragments as tables
from fanlight.home.archive import listeners, pictures, plans
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event, Hold
from fanlight.home.archive.models.footage import ChainHead, Gap, Segment, Store
from fanlight.home.archive.rules.clip import POST_ROLL_US
from fanlight.home.recorder.index import (
    CameraPlan,
    CameraState,
    EventKind,
    Fragment,
    GapReason,
    IndexUnavailable,
    NewSegment,
    Opened,
    OpenSegment,
    Pair,
)
from fanlight.home.recorder.packet import StreamFormat, StreamName

_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")

NO_HEAD = bytes(32)  # a chain's beginning
GRAPH_SECONDS = 6 * 3600  # one byte a second; an event that goes on for longer keeps its first hours' graph


class StillListed(FanlightError):
    """A segment with listed footage is not dropped."""


class NoSuchRow(FanlightError):
    """The index has no such row."""


def _row(method: Callable[Concatenate[ArchiveIndex, _P], _T]) -> Callable[Concatenate[ArchiveIndex, _P], _T]:
    """One transaction; the database's own errors become ours, and the next call opens the database anew."""

    @wraps(method)
    def within(self: ArchiveIndex, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            with transaction.atomic():
                return method(self, *args, **kwargs)
        except (DatabaseError, InterfaceError) as error:
            _log.warning("The index did not take %s: %s", method.__name__, error)
            if not connection.in_atomic_block:
                connection.close()
            raise IndexUnavailable from error

    return within


class ArchiveIndex:
    """Implements home.recorder.index.Index. Used by one thread at a time."""

    def __init__(self, clock: Clock, *, demo_past: bool = False) -> None:
        self._clock = clock
        self._demo = demo_past  # rows of the made-up past are marked, so that no page takes them for real

    # -- cameras
    @_row
    def plans(self) -> list[CameraPlan]:
        return plans.all_plans()

    def set_state(self, camera: int, state: CameraState, words: str, since_us: int) -> None:
        if self._save_state(camera, state, words, since_us):
            listeners.tell_camera_state(camera, state, self._clock.now())

    @_row
    def _save_state(self, camera: int, state: CameraState, words: str, since_us: int) -> bool:
        row = _camera(camera)
        changed = row.state != state
        row.state, row.state_words, row.state_since_us = state, words[:300], since_us
        row.save(update_fields=["state", "state_words", "state_since_us"])
        return changed

    @_row
    def set_format(self, camera: int, stream: StreamName, format: StreamFormat, words: str) -> None:
        row = _camera(camera)
        facts = plans.format_facts(format)
        if stream == "main":
            row.main_format, row.format_words = facts, words[:300]
        else:
            row.sub_format = facts
        row.save(update_fields=["main_format", "sub_format", "format_words"])

    @_row
    def set_clock(self, camera: int, offset_ms: int, at_us: int) -> None:
        row = _camera(camera)
        row.clock_off_ms, row.clock_seen_us = offset_ms, at_us
        row.save(update_fields=["clock_off_ms", "clock_seen_us"])

    # -- footage
    @_row
    def pair(self) -> Pair | None:
        row = Store.objects.first()
        return Pair(bytes(row.database), bytes(row.directory)) if row else None

    @_row
    def make_pair(self, pair: Pair) -> None:
        Store.objects.update_or_create(pk=1, defaults={"database": pair.database, "directory": pair.directory})

    @_row
    def open_segment(self, new: NewSegment) -> Opened:
        chain = ChainHead.objects.filter(camera_number=new.camera, stream=new.stream).first()
        head = bytes(chain.head) if chain else NO_HEAD
        row = Segment.objects.create(
            camera_id=new.camera,
            stream=new.stream,
            run=new.run,
            path=None,
            start_us=new.start_us,
            end_us=new.start_us,
            head=head,
            first_head=head,
            mime=new.mime,
            width=new.format.width,
            height=new.format.height,
            demo=self._demo,
        )
        row.path = f"{new.camera}/{from_micros(new.start_us):%Y-%m-%d}/{row.pk}-{new.stream}.mp4"
        row.save(update_fields=["path"])
        return Opened(row.pk, row.path, head)

    @_row
    def list_fragments(self, segment: int, fragments: Sequence[Fragment], head: bytes, size: int) -> None:
        if not fragments:
            return
        row = _segment(segment)
        table = bytes(row.fragments)
        row.fragments = table + tables.packed(fragments, after=tables.count(table))
        if not table:
            row.init_length = fragments[0].offset
        row.end_us, row.head, row.size = tables.end_us(row.start_us, fragments[-1]), head, size
        row.save(update_fields=["fragments", "init_length", "end_us", "head", "size"])
        chain = ChainHead.objects.filter(camera_number=row.camera_id, stream=row.stream)
        if not chain.update(head=head):  # one statement instead of four: this is what a running home writes most
            ChainHead.objects.create(camera_number=row.camera_id, stream=row.stream, head=head)

    @_row
    def close_segment(self, segment: int, *, recovered: bool = False) -> None:
        Segment.objects.filter(pk=segment, status=Segment.OPEN).update(
            status=Segment.RECOVERED if recovered else Segment.CLOSED
        )

    @_row
    def drop_segment(self, segment: int) -> None:
        rows = Segment.objects.filter(pk=segment)
        if rows.exclude(fragments=b"").exists():
            raise StillListed(f"Segment {segment} has listed footage and is not dropped.")
        rows.delete()

    @_row
    def open_segments(self) -> list[OpenSegment]:
        heads = {(chain.camera_number, chain.stream): bytes(chain.head) for chain in ChainHead.objects.all()}
        return [
            OpenSegment(
                row.pk,
                row.path or "",
                row.camera_id,
                "sub" if row.stream == "sub" else "main",
                row.start_us,
                tables.unpacked(bytes(row.fragments)),
                bytes(row.head),
                heads.get((row.camera_id, row.stream), NO_HEAD),
            )
            for row in Segment.objects.filter(status=Segment.OPEN).order_by("pk")
        ]

    @_row
    def known_paths(self, folder: str = "") -> set[str]:
        rows = Segment.objects.exclude(path=None).values_list("path", flat=True)
        if folder:  # a range, because SQLite's LIKE does not use the index
            rows = rows.filter(path__gte=folder, path__lt=folder[:-1] + chr(ord(folder[-1]) + 1))
        return {path for path in rows.iterator(chunk_size=10_000) if path}

    @_row
    def garbage(self) -> list[tuple[int, str]]:
        rows = Segment.objects.filter(status=Segment.GARBAGE).order_by("pk").values_list("pk", "path")
        return [(number, path or "") for number, path in rows]

    @_row
    def forget_garbage(self, segment: int) -> None:
        Segment.objects.filter(pk=segment, status=Segment.GARBAGE).delete()

    @_row
    def add_gap(self, camera: int, start_us: int, end_us: int | None, reason: GapReason, words: str) -> int:
        row = Gap.objects.create(
            camera_id=camera, start_us=start_us, end_us=end_us, reason=reason, words=words[:300], demo=self._demo
        )
        return row.pk

    @_row
    def end_gap(self, gap: int, end_us: int) -> None:
        Gap.objects.filter(pk=gap).update(end_us=end_us)

    # -- events
    @_row
    def open_event(
        self, camera: int, kind: EventKind, start_us: int, confirmed_us: int, zone: str | None, score: float
    ) -> int:
        row = Event.objects.create(
            camera_id=camera,
            kind=kind,
            start_us=start_us,
            confirmed_us=confirmed_us,
            last_us=max(start_us, confirmed_us),
            zone=(zone or "")[:60],
            score=score,
            demo=self._demo,
        )
        return row.pk

    def name_event(self, event: int, kind: EventKind, score: float, picture: bytes | None) -> None:
        kept = picture is not None and pictures.keep(event, picture)
        self._save_name(event, kind, score, kept)
        if not self._demo:
            listeners.tell_event(event, self._clock.now())

    @_row
    def _save_name(self, event: int, kind: EventKind, score: float, has_picture: bool) -> None:
        row = _event(event)
        row.kind, row.kind_score, row.named = kind, score, True
        row.picture = row.picture or has_picture
        row.save(update_fields=["kind", "kind_score", "named", "picture"])

    @_row
    def extend_event(self, event: int, at_us: int, score: float) -> None:
        row = _event(event)
        row.last_us, row.score = max(row.last_us, at_us), max(row.score, score)
        row.scores = _with_score(bytes(row.scores), (at_us - row.start_us) // 1_000_000, score)
        row.save(update_fields=["last_us", "score", "scores"])

    @_row
    def close_event(self, event: int, end_us: int) -> None:
        row = _event(event)
        row.end_us = max(end_us, row.start_us)
        row.last_us = max(row.last_us, row.end_us)
        row.save(update_fields=["end_us", "last_us"])
        # Who kept the event while it went on has kept all of it.
        ends = row.end_us + POST_ROLL_US
        Hold.objects.filter(event=row, end_us__lt=ends).update(end_us=ends)

    @_row
    def open_events(self) -> list[tuple[int, int, int]]:
        return list(Event.objects.filter(end_us=None).order_by("pk").values_list("pk", "camera_id", "last_us"))


def _with_score(graph: bytes, second: int, score: float) -> bytes:
    """The movement graph with this second's score; seconds nobody spoke of stay 0."""
    if not 0 <= second < GRAPH_SECONDS:
        return graph
    longer = bytearray(graph.ljust(second + 1, b"\0"))
    longer[second] = max(longer[second], min(255, max(0, round(score * 255))))
    return bytes(longer)


def _camera(number: int) -> Camera:
    row = Camera.objects.filter(pk=number).first()
    if row is None:
        raise NoSuchRow(f"The index has no camera {number}.")
    return row


def _segment(number: int) -> Segment:
    row = Segment.objects.filter(pk=number).first()
    if row is None:
        raise NoSuchRow(f"The index has no segment {number}.")
    return row


def _event(number: int) -> Event:
    row = Event.objects.filter(pk=number).first()
    if row is None:
        raise NoSuchRow(f"The index has no event {number}.")
    return row
