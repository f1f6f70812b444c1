"""`make bench-soak`: eight cameras, four of which fail every few minutes, on a whole running home.

JSON lines: {"name": "memory"} each minute, and at the end {"name": "process"} with memory over time and processor,
{"name": "camera"} with the faults that were injected and the gaps that the archive has, and {"name": "soak"}, the sum.
Exit status 1 where a gap is none of the injected ones, a camera does not record, a process died, or memory grew.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import faulty
from household import Household, Watched

ROOT = Path(__file__).resolve().parents[1]
FANLIGHT = Path(sys.executable).with_name("fanlight")
EVERY_S = 5.0
"""Between two looks at the processes."""
SETTLED = 1 / 3
"""Share of the run after which memory counts: rings are full by then, and everything has happened once."""
GROWS_MB = 20.0
"""What the last fifth may have more than the third before: one detector or a decoder more or less is 10."""

Row = dict[str, object]


def main() -> int:
    """Run, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--cameras", type=int, default=len(faulty.CAMERAS))
    parser.add_argument("--streams", type=Path, default=ROOT / "build" / "streams")
    parser.add_argument("--keep", type=Path, help="The home's data directory; else it is deleted.")
    wanted = parser.parse_args()
    cameras = faulty.CAMERAS[: wanted.cameras]
    missing = [one.stream for one in cameras if not (wanted.streams / f"{one.stream}.mp4").exists()]
    if missing or not faulty.SERVER.exists():
        sys.exit(f"missing: {', '.join(missing) or faulty.SERVER}; make bench-watch builds the streams")
    with ExitStack() as stack:
        place = wanted.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fanlight-soak-")))
        data = place / "data"
        environment = {**os.environ, **_settings(data)}
        _detector(data)
        servers = [faulty.served(one, wanted.streams.absolute(), place / "cameras", stack) for one in cameras]
        home = subprocess.Popen([FANLIGHT, "home"], env=environment, stdout=subprocess.PIPE, text=True)
        stack.callback(faulty.ended, home)
        assert home.stdout is not None
        if not home.stdout.readline().startswith("ready "):
            sys.exit("the home does not start")
        threading.Thread(target=home.stdout.read, daemon=True).start()
        numbers = [_added(server, environment) for server in servers]
        household, began = Household(home.pid), time.time()
        _watch(household, wanted.minutes * 60)
        states = {row["id"]: row for row in _asked(environment, "camera", "list", "--json")}
        until = time.time()
        faulty.ended(home)
        rows = [*_processes(household, wanted.minutes * 60, len(cameras))]
        rows += _cameras(data, servers, numbers, states, began, until)
        check = _asked(environment, "check", "--json")
    return _judged(rows, check, household.started())


def _settings(data: Path) -> dict[str, str]:
    ports = dict(zip(("PORT", "RECORD_PORT"), map(str, _free_ports()), strict=False))
    return {"FANLIGHT_DATA": str(data), "FANLIGHT_DEMO": "0", "FANLIGHT_COMMONS": "0", **ports}


def _free_ports() -> Iterator[int]:
    for _ in range(2):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            yield int(one.getsockname()[1])


def _detector(data: Path) -> None:
    """As a home that was made by `make run` has it; without it events stay movement, and its memory is not seen."""
    models = ROOT / "data" / "models"
    data.mkdir(parents=True, exist_ok=True)
    if models.is_dir():
        (data / "models").symlink_to(models)
    else:
        print("no detector: make detector", file=sys.stderr)


def _added(server: faulty.Served, environment: dict[str, str]) -> int:
    """The camera's number."""
    url = f"{server.base}/{server.camera.stream}"
    door = ["--prompt", "--sound", "--sub", f"{url}_sub"] if server.camera.is_door else []
    options = ["--name", server.camera.name, "--user", faulty.USER, "--password-stdin", "--always", "--json"]
    done = subprocess.run(
        [FANLIGHT, "camera", "add", url, *options, *door],
        env=environment, input=faulty.PASSWORD, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"camera {server.camera.name} cannot be added: {done.stderr}")
    return int(json.loads(done.stdout)["id"])


def _asked(environment: dict[str, str], *command: str) -> object:
    done = subprocess.run([FANLIGHT, *command], env=environment, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


def _watch(household: Household, seconds: float) -> None:
    """Looks at all processes every few seconds; says once a minute how they are."""
    began, said = time.monotonic(), 0
    while (passed := time.monotonic() - began) < seconds:
        household.sample(passed)
        if passed >= 60 * (said + 1):
            said += 1
            now = {f"{one.name}_rss_mb": round(one.samples[-1].rss_mb) for one in _alive(household, passed)}
            print(json.dumps({"name": "memory", "minute": said, **now}), flush=True)
        time.sleep(EVERY_S)


def _alive(household: Household, at_s: float) -> list[Watched]:
    return [one for one in household.processes.values() if at_s - one.samples[-1].at_s < EVERY_S / 2]


def _processes(household: Household, seconds: float, cameras: int) -> Iterator[Row]:
    """What each process took, from when it was first seen."""
    settled = seconds * SETTLED
    for one in household.processes.values():
        first, last = one.samples[0], one.samples[-1]
        if last.at_s - first.at_s < 60:
            continue  # a process that is started for something and ends is not one that grows
        minutes = (last.at_s - first.at_s) / 60
        middle, late = one.mean(settled, seconds * 0.6), one.mean(seconds * 0.8, seconds)
        row: Row = {"name": "process", "process": one.name, "from_s": round(first.at_s), "until_s": round(last.at_s)}
        row |= {"rss_start_mb": round(first.rss_mb, 1), "rss_end_mb": round(last.rss_mb, 1)}
        row |= {"rss_most_mb": round(max(sample.rss_mb for sample in one.samples), 1), "pss_end_mb": round(last.pss_mb)}
        row |= {"slope_mb_per_hour": _rounded(one.slope(settled, seconds)), "threads": last.threads}
        row |= {"grew_mb": _rounded(late - middle if late is not None and middle is not None else None)}
        row["cpu_s_per_min"] = round((last.cpu_s - first.cpu_s) / minutes, 2)
        if one.name == "recorder":
            row["cpu_s_per_min_and_camera"] = round((last.cpu_s - first.cpu_s) / minutes / cameras, 3)
        yield row


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _cameras(
    data: Path, servers: list[faulty.Served], numbers: list[int], states: dict[int, dict[str, str]],
    began: float, until: float,
) -> Iterator[Row]:  # fmt: skip
    """Holes that the archive has, against what was injected. Reads the home's own index, as its timeline does."""
    os.environ["FANLIGHT_DATA"] = str(data)
    from fanlight.project.django_ready import ready

    ready()
    from fanlight.home.archive.models.cameras import Camera
    from fanlight.home.archive.models.events import Event
    from fanlight.home.archive.spans import coverage

    for server, number in zip(servers, numbers, strict=True):
        camera = Camera.objects.get(pk=number)
        covered = coverage(camera, int(began * 1e6), int((until - faulty.BACK_S) * 1e6))
        from_s = covered.pieces[0].start_us / 1e6 if covered.pieces else until
        holes = [hole for hole in covered.holes if hole.start_us / 1e6 >= from_s]
        whose = [(one, faulty.explained(one.start_us / 1e6, one.end_us / 1e6, server.faults)) for one in holes]
        back = [one.end_us / 1e6 - fault.gap_until for one, fault in whose if fault]
        yield {
            "name": "camera",
            "camera": server.camera.name,
            "state": states[number]["state"],
            "injected": {kind: sum(one.kind == kind for one in server.faults) for kind in _kinds(server.faults)},
            "gaps": len(holes),
            "gaps_s": round(sum(one.end_us - one.start_us for one in holes) / 1e6, 1),
            "stray": [_said(one.start_us, one.end_us, one.words, began) for one, fault in whose if fault is None],
            "back_after_s": round(max(back), 1) if back else None,
            "footage_s": round(covered.seconds, 1),
            "first_after_s": round(from_s - began, 1),
            "events": Event.objects.filter(camera=camera).count(),
        }


def _kinds(faults: list[faulty.Fault]) -> list[str]:
    return sorted({one.kind for one in faults})


def _said(start_us: int, end_us: int, words: str, began: float) -> str:
    return f"{start_us / 1e6 - began:.1f} s to {end_us / 1e6 - began:.1f} s: {words}"


def _judged(rows: list[Row], check: object, started: list[str]) -> int:
    """Prints all, and what is wrong; `started` are the processes that the home has started, by name."""
    for row in rows:
        print(json.dumps(row))
    wrong = []
    for row in rows:
        if row["name"] == "process" and isinstance(row["grew_mb"], float) and row["grew_mb"] > GROWS_MB:
            wrong.append(f"{row['process']} grew by {row['grew_mb']} MB")
        if row["name"] == "camera" and row["state"] != "recording":
            wrong.append(f"{row['camera']} is {row['state']}")
        if row["name"] == "camera" and row["stray"]:
            wrong.append(f"{row['camera']} has gaps of its own")
    wrong += [f"{role} was started again" for role in ("recorder", "tend", "web") if started.count(role) > 1]
    if not isinstance(check, dict) or any(check[key] for key in ("missing", "wrong_size", "wrong_hash", "quarantined")):
        wrong.append("check finds faults")
    print(json.dumps({"name": "soak", "check": check, "wrong": wrong}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
