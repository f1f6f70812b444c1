"""What a running home's processes take: memory and processor of each, with what they start themselves."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Sample:
    """Of one process at one moment."""

    at_s: float
    rss_mb: float
    pss_mb: float  # libraries that several processes share counted once
    cpu_s: float
    threads: int


@dataclass(slots=True)
class Watched:
    """One process over time."""

    pid: int
    parent: int
    name: str
    samples: list[Sample] = field(default_factory=list)

    def slope(self, from_s: float, until_s: float) -> float | None:
        """MB an hour of resident memory by least squares; None where too little was seen."""
        seen = [one for one in self.samples if from_s <= one.at_s <= until_s]
        if len(seen) < 3:
            return None
        middle = sum(one.at_s for one in seen) / len(seen)
        mean = sum(one.rss_mb for one in seen) / len(seen)
        spread = sum((one.at_s - middle) ** 2 for one in seen)
        return 3600 * sum((one.at_s - middle) * (one.rss_mb - mean) for one in seen) / spread

    def mean(self, from_s: float, until_s: float) -> float | None:
        """Resident memory, MB, in this span."""
        seen = [one.rss_mb for one in self.samples if from_s <= one.at_s <= until_s]
        return sum(seen) / len(seen) if seen else None


class Household:
    """All processes below one, as long as each lives."""

    def __init__(self, root: int) -> None:
        self._root = root
        self.processes: dict[int, Watched] = {}

    def sample(self, at_s: float) -> None:
        """Look at all of them now."""
        for pid in _below(self._root):
            try:
                sample = _sampled(pid, at_s)
                if pid not in self.processes:
                    self.processes[pid] = Watched(pid, _parent(pid), _name(pid))
            except (OSError, ValueError, StopIteration):
                continue  # it ended while it was looked at
            self.processes[pid].samples.append(sample)

    def started(self) -> list[str]:
        """Names of all that the first process has started itself, each as often as it was."""
        return [one.name for one in self.processes.values() if one.parent == self._root]


def _below(root: int) -> list[int]:
    """The process and all that it or they have started."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = _parent(int(folder.name))
        except (OSError, ValueError):
            continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _sampled(pid: int, at_s: float) -> Sample:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    sizes = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if "kB" in line
    )
    rss, pss = (int(sizes[name].split()[0]) * 1024 / 1e6 for name in ("Rss", "Pss"))
    return Sample(at_s, rss, pss, (int(fields[11]) + int(fields[12])) / TICK, int(fields[17]))


def _name(pid: int) -> str:
    """As a person calls it: the role, or the last part of what it runs."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").rstrip("\0").split("\0")
    if "fanlight.project.roles" in words:
        return words[words.index("fanlight.project.roles") + 1]
    if "-m" in words:
        return words[words.index("-m") + 1].rpartition(".")[2]
    return "supervisor" if words[-1] == "home" else Path(words[0]).name
