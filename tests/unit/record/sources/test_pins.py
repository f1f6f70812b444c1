"""What `record fetch` would ask for is pinned by commit and hash."""

from __future__ import annotations

import re

from fanlight.record.sources.fetch import publishers


def test_every_file_is_pinned() -> None:
    """A commit of forty digits in the path, a SHA-256, a size; no name leads out of the folder."""
    for one in publishers().files:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+/[0-9a-f]{40}/\S+", one.path)
        assert re.fullmatch(r"[0-9a-f]{64}", one.sha256)
        assert one.size > 0
        assert ".." not in one.name


def test_what_cannot_be_fetched_says_which_numbers_differ() -> None:
    """Nobody takes a part for the whole."""
    assert publishers().missing
    assert all(one.what and one.differs for one in publishers().missing)
