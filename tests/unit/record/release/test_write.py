"""A site is written beside the last one and swapped; the last good one stays up."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.record.release.write import MARK, NotASite, write_site


def broken() -> bytes:
    raise RuntimeError("a page cannot be drawn")


def test_a_new_site_replaces_the_old_whole(tmp_path: Path) -> None:
    """Pages that are no longer there go too, and nothing is left beside it."""
    out = tmp_path / "site"
    write_site({"index.html": lambda: b"one", "old/page.html": lambda: b"x"}, out)
    write_site({"index.html": lambda: b"two"}, out)
    assert (out / "index.html").read_bytes() == b"two"
    assert sorted(path.name for path in out.iterdir()) == [MARK, "index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_leaves_the_last_good_site(tmp_path: Path) -> None:
    """A page that cannot be drawn stops the build before the swap."""
    out = tmp_path / "site"
    write_site({"index.html": lambda: b"one"}, out)
    with pytest.raises(RuntimeError):
        write_site({"index.html": lambda: b"two", "z.html": broken}, out)
    assert (out / "index.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_was_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    """The old site lies aside and nothing at its place: the next build brings it back before it begins."""
    out = tmp_path / "site"
    write_site({"index.html": lambda: b"one"}, out)
    out.rename(tmp_path / ".site.old")
    with pytest.raises(RuntimeError):
        write_site({"index.html": broken}, out)
    assert (out / "index.html").read_bytes() == b"one"


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path) -> None:
    """A wrong --out must not delete somebody's files."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("dear")
    with pytest.raises(NotASite):
        write_site({"index.html": lambda: b"one"}, tmp_path / "letters")
    assert (tmp_path / "letters" / "dear.txt").read_text() == "dear"
