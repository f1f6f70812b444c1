"""The whole recorder on live cameras against ffmpeg copying the same streams at the same time: processor and memory.

One JSON line for each: {"name": "copy|fanlight", "cameras", "cpu_s_per_min", "rss_mb"}. The recorder is the process
that `fanlight home` runs, with its database, recording always and watching; the cameras are the GStreamer server's.
`pss_mb` counts libraries that several processes share once, as the prototype's 125 MB did.
`pss_mb` counts libraries that several processes share once, as the prototype's 125 MB did.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVER = ROOT.parent / "shared" / "tools" / "rtsp_server.py"
STREAMS = ("yard_cbr", "hall_cbr", "lot_vbr", "street_sway")
USER, PASSWORD = "cam", "bench"
WARM_S = 25.0
"""Every watch decodes the start of its run whole; what is measured is the day, not the first seconds."""
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """User and system seconds of some processes so far, and their memory."""

    cpu_s: float
    rss_mb: float
    pss_mb: float


def measured(processes: list[subprocess.Popen[bytes]]) -> Measured:
    cpu_s = rss = pss = 0.0
    for process in processes:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        cpu_s += sum(int(number) for number in fields[11:15]) / TICK
        rss += int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        pss += int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))) / 1000
    return Measured(cpu_s, rss, pss)


def cameras(folder: Path, streams: list[str], stack: ExitStack) -> str:
    """Serve the streams; the address that their names are added to."""
    for name in streams:
        (folder / f"{name}.mp4").symlink_to(ROOT / "build" / "streams" / f"{name}.mp4")
    options = ["--port", "0", "--user", USER, "--password", PASSWORD]
    server = subprocess.Popen(
        ["/usr/bin/python3", str(SERVER), str(folder), *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    stack.callback(_ended, server)
    assert server.stdout is not None
    first = server.stdout.readline().split()
    if first[:1] != [b"ready"]:
        sys.exit("the test camera does not start: make test-packages")
    return first[1].decode()


def copying(base: str, streams: list[str], place: Path, stack: ExitStack) -> list[subprocess.Popen[bytes]]:
    """What a recorder costs that does nothing but copy."""
    started = []
    for name in streams:
        url = base.replace("rtsp://", f"rtsp://{USER}:{PASSWORD}@") + f"/{name}"
        flags = "frag_keyframe+empty_moov+default_base_moof"
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-nostdin",
            "-rtsp_transport",
            "tcp",
            "-i",
            url,
            "-map",
            "0:v",
            "-c",
            "copy",
        ]
        process = subprocess.Popen([*command, "-f", "mp4", "-movflags", flags, str(place / f"{name}.mp4")])
        stack.callback(_ended, process)
        started.append(process)
    return started


def recorder(base: str, streams: list[str], data: Path, stack: ExitStack) -> subprocess.Popen[bytes]:
    """A home's recorder with these cameras."""
    environment = {**os.environ, "FANLIGHT_DATA": str(data), "FANLIGHT_DEMO": "0"}
    role = [sys.executable, "-m", "fanlight.project.roles"]
    subprocess.run([*role, "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)
    for name in streams:
        add = [str(Path(sys.executable).with_name("fanlight")), "camera", "add", f"{base}/{name}", "--name", name]
        options = ["--user", USER, "--password-stdin", "--always", "--json"]
        subprocess.run(
            [*add, *options], env=environment, check=True, input=PASSWORD.encode(), stdout=subprocess.DEVNULL
        )
    process = subprocess.Popen([*role, "recorder"], env=environment)
    stack.callback(_ended, process)
    return process


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cameras", type=int, default=4)
    parser.add_argument(
        "--seconds", type=float, default=240.0, help="what moves in single minutes of the clips differs"
    )
    wanted = parser.parse_args()
    streams = list(STREAMS[: wanted.cameras])
    missing = [name for name in streams if not (ROOT / "build" / "streams" / f"{name}.mp4").exists()]
    if missing or not SERVER.exists():
        sys.exit(f"missing: {', '.join(missing) or SERVER}; make bench-watch builds the streams")
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fanlight-live-")))
        (place / "clips").mkdir()
        base = cameras(place / "clips", streams, stack)
        ours = [recorder(base, streams, place / "data", stack)]
        copies = copying(base, streams, place, stack)
        time.sleep(WARM_S)
        before = measured(copies), measured(ours)
        began = time.monotonic()
        time.sleep(wanted.seconds)
        minutes = (time.monotonic() - began) / 60
        after = measured(copies), measured(ours)
        for name, first, last in zip(("copy", "fanlight"), before, after, strict=True):
            cpu = round((last.cpu_s - first.cpu_s) / minutes, 3)
            memory = {"rss_mb": round(last.rss_mb), "pss_mb": round(last.pss_mb)}
            print(json.dumps({"name": name, "cameras": len(streams), "cpu_s_per_min": cpu, **memory}))
        if os.environ.get("FANLIGHT_LIVE_PAUSE"):
            print(ours[0].pid, file=sys.stderr)
            time.sleep(float(os.environ["FANLIGHT_LIVE_PAUSE"]))


if __name__ == "__main__":
    main()
