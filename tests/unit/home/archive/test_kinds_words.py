"""The storage page says why events have no kinds, and how to get what finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.home.archive.storage import MODEL_MARK, kinds_words
from fanlight.home.recorder.watch.getting import MODEL


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "missing"), (b"", "damaged"), (b"half a download", "damaged"), (b"\x1c\0\0\0" + MODEL_MARK + b"rest", "")],
)
def test_it_says_whether_the_detector_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, why: str
) -> None:
    """Missing, damaged, or nothing to say."""
    monkeypatch.setattr("fanlight.home.archive.places.data", lambda: tmp_path)
    if content is not None:
        (tmp_path / "models").mkdir()
        (tmp_path / "models" / MODEL).write_bytes(content)
    words = kinds_words()
    assert (why in words and "fanlight detector get" in words) if why else words == ""
