"""The map's outlines: pinned twice, whole, or not at all; with them and without, everything else is the same."""

from __future__ import annotations

import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from fanlight.record.release import outlines
from tests.conftest import ROOT

SQUARE = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[0, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]],
    "objects": {"states": {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}},
}


def package(path: Path, content: bytes, member: str = f"package/{outlines.OUTLINES}") -> Path:
    with tarfile.open(path, "w:gz") as made:
        entry = tarfile.TarInfo(member)
        entry.size = len(content)
        made.addfile(entry, io.BytesIO(content))
    return path


def test_the_right_file_is_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both hashes fit; what lies there is read, and what was changed there is not."""
    content = json.dumps(SQUARE).encode()
    path = package(tmp_path / "a.tgz", content)
    monkeypatch.setattr(outlines, "PACKAGE_SHA256", sha256(path.read_bytes()).hexdigest())
    monkeypatch.setattr(outlines, "OUTLINES_SHA256", sha256(content).hexdigest())
    folder = tmp_path / "outlines"
    assert not outlines.is_there(folder) and outlines.lying(folder) is None
    outlines.place_from(path, folder)
    assert outlines.is_there(folder) and outlines.lying(folder) == SQUARE
    assert [one.name for one in folder.iterdir()] == [outlines.OUTLINES]
    (folder / outlines.OUTLINES).write_bytes(content + b" ")
    assert not outlines.is_there(folder) and outlines.lying(folder) is None


@pytest.mark.parametrize("what", ["another package", "other content", "other member", "no archive"])
def test_anything_else_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Nothing is left behind."""
    path = tmp_path / "a.tgz"
    if what == "no archive":
        path.write_bytes(b"not a package")
    else:
        package(path, b"{}", "package/elsewhere" if what == "other member" else f"package/{outlines.OUTLINES}")
    if what != "another package":
        monkeypatch.setattr(outlines, "PACKAGE_SHA256", sha256(path.read_bytes()).hexdigest())
    with pytest.raises(outlines.OutlinesChanged):
        outlines.place_from(path, tmp_path / "outlines")
    assert not (tmp_path / "outlines").exists()


@pytest.mark.parametrize("npm", [["/nowhere/npm"], ["false"], ["true"]])
def test_without_a_registry_it_is_said_and_the_map_does_without(tmp_path: Path, npm: list[str]) -> None:
    """npm missing, failing, or giving nothing."""
    with pytest.raises(outlines.OutlinesOutOfReach) as out:
        outlines.get(tmp_path / "outlines", npm)
    assert "latitude and longitude" in out.value.words()


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"{}", b"[" * 100_000, json.dumps({**SQUARE, "arcs": []}).encode(),
     json.dumps({**SQUARE, "arcs": [[["a", 1]]]}).encode(), json.dumps({**SQUARE, "objects": {"states": 1}}).encode(),
     json.dumps({**SQUARE, "transform": {"scale": [10**400, 1.5], "translate": [0, 0]}}).encode()],
)  # fmt: skip
def test_a_file_given_by_hand_that_holds_no_outlines_is_our_error(data: bytes) -> None:
    """With its name."""
    with pytest.raises(outlines.OutlinesBroken, match=r"mine\.json"):
        outlines.parse(data, "mine.json")


def test_the_real_outlines_are_all_states_and_fit_the_picture() -> None:
    """What set-up fetched: fifty states and the District, inside the map's frame."""
    folder = ROOT / "build" / "outlines"
    if not outlines.is_there(folder):
        pytest.skip("build/outlines is missing (make test-env)")
    from fanlight.record.pages.map import HEIGHT, WIDTH
    from fanlight.record.pages.map import outlines as drawn

    shapes = outlines.lying(folder)
    assert shapes is not None
    paths = drawn(shapes)
    assert len(paths) == 51
    for path in paths:
        for point in path.replace("M", "L").replace("Z", "").split("L")[1:]:
            x, y = map(float, point.split())
            assert -58 <= x <= WIDTH and 0 <= y <= HEIGHT
