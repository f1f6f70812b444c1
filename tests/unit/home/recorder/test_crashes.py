"""Which camera is blamed for a crash of the recorder, and from when it is kept apart."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.home.recorder.crashes import COUNTS, FAULT, NOTE, Crashes, blamed
from fanlight.home.recorder.index import CameraPlan

PLAN = CameraPlan(7, "Drive", "rtsp://192.168.1.40/1", None, "", "")
DIES = """
import faulthandler, os, signal, sys, threading, time
from pathlib import Path
from fanlight.home.recorder.crashes import AtWork, watch_for_faults
data = Path(sys.argv[1])
at_work = AtWork(data)
watch_for_faults(data)
ready = threading.Barrier(3)
def works(camera, dies):
    with at_work.on(camera):
        ready.wait()
        if dies:
            os.kill(os.getpid(), signal.SIGKILL) if sys.argv[2] == "killed" else faulthandler._sigsegv()
        threading.Event().wait()
threading.Thread(target=works, args=(3, False), daemon=True).start()
threading.Thread(target=works, args=(7, sys.argv[2] != "outside"), daemon=True).start()
ready.wait()
if sys.argv[2] == "outside":
    faulthandler._sigsegv()
threading.Event().wait()
"""


@pytest.mark.parametrize(("how", "who"), [("crashed", 7), ("killed", None), ("outside", None)])
def test_the_camera_is_blamed_whose_bytes_the_crashed_thread_handled(tmp_path: Path, how: str, who: int | None) -> None:
    """Not another that was at work too; a kill from outside and a crash over no camera blame nobody."""
    done = subprocess.run([sys.executable, "-c", DIES, str(tmp_path), how], capture_output=True, timeout=60)
    assert done.returncode < 0
    assert blamed(tmp_path) == who


def test_from_the_second_crash_on_it_is_kept_apart(tmp_path: Path) -> None:
    """The count outlives the process; another address at that place begins anew."""
    crashes = Crashes(tmp_path)
    assert not crashes.is_apart(PLAN)
    assert crashes.add(PLAN) == 1 and not crashes.is_apart(PLAN)
    assert Crashes(tmp_path).add(PLAN) == 2
    again = Crashes(tmp_path)
    assert again.is_apart(PLAN) and again.is_apart(replace(PLAN, name="Gate", sensitivity=9))
    assert not again.is_apart(replace(PLAN, url="rtsp://192.168.1.41/1"))
    assert not again.is_apart(replace(PLAN, id=8))


@given(some.binary(max_size=200), some.binary(max_size=200))
def test_torn_notes_blame_nobody(tmp_path_factory: pytest.TempPathFactory, fault: bytes, counts: bytes) -> None:
    """Whatever lies in the files, a start goes on."""
    data = tmp_path_factory.mktemp("torn")
    (data / "run").mkdir()
    (data / FAULT).write_bytes(fault)
    (data / NOTE).write_bytes(counts)
    (data / COUNTS).write_bytes(counts)
    assert blamed(data) is None
    assert not Crashes(data).is_apart(PLAN)
