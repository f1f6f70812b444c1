"""Gets the kind detector out of the package that carries it, pinned by SHA-256, and puts it in place in one step."""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path

from fanlight.ground.durable import write_now
from fanlight.ground.errors import FanlightError
from fanlight.ground.pinned_package import PackageOutOfReach, fetched, is_pinned, lies_pinned

PACKAGE = "@mediapipe/objectron@0.4.1675468480"
"""Google's npm package (Apache-2.0, 2023): the only place that ships this network as a file."""
PACKAGE_SHA256 = "fc3e37b326b05e8f596099c90b3e0931b05a56cd3160b9ac450b621794bac94c"
MEMBER = "package/objectron_solution_packed_assets.data"
MEMBER_BYTES = 9_987_912
LABELS_END = 184
"""Bytes 0 to 183 are the label map, the rest is the network."""
LABELS_SHA256 = "c148336a65f673013609a923fdcbdeec0f49df935045029c3746a3828a0e80e0"
MODEL_SHA256 = "d0a5255bf8c4f5a0bc4240741a76c41d5e939f7655078f945f50ab53a9375da6"
MODEL, LABELS = "kinds.tflite", "kinds.txt"


class DetectorOutOfReach(FanlightError):
    """The detector could not be fetched."""

    remedy = "Events are plain movement until `fanlight detector get` succeeds; everything else works."


class DetectorChanged(FanlightError):
    """What was fetched is not the detector that Fanlight knows, so it was thrown away."""

    remedy = "Events are plain movement until `fanlight detector get` succeeds; everything else works."


def is_there(folder: Path) -> bool:
    """Whether both files lie in `folder`, whole and unchanged."""
    return lies_pinned(folder / MODEL, MODEL_SHA256) and lies_pinned(folder / LABELS, LABELS_SHA256)


def get(folder: Path, npm: list[str]) -> None:
    """Fetch with the npm command `npm` and write MODEL and LABELS into `folder`. Raises FanlightError."""
    with tempfile.TemporaryDirectory(prefix="fanlight-detector-") as place:
        package = _packed(npm, Path(place))
        place_from(package, folder)


def place_from(package: Path, folder: Path) -> None:
    """Take both files out of the package file and put them in place."""
    untrusted_package = package.read_bytes()
    if not is_pinned(untrusted_package, PACKAGE_SHA256):
        raise DetectorChanged
    try:
        with tarfile.open(package, "r:gz") as archive:
            member = archive.extractfile(MEMBER)
            data = member.read(MEMBER_BYTES) if member is not None else b""
    except (tarfile.TarError, KeyError, OSError, EOFError) as error:
        raise DetectorChanged from error
    labels, model = data[:LABELS_END], data[LABELS_END:]
    if not (is_pinned(labels, LABELS_SHA256) and is_pinned(model, MODEL_SHA256)):
        raise DetectorChanged
    try:
        write_now(folder / LABELS, labels)
        write_now(folder / MODEL, model)  # last: whoever sees the network finds its labels
    except OSError as error:
        raise DetectorOutOfReach(f"The detector could not be written to {folder}: {error.strerror}.") from error


def _packed(npm: list[str], place: Path) -> Path:
    try:
        return fetched([*npm, "pack", PACKAGE, "--silent", "--pack-destination", str(place)], place, "*.tgz")
    except PackageOutOfReach as error:
        raise DetectorOutOfReach("The detector could not be fetched: the package registry did not give it.") from error
