"""Where parts that may not know each other are put together."""

from __future__ import annotations

import logging

from fanlight.ground.clock import Clock
from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.apart.kinds import KindsProcess
from fanlight.home.recorder.index import Index
from fanlight.home.recorder.process import run
from fanlight.home.recorder.watch.getting import LABELS, MODEL
from fanlight.home.recorder.watch.kinds import KindDetector
from fanlight.project.django_ready import ready
from fanlight.project.environ import Environ

_log = logging.getLogger(__name__)


def run_recorder(environ: Environ, clock: Clock) -> int:
    """The recorder with the archive's index; who registered with the archive hears of its events in this process."""
    ready()

    def index() -> Index:
        from fanlight.home.archive.index import ArchiveIndex

        return ArchiveIndex(clock)

    kinds = KindsProcess()
    try:
        return run(index, environ.data, clock, detector=lambda: kind_detector(environ, kinds))
    finally:
        kinds.end()


def kind_detector(environ: Environ, kinds: KindsProcess) -> KindDetector | None:
    """The detector that lies in the data directory; without a usable one every event is plain movement."""
    folder = environ.data / "models"
    if not (folder / MODEL).exists():
        _log.warning("No detector of persons, vehicles and animals: events are plain movement. `fanlight detector get`")
        return None
    try:
        return kinds.detector(folder / MODEL, folder / LABELS)
    except FanlightError as error:
        _log.warning("Events are plain movement: %s", error.words())
        return None
