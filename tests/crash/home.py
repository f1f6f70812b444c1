"""A home whose recorder is killed again and again, and what its database and directory say in between."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fanlight.home.archive import fragments as tables
from fanlight.home.recorder.check import SegmentFacts, check
from fanlight.home.recorder.index import Fragment
from fanlight.home.recorder.store import Footage
from tests.conftest import ROOT


@dataclass(frozen=True)
class Row:
    """A segment as the database lists it."""

    camera: int
    start_us: int
    end_us: int
    facts: SegmentFacts


class Home:
    """One data directory and the process that forks its recorders."""

    def __init__(self, data: Path, role: str, cameras: list[str], log: Path) -> None:
        self.data = data
        data.mkdir()
        own = {"FANLIGHT_DATA": str(data), "FANLIGHT_DEMO": "0"}
        environment = {**os.environ, **own}
        environment["DJANGO_SETTINGS_MODULE"] = "fanlight.project.settings.home"
        self._log = log.open("wb")
        self._spawner = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.spawner", role, *cameras],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        self.environment = environment
        self._listed: dict[int, SegmentFacts] = {}

    def expect(self) -> str:
        assert self._spawner.stdout
        word = self._spawner.stdout.readline().strip()
        assert word, f"the spawner ended; see {self._log.name}"
        return word

    def start(self, word: str = "start") -> int:
        """The process id of a new child."""
        return int(self._said(word))

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        return int(self._said("wait"))

    def _said(self, word: str) -> str:
        assert self._spawner.stdin
        self._spawner.stdin.write(word + "\n")
        self._spawner.stdin.flush()
        return self.expect()

    @contextmanager
    def whole_process(self) -> Iterator[None]:
        """A recorder that is started as the supervisor does it, killed where the block ends."""
        command = [sys.executable, "-m", "fanlight.project.roles", "recorder"]
        with subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=self._log) as process:
            try:
                yield
            finally:
                process.kill()
            assert process.wait() == -signal.SIGKILL

    @contextmanager
    def forked(self) -> Iterator[None]:
        """A recorder from the spawner, killed where the block ends."""
        pid = self.start()
        yield
        assert self.end(pid, signal.SIGKILL) == -signal.SIGKILL

    def end(self, pid: int, number: signal.Signals) -> int:
        """Send the signal and wait for the end; the exit code."""
        os.kill(pid, number)
        return self.wait()

    def close(self) -> None:
        assert self._spawner.stdin and self._spawner.stdout
        self._spawner.stdin.close()
        self._spawner.wait(20)
        self._spawner.stdout.close()
        self._log.close()

    def rows(self) -> list[Row]:
        """All segments that are not garbage, read as another process would."""
        database = f"file:{self.data / 'fanlight.sqlite3'}?mode=ro"
        columns = "id, camera_id, path, status, size, first_head, head, fragments, start_us, end_us"
        query = f"select {columns} from home_archive_segment where status <> 'garbage' order by id"
        with closing(sqlite3.connect(database, uri=True, timeout=10)) as connection:
            found = connection.execute(query).fetchall()
        return [
            Row(camera, start, end, SegmentFacts(n, path, status == "open", size, first, head, tables.unpacked(table)))
            for n, camera, path, status, size, first, head, table, start, end in found
        ]

    def assert_nothing_listed_is_lost(self) -> None:
        """All that was ever listed is still listed and lies on disk unchanged, before any start has mended it."""
        rows = {row.facts.id: row for row in self.rows()}
        for number, before in self._listed.items():
            assert number in rows, f"segment {number} with listed footage is gone"
            assert rows[number].facts.fragments[: len(before.fragments)] == before.fragments
            assert before.is_open or rows[number].facts == before, "a closed segment has changed"
        self._listed = {number: row.facts for number, row in rows.items() if row.facts.fragments}
        with Footage(self.data / "footage") as store:
            counts = check(store, (row.facts for row in rows.values()))
        assert (counts["missing"], counts["wrong_size"], counts["wrong_hash"]) == (0, 0, 0), counts
        assert counts["quarantined"] == 0

    def command(self, *words: str) -> dict[str, int]:
        """What a command of Fanlight prints as JSON."""
        whole = [Path(sys.executable).with_name("fanlight"), *words]
        done = subprocess.run(whole, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True)
        answer: dict[str, int] = json.loads(done.stdout)
        return answer


def footage_before(rows: list[Row], camera: int, moment_us: int) -> int:
    """Where the last footage of a camera that began before this moment ends; 0 where there is none."""
    ends = [row.end_us for row in rows if row.camera == camera and row.start_us < moment_us and row.facts.fragments]
    return max(ends, default=0)


def fragments_of(rows: list[Row]) -> list[Fragment]:
    return [fragment for row in rows for fragment in row.facts.fragments]


@contextmanager
def home(folder: Path, role: str, cameras: list[str]) -> Iterator[Home]:
    made = Home(folder / "data", role, cameras, folder / "recorder.log")
    try:
        assert made.expect() == "ready"
        yield made
    finally:
        made.close()
