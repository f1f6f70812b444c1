"""The log's files after a cut between any two writes, and after real kills: the last checkpoint stays true."""

import random
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from fanlight.ground.durable import Disk
from fanlight.trust.ledger.follower import State, step
from fanlight.trust.ledger.source import FolderSource, fetch_body
from fanlight.trust.ledger.store import Store
from fanlight.trust.ledger.verify import verify_log
from fanlight.trust.ledger.witness import AddCheckpoint, Witness
from tests.made_log import LOG, NOW, TRUST, WITNESSES, MadeLog, QuickDisk

KILLS_WITHIN = 12.0  # s


class PowerCut(Exception):
    """The machine is off."""


class CutDisk(Disk):
    """Stops before its n-th step; a harsh one also loses every name that was not synced yet."""

    def __init__(self, steps: int, harsh: bool) -> None:
        self.left = steps
        self.harsh = harsh
        self.unsynced: list[tuple[Path, bytes | None]] = []

    def _tick(self) -> None:
        if self.left == 0:
            if self.harsh:
                for path, before in reversed(self.unsynced):
                    path.unlink(missing_ok=True) if before is None else path.write_bytes(before)
            raise PowerCut
        self.left -= 1

    def write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._tick()
        aside = path.with_name(f".{path.name}.cut")
        aside.write_bytes(content[: len(content) // 2])
        self._tick()
        aside.write_bytes(content)
        self._tick()
        self.unsynced.append((path, path.read_bytes() if path.exists() else None))
        aside.replace(path)

    def sync(self, folders) -> None:
        self._tick()
        synced = set(folders)
        self.unsynced = [one for one in self.unsynced if one[0].parent not in synced]

    def remove(self, path: Path) -> None:
        self._tick()
        super().remove(path)


def grown(folder: Path, log: MadeLog, steps: int, harsh: bool) -> bool:
    """Body, batch, checkpoint, batch, checkpoint on a disk that is cut; whether it came to the end."""
    log.disk = CutDisk(steps, harsh)
    try:
        log.store.put_body(b"body")
        log.grow(9, of=b'"body"')
        log.grow(300)
        log.grow(1)
    except PowerCut:
        return False
    return True


@pytest.mark.parametrize("harsh", [False, True])
def test_a_cut_before_any_step_leaves_the_last_checkpoint_true(tmp_path, harsh):
    """Whatever step was the last: the served log verifies, the follower goes on, and no size ever has two roots."""
    start = MadeLog(tmp_path / "start").grow(250)
    known = step(FolderSource(start.folder), TRUST, State(), NOW, lambda at, more: None).state
    roots: dict[int, bytes] = {}
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        shutil.copytree(start.folder, folder)
        log = MadeLog(folder, entries=list(start.entries))
        ended = grown(folder, log, steps, harsh)
        shown = verify_log(FolderSource(folder), TRUST).checkpoint
        assert shown.size in (250, 259, 559, 560)
        assert roots.setdefault(shown.size, shown.root) == shown.root
        got: list[bytes] = []
        state = step(FolderSource(folder), TRUST, known, NOW, lambda at, more, got=got: got.extend(more)).state
        log.disk = QuickDisk()
        again = log.store.head()
        assert again.size >= shown.size
        with log.store.locked():
            log.store.sweep()
        log.store.append([b"after the cut"] * 20)
        log.publish()
        after: list[bytes] = []
        step(FolderSource(folder), TRUST, state, NOW, lambda at, more, after=after: after.extend(more))
        assert after[-20:] == [b"after the cut"] * 20
        assert len(got) + len(after) == again.size + 20 - 250
        shutil.rmtree(folder)
        if ended:
            break
        steps += 1
    assert steps > 60


def test_a_body_is_there_before_its_entry(tmp_path):
    """An entry that stands has its body, wherever the cut fell."""
    stood = 0
    for steps in range(60):
        log = MadeLog(tmp_path / str(steps), CutDisk(steps, True))
        with suppress(PowerCut):
            log.store.append([log.store.put_body(b"body").encode()])
        if Store(log.folder).head().size:
            stood += 1
            assert fetch_body(FolderSource(log.folder), sha256(b"body").hexdigest()) == b"body"
    assert 0 < stood < 60


@pytest.mark.parametrize("harsh", [False, True])
def test_a_witness_forgets_no_cosignature(tmp_path, harsh):
    """Cut at any step: if a cosignature left, the restarted witness knows the tree that it is for."""
    log = MadeLog(tmp_path / "log").grow(5)
    content = bytes(AddCheckpoint(0, (), bytes(log.head().signed(LOG))))
    for steps in range(8):
        folder = tmp_path / f"witness-{steps}"
        answer = None
        with suppress(PowerCut):
            answer = Witness(WITNESSES[0], [LOG.verifier], folder, CutDisk(steps, harsh)).add_checkpoint(content, NOW)
        again = Witness(WITNESSES[0], [LOG.verifier], folder).add_checkpoint(content, NOW)
        assert again.status in ((409,) if answer else (200, 409))


WRITER = """
import sys
from pathlib import Path
from fanlight.ground.durable import Disk
from tests.made_log import MadeLog
log = MadeLog(Path(sys.argv[1]), Disk())
print("ready", flush=True)
while True:
    with log.store.locked():
        log.entries = [b""] * log.store.head().size
        log.grow(int(sys.argv[2]))
"""


@pytest.mark.slow
def test_real_kills_leave_the_log_true(tmp_path):
    """A writer that is killed again and again: after each kill the log verifies and has not shrunk."""
    draw = random.Random(3)
    folder = tmp_path / "log"
    until = time.monotonic() + KILLS_WITHIN
    kills = size = 0
    state = State()
    while time.monotonic() < until:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(draw.choice([1, 40, 256]))],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        writer.stdout.close()

        try:
            writer.wait(draw.uniform(0.02, 0.5))
        except subprocess.TimeoutExpired:
            writer.kill()
        assert writer.wait() < 0
        kills += 1
        if not (folder / "checkpoint").exists():
            continue
        shown = verify_log(FolderSource(folder), TRUST).checkpoint
        assert shown.size >= size
        size = shown.size
        state = step(FolderSource(folder), TRUST, state, NOW, lambda at, more: None).state
    assert kills >= 3
    assert size > 0
