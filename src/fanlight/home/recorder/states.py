"""One camera's state as residents see it, and the gap while it gives nothing."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from fanlight.ground.clock import Clock, micros
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.index import CameraPlan, CameraState
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.trouble import CameraTrouble, HungUp, NoVideo
from fanlight.home.recorder.writer import Writer, WriterFull

NOT_ANSWERING = "Camera did not answer"
STOPPED = "Fanlight does not run."
STARTING = "The camera answers, but sends no video. It may be starting."
"""For a camera that has sent video before: its address is right."""


class CameraLife:
    """Told by capture, recording and watch, each from its own thread; tells index and bulletin."""

    def __init__(self, plan: CameraPlan, writer: Writer, bulletin: Bulletin, clock: Clock) -> None:
        self._plan, self._writer, self._bulletin, self._clock = plan, writer, bulletin, clock
        self._lock = threading.Lock()
        self._began_us = micros(clock.now())
        self._said = self._flows = self._known = False
        self._records = False
        self._trouble: CameraTrouble | None = None
        self._hint = ""  # what cannot be used, or why nothing is recorded
        self._sub = self._watch = self._unusable = ""
        self._gap: Future[int] | None = None
        self.state: CameraState = "connecting"
        self.words = ""
        self.since_us = self._began_us
        self._say("connecting", "")

    def connecting(self, stream: Stream) -> None:
        """Only the first time: a camera in trouble stays so while it is tried again."""

    def came(self, stream: Stream, run: Run) -> None:
        self._writer.tell(lambda index: index.set_format(self._plan.id, stream.name, run.format, run.words))
        with self._lock:
            if stream.name == "sub":
                self._sub = ""
            else:
                self._flows, self._trouble, self._unusable = True, None, run.words
                self._known = True
                self._end_gap(run.epoch_us)
            self._decide()

    def went(self, stream: Stream, trouble: CameraTrouble) -> None:
        with self._lock:
            if stream.name == "sub":
                self._sub = f"Its sub stream is missing: {trouble}" if not isinstance(trouble, HungUp) else self._sub
            else:
                self._begin_gap(stream, trouble)
                self._flows, self._trouble = False, trouble
            self._decide()

    def clock(self, stream: Stream, offset_us: int) -> None:
        """Of the main stream: both come from one device."""
        if stream.name == "main":
            at_us = micros(self._clock.now())
            self._writer.tell(lambda index: index.set_clock(self._plan.id, offset_us // 1000, at_us))

    def recording(self, is_on: bool, words: str) -> None:
        """From the disk's thread: whether footage is being written, and why not."""
        with self._lock:
            self._records, self._hint = is_on, words
            self._decide()

    def watching(self, words: str) -> None:
        """From the watch's thread: why it sees less than it should, and the cure."""
        with self._lock:
            self._watch = words
            self._decide()

    def close(self) -> None:
        """The camera is taken out of work, or the process ends: whoever reads must not think that it still records."""
        with self._lock:
            self._end_gap(micros(self._clock.now()))
            self._say("connecting", STOPPED)

    def now(self) -> tuple[str, str]:
        return self.state, self.words

    def _decide(self) -> None:
        if self._trouble is not None:
            starting = self._known and isinstance(self._trouble, NoVideo)
            self._say(self._trouble.state, STARTING if starting else self._trouble.words())
        elif not self._flows:
            self._say("connecting", "")
        else:
            words = " ".join(part for part in (self._hint, self._unusable, self._watch, self._sub) if part)
            self._say("recording" if self._records else "watching", words)

    def _say(self, state: CameraState, words: str) -> None:
        if self._said and (state, words) == (self.state, self.words):
            return
        self._said = True
        if state != self.state:
            self.since_us = micros(self._clock.now())
        self.state, self.words = state, words
        since_us = self.since_us
        self._writer.tell(lambda index: index.set_state(self._plan.id, state, words, since_us))
        self._bulletin.publish({"what": "camera", "id": self._plan.id, "state": state, "words": words})

    def _begin_gap(self, stream: Stream, trouble: CameraTrouble) -> None:
        if self._gap is not None:
            return
        run = stream.run
        start_us = run.wall_us(run.ring.last) if run is not None else self._began_us
        words = NOT_ANSWERING if isinstance(trouble, HungUp) else str(trouble).rstrip(".")
        try:
            self._gap = self._writer.submit(lambda index: index.add_gap(self._plan.id, start_us, None, "camera", words))
        except WriterFull:
            self._gap = None

    def _end_gap(self, end_us: int) -> None:
        gap, self._gap = self._gap, None
        if gap is not None:
            self._writer.tell(lambda index: index.end_gap(gap.result(0), end_us))
