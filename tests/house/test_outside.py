"""The repository speaks of Fanlight alone: no machine's paths, no registry's hosts, nobody else's files."""

from __future__ import annotations

import re
import subprocess

from tests.house.tree import ROOT

HOSTS = re.compile(r"registry\.npmjs\.org|files\.pythonhosted\.org|pypi\.org/simple|deb\.debian\.org")
MACHINE = re.compile(r"/work/(main|shared)|/root/|(?<!\w)/home/[a-z]+/")
BINARY = re.compile(r"\.(mp4|avi|mov|mkv|onnx|tflite|csv\.gz|parquet|sqlite3?|db)$")
LARGEST = 500_000  # bytes; a screenshot is smaller


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    return [name for name in listed.stdout.split("\n") if name and (ROOT / name).is_file()]


def test_no_data_or_binaries_are_kept() -> None:
    """Models and clips come by package or are drawn; none lies in the repository."""
    wrong = [
        name for name in tracked() if BINARY.search(name) and not name.startswith("src/fanlight/record/published/")
    ]
    assert not wrong
    assert not [name for name in tracked() if (ROOT / name).stat().st_size > LARGEST]


def test_no_machine_and_no_registry_is_named() -> None:
    """Package managers know their registries; a path of one machine means nothing on the next."""
    found = []
    for name in tracked():
        if name.endswith((".png", ".ico", ".jpg", ".webp")) or name == "tests/house/test_outside.py":
            continue
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {hit.group(0)}" for hit in [*HOSTS.finditer(text), *MACHINE.finditer(text)]]
    assert not found, "\n".join(found)
