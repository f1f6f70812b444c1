"""Documents tell the truth about the present tree."""

from __future__ import annotations

import re

from tests.house.tree import ROOT, SOURCE

ROOMS_INSIDE = {"home", "record"}  # wings whose rooms have a line of their own
NAMED_BELOW = {"home/recorder/watch"}


def rooms() -> set[str]:
    found = set()
    for folder in SOURCE.iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            found.add(folder.name)
            if folder.name in ROOMS_INSIDE:
                found |= {
                    f"{folder.name}/{room.name}"
                    for room in folder.iterdir()
                    if room.is_dir() and room.name != "__pycache__"
                }
    return found | {room for room in NAMED_BELOW if (SOURCE / room).is_dir()}


def test_architecture_names_every_room_and_no_other() -> None:
    """The table of folders in ARCHITECTURE.md is the tree."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z/]+)` \|", text, re.M)) == rooms()


def test_links_between_documents_lead_somewhere() -> None:
    """A relative link in a document names a file that is there."""
    broken = []
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)", text):
            if not (document.parent / target).exists():
                broken.append(f"{document.relative_to(ROOT)}: {target}")
    assert not broken, "\n".join(broken)


def test_paths_named_in_documents_are_there() -> None:
    """Code paths that documents name in backticks exist."""
    broken = []
    for document in [
        ROOT / "ARCHITECTURE.md",
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs/design").glob("*.md"),
    ]:
        for path in re.findall(
            r"`((?:src|tests|docs|deploy|benchmarks)/[\w/.-]+)`", document.read_text(encoding="utf-8")
        ):
            if not (ROOT / path).exists():
                broken.append(f"{document.relative_to(ROOT)}: {path}")
    assert not broken, "\n".join(broken)


def test_every_design_document_says_whether_it_is_built() -> None:
    """A reader must not take a plan for a fact."""
    silent = [
        p.name for p in (ROOT / "docs/design").glob("*.md") if not re.search(r"^Status: \*\*", p.read_text(), re.M)
    ]
    assert not silent


def test_every_promise_names_a_test_that_is_there() -> None:
    """A promise without its test is a wish."""
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| promise", "| ---"))]
    assert rows
    for row in rows:
        assert _named_tests(row), row


def test_every_test_that_a_document_names_is_there() -> None:
    """Tests are renamed; a document that leads to none shows nothing."""
    found = [_named_tests(path.read_text(encoding="utf-8")) for path in (ROOT / "docs").rglob("*.md")]
    assert sum(found) > 50


def _named_tests(text: str) -> int:
    """How many tests a text names; fails where one is not there."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    for file, test in named:
        assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.M), f"{file}::{test}"
    return len(named)
